/** `break`, `continue`, `return`, `throw`: leaps.ts knows what they pass on the way. */
import type ts from "typescript";
import { skipOuter } from "../../ast/kinds.js";
import { leapTarget } from "../../2-analyse/lowering.js";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { prepare } from "./CallExpression.js";
import { isChain } from "./OptionalChain.js";

export function breakOrContinue(n: Normaliser, node: ts.BreakOrContinueStatement): void {
  n.leaps.leap(n.ts.isBreakStatement(node) ? "break" : "continue", leapTarget(n.ctx, node));
}

export function returnStatement(n: Normaliser, node: ts.ReturnStatement): void {
  if (!node.expression) return n.leaps.return(null, node);
  returnValue(n, node.expression, node);
}

/** `return value`, as a tail call where nothing of this function is needed after the call. */
export function returnValue(n: Normaliser, value: ts.Expression, node: ts.Node): void {
  const { ts } = n;
  const inner = skipOuter(ts, value);
  if (ts.isConditionalExpression(inner) && (n.suspends(inner.whenTrue) || n.suspends(inner.whenFalse))) {
    return n.emit({
      kind: "if",
      test: expression(n, inner.condition),
      then: n.collect(() => returnValue(n, inner.whenTrue, node)),
      else: n.collect(() => returnValue(n, inner.whenFalse, node)),
    });
  }
  const mayBeTail = !n.leaps.insideTry && ts.isCallExpression(inner) && n.suspends(inner) && !isChain(n, inner);
  if (mayBeTail && n.analysis.call(inner).kind !== "plain") {
    return n.emit({ kind: "tailcall", point: { node: inner }, call: prepare(n, inner) });
  }
  n.leaps.return(expression(n, value), node);
}

export function throwStatement(n: Normaliser, node: ts.ThrowStatement): void {
  n.emit({ kind: "throw", value: expression(n, node.expression), node });
}

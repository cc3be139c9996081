/**
 * Calls. The callee and the object it is called on are evaluated before the arguments (ECMAScript 13.3.6.1).
 *
 *   source   return o.m(a(), g());                       only g may suspend
 *   normal   $1 = o; $2 = $1.m; $3 = a(); $4 = call g()  $4 is a suspension point; live there: $1 $2 $3
 *            return call $2 on $1 with ($3, $4)
 */
import type ts from "typescript";
import { skipOuter } from "../../ast/kinds.js";
import type { Call, Local } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";
import { isCallable } from "../shared/callTypes.js";
import { evaluateOperands, isConstant, isFunctionLiteral, spill, stable, type Operand } from "../shared/operands.js";
import { expression } from "../expression.js";
import { isSuper, readMember } from "./AccessExpression.js";
import { directCall, isPrivateAccess, privateMember, type Direct, type PrivateAccess } from "./PrivateMember.js";

/** Writes a call that contains or is a suspension point; the result is where its value is, or the plain call left to do. */
export function call(n: Normaliser, node: ts.CallExpression, target: Local | null): ts.Expression {
  const judgement = n.analysis.call(node);
  if (judgement.kind === "plain") return plainCall(n, node);
  n.suspend(node, prepare(n, node), target);
  return target ? n.ref(target) : n.b.undefined();
}

/** Evaluates what a suspending call needs. */
export function prepare(n: Normaliser, node: ts.CallExpression): Call {
  const judgement = n.analysis.call(node);
  if (judgement.kind === "direct") {
    const entry = n.host.entryOf(judgement.target, node);
    const recursive = judgement.target === n.fn;
    if (entry) return { kind: "direct", entry, recursive, thisArg: null, args: args(n, node.arguments) };
  }
  const { callee, thisArg, direct } = calleeOf(n, node);
  const values = args(n, node.arguments);
  if (direct) return { kind: "direct", ...direct, thisArg, args: values };
  return {
    kind: "dynamic",
    callee,
    thisArg,
    args: checkedFirst(n, node.arguments, values),
    text: isCallable(n.ctx, node) ? null : textOf(n, node.expression),
  };
}

/** The arguments, ready to stand in the call: spilled where a later one suspends. */
export function args(n: Normaliser, nodes: readonly ts.Expression[]): ts.Expression[] {
  const { ts } = n;
  const operands = nodes.map((a): Operand =>
    ts.isSpreadElement(a)
      ? { kind: "elements", node: a.expression, expression: a.expression }
      : { kind: "value", node: a, expression: a },
  );
  evaluateOperands(n, operands);
  return nodes.map((a) => n.rewrite(a));
}

/**
 * Arguments of a call whose callee is looked at before they are evaluated: what has effects or may fail in these must
 * come first (ECMAScript 13.3.6.2: the arguments come before the check that the callee is a function).
 */
export function checkedFirst(
  n: Normaliser,
  nodes: readonly ts.Expression[],
  values: readonly ts.Expression[],
): ts.Expression[] {
  const { ts, f } = n;
  let last = values.length - 1;
  while (last >= 0 && isQuiet(n, nodes[last]!, values[last]!)) last--;
  return values.map((value, i) => {
    if (i > last || isConstant(n, nodes[i]!) || isFunctionLiteral(n, nodes[i]!)) return value;
    if (!ts.isSpreadElement(value)) return spill(n, value);
    return f.createSpreadElement(spill(n, f.createArrayLiteralExpression([value])));
  });
}

/** Evaluating this changes nothing and can't fail. In: an expression of the source, and what became of it. */
function isQuiet(n: Normaliser, node: ts.Expression, value: ts.Expression): boolean {
  const { ts } = n;
  node = skipOuter(ts, node);
  value = skipOuter(ts, value);
  if (ts.isIdentifier(value) && n.localOf(value)) return true; // its dead zone would have made a call of it
  if (isConstant(n, node) || isFunctionLiteral(n, node)) return true;
  return ts.isPropertyAccessExpression(value) && ts.isIdentifier(node); // a variable in a scope object
}

interface Callee {
  /** May be evaluated twice. */
  readonly callee: ts.Expression;
  readonly thisArg: ts.Expression | null;
  /** Where the callee needs no look-up. */
  readonly direct?: Direct;
}

/** Evaluates the function value and the object it is called on. */
export function calleeOf(n: Normaliser, node: ts.CallExpression): Callee {
  const { ts } = n;
  const callee = skipOuter(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) {
    if (!n.suspends(callee) && ts.isIdentifier(callee) && staysTheSame(n, callee, node.arguments)) {
      const value = n.rewrite(callee as ts.Expression);
      // A variable of a scope object, or one that may not be initialised, is read once.
      return { callee: ts.isIdentifier(value) ? value : spill(n, value), thisArg: null };
    }
    return { callee: spill(n, expression(n, callee)), thisArg: null };
  }
  if (isSuper(n, callee)) return { callee: spill(n, expression(n, callee)), thisArg: n.superThis() };
  const object =
    ts.isIdentifier(callee.expression) &&
    !n.suspends(callee) &&
    !anyEffect(n, node.arguments) &&
    n.isLocalName(callee.expression)
      ? n.rewrite(callee.expression)
      : stable(n, callee.expression);
  const direct = isPrivateAccess(n, callee) && directCall(n, callee, "method");
  if (direct) {
    n.effect(privateMember(n, object, callee as PrivateAccess));
    return { callee: direct.entry, thisArg: object, direct };
  }
  return { callee: spill(n, readMember(n, object, callee)), thisArg: object };
}

/** Evaluating the arguments doesn't change the variable. Those of other functions are out of sight: a getter may assign them. */
function staysTheSame(n: Normaliser, callee: ts.Identifier, nodes: readonly ts.Expression[]): boolean {
  if (isConstant(n, callee)) return true;
  return n.isLocalName(callee) ? !anyEffect(n, nodes) : nodes.every((a) => isConstant(n, a));
}

/** Evaluating the nodes may assign variables: they are more than names, literals and operators on them. */
function anyEffect(n: Normaliser, nodes: readonly ts.Node[]): boolean {
  const { ts } = n;
  const effect = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return false;
    if (ts.isCallLikeExpression(node) || ts.isDeleteExpression(node)) return true;
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    )
      return true;
    if (
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    )
      return true;
    return !!ts.forEachChild(node, (c) => effect(c) || undefined);
  };
  return nodes.some(effect);
}

/** A call that can't suspend itself, but something in it does. */
function plainCall(n: Normaliser, node: ts.CallExpression): ts.Expression {
  const { ts, f, b } = n;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword || !node.arguments.some((a) => argumentSuspends(n, a))) {
    const callee = skipOuter(ts, node.expression);
    if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
      // `o.m(…)` where only o (or the key) suspends stays a method call.
      if (isSuper(n, callee)) return n.rewrite(node);
      const object = expression(n, callee.expression);
      if (ts.isElementAccessExpression(callee) && n.suspends(callee.argumentExpression)) {
        n.replace(callee.expression, spill(n, object));
        n.replace(callee.argumentExpression, expression(n, callee.argumentExpression));
      } else n.replace(callee.expression, object);
      return n.rewrite(node);
    }
    if (n.suspends(callee)) n.replace(callee, spill(n, expression(n, callee)));
    else if (node.expression.kind === ts.SyntaxKind.ImportKeyword) args(n, node.arguments);
    return n.rewrite(node);
  }
  const { callee, thisArg } = calleeOf(n, node);
  const values = args(n, node.arguments);
  const made = thisArg ? b.callOn(callee, thisArg, ...values) : f.createCallExpression(callee, undefined, values);
  return ts.setTextRange(made, node);
}

function argumentSuspends(n: Normaliser, a: ts.Expression): boolean {
  return n.suspends(a) || (n.ts.isSpreadElement(a) && n.analysis.iteration(a).kind !== "plain");
}

/** How error messages name the callee. */
export function textOf(n: Normaliser, callee: ts.Expression): string {
  const { ts } = n;
  callee = skipOuter(ts, callee);
  if (ts.isIdentifier(callee)) return callee.text;
  if (callee.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return "(intermediate value)";
  if (ts.isPropertyAccessExpression(callee)) return `${textOf(n, callee.expression)}.${callee.name.text}`;
  if (ts.isElementAccessExpression(callee)) {
    const key = callee.argumentExpression;
    return ts.isIdentifier(key)
      ? `${textOf(n, callee.expression)}[${key.text}]`
      : `${textOf(n, callee.expression)}[...]`;
  }
  return "(intermediate value)";
}

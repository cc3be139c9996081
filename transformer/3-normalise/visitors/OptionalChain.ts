/**
 * `a?.b(c).d`: where a link finds null or undefined, the whole chain ends with undefined (ECMAScript 13.3.9).
 *
 *   source   o?.m(g())
 *   normal   $r = undefined
 *            chain: { $1 = o; if ($1 == null) break chain; $2 = $1.m; $3 = call g(); $r = call $2 on $1 with ($3) }
 */
import type ts from "typescript";
import { isCallee, skipOuter } from "../../ast/kinds.js";
import type { Label } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";
import { expression } from "../expression.js";
import { spill } from "../shared/operands.js";
import { isSuper, memberName, readMember } from "./AccessExpression.js";
import { args, checkedFirst, textOf } from "./CallExpression.js";
import { directCall, isPrivateAccess, privateMember, type Direct, type PrivateAccess } from "./PrivateMember.js";

export function isChain(n: Normaliser, node: ts.Node): node is ts.OptionalChain {
  return (node.flags & n.ts.NodeFlags.OptionalChain) !== 0 && n.ts.isOptionalChain(node);
}

/** The value of a chain; with `deletes`, the result of deleting what it names. */
export function optionalChain(n: Normaliser, node: ts.Expression, deletes = false): ts.Expression {
  const { f, b, ts } = n;
  const result = n.temp();
  const end = n.label("chain");
  n.assign(result, deletes ? f.createTrue() : b.undefined());
  const body = n.collect(() => {
    const last = skipOuter(ts, node);
    if (!deletes) return n.assign(result, link(n, node, end).value);
    const { value } = receiver(n, last as ts.PropertyAccessExpression, end);
    const place = ts.isPropertyAccessExpression(last)
      ? f.createPropertyAccessExpression(value, memberName(n, last))
      : f.createElementAccessExpression(value, expression(n, (last as ts.ElementAccessExpression).argumentExpression));
    n.assign(result, f.createDeleteExpression(place));
  });
  n.emit({ kind: "block", label: end, body });
  return n.ref(result);
}

interface Link {
  readonly value: ts.Expression;
  /** What a call of the value is called on. */
  readonly thisArg: ts.Expression | null;
  readonly direct?: Direct;
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function link(n: Normaliser, node: ts.Expression, end: Label): Link {
  const { ts } = n;
  node = skipOuter(ts, node);
  if (!isChain(n, node)) return root(n, node);
  if (ts.isCallExpression(node)) {
    const callee = receiver(n, node, end);
    const judgement = n.analysis.call(node);
    const values = args(n, node.arguments);
    if (judgement.kind === "plain") {
      const made = callee.thisArg
        ? n.b.callOn(callee.value, callee.thisArg, ...values)
        : n.f.createCallExpression(callee.value, undefined, values);
      return { value: spill(n, ts.setTextRange(made, node)), thisArg: null };
    }
    const target = n.temp();
    if (callee.direct) {
      n.suspend(node, { kind: "direct", ...callee.direct, thisArg: callee.thisArg, args: values }, target);
      return { value: n.ref(target), thisArg: null };
    }
    n.suspend(
      node,
      {
        kind: "dynamic",
        callee: callee.value,
        thisArg: callee.thisArg,
        args: checkedFirst(n, node.arguments, values),
        text: textOf(n, node.expression),
      },
      target,
    );
    return { value: n.ref(target), thisArg: null };
  }
  const access = node as Access;
  return member(n, receiver(n, access, end).value, access);
}

/** A member of an object evaluated already. */
function member(n: Normaliser, object: ts.Expression, node: Access): Link {
  const direct = isPrivateAccess(n, node) && isCallee(n.ts, node) && directCall(n, node, "method");
  if (direct) return { value: spill(n, privateMember(n, object, node as PrivateAccess)), thisArg: object, direct };
  return { value: spill(n, readMember(n, object, node)), thisArg: object };
}

/** Evaluates what stands before the last part of a link, and leaves the chain where that part is `?.` and finds nothing. */
function receiver(n: Normaliser, node: ts.Expression & { expression: ts.Expression }, end: Label): Link {
  const before = link(n, node.expression, end);
  if ((node as ts.CallChain).questionDotToken) {
    n.emit({
      kind: "if",
      test: n.b.isNullish(before.value),
      then: [{ kind: "leap", mode: "break", to: end }],
      else: [],
    });
  }
  return before;
}

/** The first part of a chain: an ordinary expression, which may be the method of an object. */
function root(n: Normaliser, node: ts.Expression): Link {
  const { ts } = n;
  if ((ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && isCallee(n.ts, node)) {
    if (isSuper(n, node)) return { value: spill(n, expression(n, node)), thisArg: n.superThis() };
    return member(n, spill(n, expression(n, node.expression)), node);
  }
  return { value: spill(n, expression(n, node)), thisArg: null };
}

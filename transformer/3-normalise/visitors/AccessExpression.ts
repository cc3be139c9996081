/** `o.p`, `o[k]`, `super.p`: the object before the key (ECMAScript 13.3.2). A green getter is a call like any other. */
import type ts from "typescript";
import type { Normaliser } from "../normaliser.js";
import { spill, stable } from "../shared/operands.js";
import { placeOf } from "../shared/place.js";
import { expression } from "../expression.js";
import { callPrivateGetter, isPrivateAccess, privateValue } from "./PrivateMember.js";

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

export function isSuper(n: Normaliser, node: ts.Node): boolean {
  return (
    (n.ts.isPropertyAccessExpression(node) || n.ts.isElementAccessExpression(node)) &&
    node.expression.kind === n.ts.SyntaxKind.SuperKeyword
  );
}

export function access(n: Normaliser, node: Access): ts.Expression {
  const { ts } = n;
  if (isSuper(n, node)) {
    if (n.analysis.access(node, "get").kind !== "plain") return placeOf(n, node).read();
    if (ts.isElementAccessExpression(node)) n.replace(node.argumentExpression, expression(n, node.argumentExpression));
    return n.rewrite(node);
  }
  const green = n.analysis.access(node, "get").kind !== "plain";
  const keySuspends = ts.isElementAccessExpression(node) && n.suspends(node.argumentExpression);
  const object = green || keySuspends ? stable(n, node.expression) : expression(n, node.expression);
  return readMember(n, object, node);
}

/** Reads the member that `node` names from an object evaluated already. */
export function readMember(n: Normaliser, object: ts.Expression, node: Access): ts.Expression {
  const { ts, f } = n;
  if (isPrivateAccess(n, node)) {
    const green = n.analysis.access(node, "get").kind !== "plain";
    return (green && callPrivateGetter(n, object, node)) || privateValue(n, object, node);
  }
  if (n.analysis.access(node, "get").kind !== "plain") {
    const key = keyOf(n, node, true);
    return callGetter(
      n,
      { holder: object, thisArg: object, key },
      () => f.createElementAccessExpression(object, key),
      node,
    );
  }
  const made = ts.isPropertyAccessExpression(node)
    ? f.createPropertyAccessExpression(object, memberName(n, node))
    : f.createElementAccessExpression(object, keyOf(n, node, false));
  return ts.setTextRange(made, node);
}

export function memberName(n: Normaliser, node: ts.PropertyAccessExpression): ts.MemberName {
  return n.ts.isPrivateIdentifier(node.name) ? node.name : n.f.createIdentifier(node.name.text);
}

/** The key as an expression; with `reusable`, one that may be evaluated again. */
export function keyOf(n: Normaliser, node: Access, reusable: boolean): ts.Expression {
  const { ts } = n;
  if (ts.isPropertyAccessExpression(node)) return n.b.string(node.name.text);
  return reusable ? stable(n, node.argumentExpression) : expression(n, node.argumentExpression);
}

/** Where an accessor is looked up, what it runs on, and how to do without one. */
export interface Accessed {
  readonly holder: ts.Expression;
  readonly thisArg: ts.Expression;
  readonly key: ts.Expression;
}

/** Reads a member through its getter, if it has one; otherwise as `plain` does. */
export function callGetter(n: Normaliser, at: Accessed, plain: () => ts.Expression, node: ts.Node): ts.Expression {
  const getter = n.temp();
  const value = n.temp();
  n.assign(getter, n.b.call(n.ctx.runtime("getterOf"), at.holder, at.key));
  n.emit({
    kind: "if",
    test: n.ref(getter),
    then: n.collect(() =>
      n.suspend(node, { kind: "dynamic", callee: n.ref(getter), thisArg: at.thisArg, args: [], text: null }, value),
    ),
    else: n.collect(() => n.assign(value, plain())),
  });
  return n.ref(value);
}

/** Writes a member through its setter, if it has one; otherwise as `plain` does. The value is evaluated already. */
export function callSetter(
  n: Normaliser,
  at: Accessed,
  value: ts.Expression,
  plain: (value: ts.Expression) => ts.Expression,
  node: ts.Node,
): ts.Expression {
  const setter = n.temp();
  const kept = spill(n, value);
  n.assign(setter, n.b.call(n.ctx.runtime("setterOf"), at.holder, at.key));
  n.emit({
    kind: "if",
    test: n.ref(setter),
    then: n.collect(() =>
      n.suspend(node, { kind: "dynamic", callee: n.ref(setter), thisArg: at.thisArg, args: [kept], text: null }, null),
    ),
    else: n.collect(() => n.effect(plain(kept))),
  });
  return kept;
}

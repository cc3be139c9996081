/**
 * `o.#p` where the member is green. What a private name means is known, and nobody can look it up: its entry is called
 * directly, and a method that is read as a value is given its entry there.
 */
import type ts from "typescript";
import type { Normaliser, PrivateKind } from "../normaliser.js";

export type PrivateAccess = ts.PropertyAccessExpression & { readonly name: ts.PrivateIdentifier };

export function isPrivateAccess({ ts }: Normaliser, node: ts.Node): node is PrivateAccess {
  return ts.isPropertyAccessExpression(node) && ts.isPrivateIdentifier(node.name);
}

/** A call whose callee needs no look-up. */
export interface Direct {
  readonly entry: ts.Expression;
  readonly recursive: boolean;
}

/** How to call the member that `node` names; null if it isn't green. */
export function directCall(n: Normaliser, node: PrivateAccess, kind: PrivateKind): Direct | null {
  const found = n.host.privateEntry(node.name, kind);
  return found && { entry: found.entry, recursive: found.target === n.fn };
}

/** The member itself, of an object evaluated already. */
export function privateMember(n: Normaliser, object: ts.Expression, node: PrivateAccess): ts.PropertyAccessExpression {
  return n.f.createPropertyAccessExpression(object, node.name);
}

/** The member as a value. A method gets its entry with it: nobody else can give it one. */
export function privateValue(n: Normaliser, object: ts.Expression, node: PrivateAccess): ts.Expression {
  const member = n.ts.setTextRange(privateMember(n, object, node), node);
  const found = n.host.privateEntry(node.name, "method");
  return found ? n.b.call(n.ctx.runtime("entered"), member, found.entry) : member;
}

/** Reads a private accessor; null if its getter isn't green. */
export function callPrivateGetter(n: Normaliser, object: ts.Expression, node: PrivateAccess): ts.Expression | null {
  const direct = directCall(n, node, "get");
  if (!direct) return null;
  requireMember(n, object, node, privateMember(n, object, node));
  const value = n.temp();
  n.suspend(node, { kind: "direct", ...direct, thisArg: object, args: [] }, value);
  return n.ref(value);
}

/** Writes a private accessor; false if its setter isn't green. The value can be evaluated twice. */
export function callPrivateSetter(
  n: Normaliser,
  object: ts.Expression,
  node: PrivateAccess,
  value: ts.Expression,
): boolean {
  const direct = directCall(n, node, "set");
  if (!direct) return false;
  requireMember(n, object, node, n.b.assign(privateMember(n, object, node), value));
  n.suspend(node, { kind: "direct", ...direct, thisArg: object, args: [value] }, null);
  return true;
}

/** Fails as the engine does where the object has no such member (ECMAScript 7.3.29, 7.3.31). In: what does so. */
function requireMember(n: Normaliser, object: ts.Expression, node: PrivateAccess, fails: ts.Expression): void {
  const { ts, f, b } = n;
  const has = f.createBinaryExpression(
    node.name as unknown as ts.Expression,
    ts.SyntaxKind.InKeyword,
    b.call(n.ctx.runtime("objectOf"), object),
  );
  n.effect(f.createBinaryExpression(has, ts.SyntaxKind.BarBarToken, fails));
}

/**
 * Object literals with green methods or accessors. The members stay, as public functions; the runtime gives them their
 * entries when the object is made. Members that use `super`, or names that only exist here, have theirs beside the object.
 *
 *   source    { m(x) { … }, get y() { … } }
 *   output    $wire({ m(x) {…}, get y() {…} }, "m", m$entry, "y", { get: y$entry })
 *   or        (() => { function m$entry … const $home = $wire({ … }, "m", m$entry); return $home; })()
 */
import type ts from "typescript";
import type { Environment } from "../3-normalise/environment.js";
import type { Container } from "./containers.js";
import { entryFor, mayBeSame, publicMember, wireOf } from "./classes.js";
import { makeEntry, type Entry } from "./functions.js";
import type { Wiring } from "./index.js";

type GreenMember = ts.MethodDeclaration | ts.AccessorDeclaration;

export function objectWithGreenMembers(
  w: Wiring,
  node: ts.ObjectLiteralExpression,
  env: Environment,
): ts.Expression | undefined {
  const { ts, f, b } = w;
  const isGreen = (p: ts.Node): p is GreenMember =>
    (ts.isMethodDeclaration(p) || ts.isAccessor(p)) && w.analysis.compile(p);
  const green = node.properties.filter(isGreen);
  if (green.length === 0) return undefined;
  const inPlace = green.some((p) => listFor(w, p, env) === null);
  /** Variables for computed keys. */
  const keys: ts.Statement[] = [];
  if (!inPlace) {
    const result = make(null);
    return keys.length > 0 ? w.immediately(keys, result) : result;
  }
  const home = w.unique("$home");
  const { result, statements } = w.containers.within(node, () => make(home));
  return w.immediately([...keys, ...statements, b.const(home, result)], home);

  function make(home: ts.Identifier | null): ts.Expression {
    const inner: Environment = { ...env, self: null };
    const pairs: ts.Expression[] = [];
    const properties = node.properties.map((p): ts.ObjectLiteralElementLike => {
      if (!isGreen(p)) return w.rewrite(p, env);
      const entry = makeEntry(w, p, inner, home);
      const list = home ? w.containers.innermost : listFor(w, p, env)!;
      list.statements.push(entry.declaration, ...entry.beside);
      const { name, key } = wireOf(w, p, env, keys);
      const member = publicMember(w, p, name, entry, (n) => w.rewrite(n, env));
      if (mayBeReplaced(w, node, p)) return ts.isMethodDeclaration(member) ? alone(member, name, key!, entry) : member;
      pairs.push(key!, entryFor(w, p, entry.name));
      return member;
    });
    const object = f.updateObjectLiteralExpression(node, properties);
    return pairs.length > 0 ? b.call(w.ctx.runtime("wire"), object, ...pairs) : object;
  }

  /** `name: $closure({ name() {…} }[key], entry)`: the entry is given before anything can stand in the method's place. */
  function alone(
    member: ts.MethodDeclaration,
    name: ts.PropertyName,
    key: ts.Expression,
    entry: Entry,
  ): ts.PropertyAssignment {
    const plainName = ts.isComputedPropertyName(name) ? f.createComputedPropertyName(key) : name;
    const own = f.updateMethodDeclaration(
      member,
      member.modifiers,
      undefined,
      plainName,
      undefined,
      undefined,
      member.parameters,
      undefined,
      member.body,
    );
    const method = f.createElementAccessExpression(
      f.createParenthesizedExpression(f.createObjectLiteralExpression([own])),
      key,
    );
    return f.createPropertyAssignment(name, b.call(w.ctx.runtime("closure"), method, entry.name));
  }
}

/** Whether a later property of the literal may be of the same name. The two halves of an accessor don't replace each other. */
function mayBeReplaced(w: Wiring, literal: ts.ObjectLiteralExpression, member: GreenMember): boolean {
  const { ts } = w;
  return literal.properties.slice(literal.properties.indexOf(member) + 1).some((p) => {
    if (ts.isSpreadAssignment(p)) return true;
    if (ts.isAccessor(p) && ts.isAccessor(member) && p.kind !== member.kind) return false;
    return mayBeSame(w, p.name, member.name);
  });
}

/** The list in which a member's entry goes; null if it must be beside the object. */
function listFor(w: Wiring, member: ts.Node, env: Environment): Container | null {
  const { scope, usesSuper } = w.free(member, env);
  return usesSuper ? null : w.containers.find(scope);
}

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
import { entryFor, publicMember, wireOf } from "./classes.js";
import { listFor, makeEntry } from "./functions.js";
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
  if (!inPlace) return make(null);
  const home = w.unique("$home");
  const { result, statements } = w.containers.within(node, () => make(home));
  return w.immediately([...statements, b.const(home, result)], home);

  function make(home: ts.Identifier | null): ts.Expression {
    const inner: Environment = { ...env, self: null };
    const pairs: ts.Expression[] = [];
    const properties = node.properties.map((p): ts.ObjectLiteralElementLike => {
      if (!isGreen(p)) return w.rewrite(p, env);
      const entry = makeEntry(w, p, inner, home);
      const list = home ? w.containers.innermost : listFor(w, p, env)!;
      list.statements.push(entry.declaration, ...entry.beside);
      const { name, key } = wireOf(w, p, env);
      if (key) pairs.push(key, entryFor(w, p, entry.name));
      return publicMember(w, p, name, entry, (n) => w.rewrite(n, env));
    });
    return b.call(w.ctx.runtime("wire"), f.updateObjectLiteralExpression(node, properties), ...pairs);
  }
}

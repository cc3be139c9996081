/** The variable of a `for…in` or `for…of` head, and patterns given a value. */
import type ts from "typescript";
import { skipOuter } from "../../ast/kinds.js";
import { bindingToAssignment } from "../rewrite.js";
import type { Normaliser } from "../normaliser.js";
import { destructure } from "./destructuring.js";
import { spill } from "./operands.js";
import { placeOf } from "./place.js";
import { use } from "./disposal.js";

/** Before the loop: its variables exist already, where what it goes through names them, but have no value yet. */
export function announceHead(n: Normaliser, node: ts.ForInOrOfStatement): void {
  if (n.declaredIn(node).some((binding) => binding.early.size > 0)) n.enterScope(node);
}

/** The variables of the head are new in each iteration. */
export function enterHead(n: Normaliser, node: ts.ForInOrOfStatement): void {
  n.enterScope(node);
}

/** Gives the head its value for this iteration. */
export function assignHead(n: Normaliser, node: ts.ForInOrOfStatement, value: ts.Expression): void {
  const { ts } = n;
  const init = node.initializer;
  if (ts.isVariableDeclarationList(init)) {
    const d = init.declarations[0]!;
    if ((init.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using)
      return use(n, d, n.bindingOf(d.name as ts.Identifier)!, value);
    return assignPattern(n, d.name, value, d);
  }
  const target = skipOuter(ts, init);
  if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    if (n.suspends(target)) return destructure(n, target, spill(n, value));
    return n.effect(n.b.assign(n.rewrite(target), value), node.initializer);
  }
  const written = placeOf(n, target).write(value);
  if (ts.isBinaryExpression(written) || ts.isCallExpression(written)) n.effect(written, node.initializer);
}

/** Gives a declaration's name or pattern its value. */
export function assignPattern(n: Normaliser, name: ts.BindingName, value: ts.Expression, source?: ts.Node): void {
  const { ts, b } = n;
  if (ts.isIdentifier(name)) return n.effect(b.assign(n.place(n.bindingOf(name)!), value), source);
  if (n.suspends(name)) return destructure(n, name, spill(n, value));
  const pattern = bindingToAssignment(
    n.ctx,
    name,
    (id) => n.place(n.bindingOf(id)!),
    (e) => n.rewrite(e),
  );
  n.effect(b.assign(pattern, value), source);
}

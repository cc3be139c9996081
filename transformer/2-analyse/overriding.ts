/** Methods that override one of another colour. */
import type ts from "typescript";
import type { Context } from "../context.js";
import type { Internals } from "./index.js";
import { baseMembers } from "./members.js";
import { nameOfFunction } from "./names.js";

export function createOverridingCheck({ candidate }: Internals, ctx: Context): (node: ts.Node) => void {
  const { ts } = ctx;
  return (node) => {
    if ((!ts.isMethodDeclaration(node) && !ts.isAccessor(node)) || !node.body) return;
    const base = baseMembers(node, ctx).find(
      (member): member is ts.MethodDeclaration | ts.MethodSignature | ts.AccessorDeclaration =>
        ts.isAccessor(node)
          ? member.kind === node.kind
          : ts.isMethodDeclaration(member) || ts.isMethodSignature(member),
    );
    if (!base) return;
    const isGreen = candidate(node) !== null;
    const isBaseGreen = candidate(base) !== null;
    if (isGreen === isBaseGreen) return;
    const args = { name: nameOfFunction(node, ctx), base: nameOfFunction(base, ctx) };
    if (isBaseGreen) return ctx.report("GL2102", node.name, args);
    // An abstract method is no function that a call could mean: such calls are looked up.
    if (ts.getCombinedModifierFlags(base) & ts.ModifierFlags.Abstract) return;
    ctx.report("GL2101", node.name, args);
  };
}

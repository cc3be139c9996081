/**
 * Whether the parameter list of a green function can stay one. If an initialiser or pattern suspends, makes a closure that
 * could see the parameters half done, or uses `this` or `arguments`, which are locals of the body, it is worked through
 * there.
 */
import type ts from "typescript";
import type { Context } from "../context.js";

export function worksInBody(
  { ts }: Context,
  fn: ts.FunctionLikeDeclaration,
  containsSuspension: (node: ts.Node) => boolean,
): boolean {
  const needsBody = (node: ts.Node): boolean => {
    if (ts.isTypeNode(node)) return false;
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isMetaProperty(node)) return true;
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
    if (ts.isIdentifier(node)) return node.text === "arguments";
    return !!ts.forEachChild(node, (c) => needsBody(c) || undefined);
  };
  return fn.parameters.some((p) => {
    if (ts.isIdentifier(p.name) && p.name.text === "this") return false;
    return containsSuspension(p) || (!!p.initializer && needsBody(p.initializer)) || needsBody(p.name);
  });
}

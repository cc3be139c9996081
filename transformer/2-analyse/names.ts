/** Functions as diagnostics name them. */
import type ts from "typescript";
import type { Context } from "../context.js";

/** `f`, `C.m` in backquotes, or "this function" for one without a name. */
export function nameOfFunction(fn: ts.Node, { ts }: Pick<Context, "ts">): string {
  const name = ownName(fn) ?? givenName(fn);
  if (name === undefined) return "this function";
  const owner = fn.parent;
  const isMember = ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner);
  return isMember && owner.name ? `\`${owner.name.text}.${name}\`` : `\`${name}\``;

  function ownName(node: ts.Node): string | undefined {
    return (node as ts.NamedDeclaration).name?.getText();
  }

  function givenName(node: ts.Node): string | undefined {
    let { parent } = node;
    while (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) {
      parent = parent.parent;
    }
    if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
      return parent.name.getText();
    }
    return ts.isBinaryExpression(parent) ? parent.left.getText() : undefined;
  }
}

/** Where to point at a function: its name, else its first token. */
export function headOfFunction(fn: ts.Node, { ts }: Pick<Context, "ts">): ts.Node {
  const { name } = fn as ts.NamedDeclaration;
  if (name) return name;
  return (
    fn.getChildren().find((child) => child.kind !== ts.SyntaxKind.SyntaxList && child.kind !== ts.SyntaxKind.JSDoc) ??
    fn
  );
}

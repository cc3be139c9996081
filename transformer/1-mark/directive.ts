/** The mark as a directive: `"use greenlet"` among the directives of a body. Survives tools that strip comments. */
import type ts from "typescript";
import type { Context } from "../context.js";

export function directiveOf(fn: ts.SignatureDeclaration, { ts }: Pick<Context, "ts">): ts.ExpressionStatement | null {
  const body = (fn as ts.FunctionLikeDeclaration).body;
  if (!body || !ts.isBlock(body)) return null;
  for (const statement of body.statements) {
    if (!isDirective(statement, ts)) return null;
    if (statement.expression.text === "use greenlet") return statement;
  }
  return null;
}

export function isDirective(
  node: ts.Node,
  ts: Context["ts"],
): node is ts.ExpressionStatement & { expression: ts.StringLiteral } {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
}

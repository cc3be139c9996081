/**
 * Which nodes may carry the mark of a function: the function itself and what it directly initialises or declares.
 * `const f = () => …`, `{ f: () => … }`, `class { f = () => … }`, `exports.f = function …`, `export default () => …`,
 * `return () => …`; for a function type, the parameter, the property, the variable or the alias that has it as its type.
 */
import type ts from "typescript";
import type { Context } from "../context.js";

export function hostsOf(node: ts.Node, { ts }: Pick<Context, "ts">): ts.Node[] {
  const hosts = [node];
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node)) {
    let inner: ts.Node = node;
    while (isWrapper(inner.parent, ts)) hosts.push((inner = inner.parent));
    hosts.push(...owners(inner, "initializer", ts));
  } else if (ts.isFunctionTypeNode(node) || ts.isTypeLiteralNode(node)) {
    let inner: ts.Node = node;
    while (inner.parent && (ts.isParenthesizedTypeNode(inner.parent) || ts.isUnionTypeNode(inner.parent))) {
      hosts.push((inner = inner.parent));
    }
    hosts.push(...owners(inner, "type", ts));
  }
  return hosts;
}

function owners(node: ts.Node, role: "initializer" | "type", ts: Context["ts"]): ts.Node[] {
  const { parent } = node;
  if (!parent) return [];
  if (ts.isVariableDeclaration(parent) && parent[role] === node) return [parent, ...statementOf(parent, ts)];
  if (ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) return parent[role] === node ? [parent] : [];
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isTypeAliasDeclaration(parent)) {
    return [parent];
  }
  if (ts.isExportAssignment(parent) || ts.isReturnStatement(parent)) return [parent];
  if (ts.isBinaryExpression(parent) && parent.right === node && isAssignment(parent.operatorToken.kind, ts)) {
    return ts.isExpressionStatement(parent.parent) ? [parent.parent] : [parent];
  }
  return [];
}

/** The statement of a variable: its mark counts for every function that it declares. */
export function statementOf(node: ts.VariableDeclaration, ts: Context["ts"]): ts.Node[] {
  const statement = node.parent.parent;
  return statement && ts.isVariableStatement(statement) ? [statement] : [];
}

/** What may stand around an expression without changing its value. */
export function isWrapper(node: ts.Node | undefined, ts: Context["ts"]): node is ts.Expression {
  return (
    node !== undefined &&
    (ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isTypeAssertionExpression(node))
  );
}

function isAssignment(kind: ts.SyntaxKind, ts: Context["ts"]): boolean {
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken
  );
}

/** Names that functions take from their place in the source (ECMAScript 8.4, NamedEvaluation). */
import type ts from "typescript";

/** The name an anonymous function or class has by its place; undefined if it has none or it is computed. */
export function nameFromPlace(t: typeof ts, node: ts.Node): string | undefined {
  if (t.isClassDeclaration(node)) return node.name?.text ?? "default";
  let child: ts.Node = node;
  let p = node.parent;
  while (
    p &&
    (t.isParenthesizedExpression(p) ||
      t.isAsExpression(p) ||
      t.isSatisfiesExpression(p) ||
      t.isNonNullExpression(p) ||
      t.isTypeAssertionExpression(p))
  ) {
    child = p;
    p = p.parent;
  }
  if (!p) return undefined;
  if (t.isVariableDeclaration(p) || t.isParameter(p) || t.isBindingElement(p) || t.isPropertyDeclaration(p)) {
    return p.initializer === child ? textOfName(t, p.name) : undefined;
  }
  if (t.isPropertyAssignment(p)) return p.initializer === child ? textOfName(t, p.name) : undefined;
  if (t.isShorthandPropertyAssignment(p)) return p.objectAssignmentInitializer === child ? p.name.text : undefined;
  if (t.isBinaryExpression(p) && p.right === child && t.isIdentifier(p.left)) {
    const k = p.operatorToken.kind;
    const names = [
      t.SyntaxKind.EqualsToken,
      t.SyntaxKind.AmpersandAmpersandEqualsToken,
      t.SyntaxKind.BarBarEqualsToken,
      t.SyntaxKind.QuestionQuestionEqualsToken,
    ];
    return names.includes(k) ? p.left.text : undefined;
  }
  if (t.isExportAssignment(p)) return "default";
  return undefined;
}

export function textOfName(t: typeof ts, name: ts.PropertyName | ts.BindingName): string | undefined {
  if (t.isIdentifier(name) || t.isPrivateIdentifier(name) || t.isStringLiteralLike(name) || t.isNumericLiteral(name))
    return name.text;
  return undefined;
}

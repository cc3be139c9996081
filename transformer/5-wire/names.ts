/** Names that functions take from their place in the source (ECMAScript 8.4, NamedEvaluation), and names for dumps. */
import type ts from "typescript";

/** The name an anonymous function or class has by its place; undefined if it has none or it is computed. */
export function nameFromPlace(t: typeof ts, node: ts.Node): string | undefined {
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

function textOfName(t: typeof ts, name: ts.PropertyName | ts.BindingName): string | undefined {
  if (t.isIdentifier(name) || t.isPrivateIdentifier(name) || t.isStringLiteralLike(name) || t.isNumericLiteral(name))
    return name.text;
  return undefined;
}

/** How stack traces and dumps call a function. */
export function displayName(t: typeof ts, fn: ts.Node): string {
  const own = (fn as ts.NamedDeclaration).name;
  let name = own && t.isPropertyName(own) ? (textOfName(t, own) ?? own.getText()) : nameFromPlace(t, fn);
  if (t.isGetAccessor(fn)) name = `get ${name}`;
  if (t.isSetAccessor(fn)) name = `set ${name}`;
  const parent = fn.parent;
  if (t.isClassLike(parent) && parent.name) return `${parent.name.text}.${name}`;
  if (!name && t.isFunctionDeclaration(fn)) return "default";
  return name || "<anonymous>";
}

/** A readable identifier made from a name, for functions that the compiler adds. */
export function identifierFrom(name: string): string {
  const text = name.replace(/[^\p{ID_Continue}$]+/gu, "_").replace(/^_+|_+$/g, "");
  return /^[\p{ID_Start}$_]/u.test(text) ? text : `_${text}`;
}

/** Predicates over syntax that know no phase. */
import type ts from "typescript";

type TS = typeof ts;

/** A node with a body of its own: `this`, suspension points and leaps of the outer function end here. */
export function isFunctionBoundary(ts: TS, node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isModuleDeclaration(node)
  );
}

/** Types are erased: nothing inside has a meaning at run time. */
export function isErased(ts: TS, node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.Identifier) return false;
  return (
    (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    !!(node as { modifiers?: readonly ts.ModifierLike[] }).modifiers?.some(
      (m) => m.kind === ts.SyntaxKind.DeclareKeyword,
    )
  );
}

/** Removes what has no meaning at run time around an expression: parentheses, `as`, `!`, `satisfies`, `<T>`. */
export function skipOuter(ts: TS, node: ts.Expression): ts.Expression {
  while (isOuter(ts, node)) node = node.expression;
  return node;
}

/** Whether the value of an expression is called, as a function, a method or a tag. */
export function isCallee(ts: TS, node: ts.Expression): boolean {
  while (isOuter(ts, node.parent)) node = node.parent;
  const { parent } = node;
  return ts.isCallExpression(parent)
    ? parent.expression === node
    : ts.isTaggedTemplateExpression(parent) && parent.tag === node;
}

/** The members that a private name means, all of one class: a method with its overloads, a field, or accessors. */
export function privateMembers(ts: TS, name: ts.PrivateIdentifier): readonly ts.ClassElement[] {
  for (let outer: ts.Node = name; outer; outer = outer.parent) {
    if (!ts.isClassLike(outer)) continue;
    const found = outer.members.filter((m) => m.name && ts.isPrivateIdentifier(m.name) && m.name.text === name.text);
    if (found.length > 0) return found;
  }
  return [];
}

export function isOuter(ts: TS, node: ts.Node): node is ts.ParenthesizedExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}

/** An identifier that reads or writes a variable (also shorthand properties and JSX tags), not a name of something. */
export function isVariableReference(ts: TS, id: ts.Identifier): boolean {
  const p = id.parent;
  if (!p) return false;
  switch (p.kind) {
    case ts.SyntaxKind.PropertyAccessExpression:
      return (p as ts.PropertyAccessExpression).expression === id;
    case ts.SyntaxKind.QualifiedName:
    case ts.SyntaxKind.MetaProperty:
    case ts.SyntaxKind.LabeledStatement:
    case ts.SyntaxKind.BreakStatement:
    case ts.SyntaxKind.ContinueStatement:
    case ts.SyntaxKind.JsxAttribute:
    case ts.SyntaxKind.JsxNamespacedName:
    case ts.SyntaxKind.ImportSpecifier:
    case ts.SyntaxKind.ImportClause:
    case ts.SyntaxKind.NamespaceImport:
    case ts.SyntaxKind.NamespaceExport:
    case ts.SyntaxKind.NamedTupleMember:
    case ts.SyntaxKind.TypePredicate:
      return false;
    case ts.SyntaxKind.JsxOpeningElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
    case ts.SyntaxKind.JsxClosingElement:
      return !/^[a-z]/.test(id.text) || id.text.includes(".");
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.EnumMember:
    case ts.SyntaxKind.PropertyDeclaration:
    case ts.SyntaxKind.MethodDeclaration:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
    case ts.SyntaxKind.ModuleDeclaration:
      return (p as ts.PropertyAssignment).name !== (id as ts.Node);
    case ts.SyntaxKind.BindingElement:
      return (p as ts.BindingElement).propertyName !== id;
    case ts.SyntaxKind.ExportSpecifier:
      return false;
    default:
      return true;
  }
}

/** The identifier declares the variable, rather than using it. */
export function isDeclarationName(ts: TS, id: ts.Identifier): boolean {
  const p = id.parent as ts.NamedDeclaration | undefined;
  return (
    !!p &&
    p.name === id &&
    (ts.isVariableDeclaration(p) ||
      ts.isParameter(p) ||
      ts.isBindingElement(p) ||
      ts.isFunctionDeclaration(p) ||
      ts.isFunctionExpression(p) ||
      ts.isClassLike(p) ||
      ts.isEnumDeclaration(p))
  );
}

/** The expression is written to: target of an assignment, an update, a destructuring pattern or a for-in/of head. */
export function isWritten(ts: TS, node: ts.Node): boolean {
  let child = node;
  for (let p = node.parent; p; child = p, p = p.parent) {
    switch (p.kind) {
      case ts.SyntaxKind.ParenthesizedExpression:
      case ts.SyntaxKind.AsExpression:
      case ts.SyntaxKind.NonNullExpression:
      case ts.SyntaxKind.SatisfiesExpression:
      case ts.SyntaxKind.TypeAssertionExpression:
      case ts.SyntaxKind.ArrayLiteralExpression:
      case ts.SyntaxKind.ObjectLiteralExpression:
      case ts.SyntaxKind.SpreadElement:
      case ts.SyntaxKind.SpreadAssignment:
        continue;
      case ts.SyntaxKind.PropertyAssignment:
        if ((p as ts.PropertyAssignment).initializer !== child) return false;
        continue;
      case ts.SyntaxKind.ShorthandPropertyAssignment:
        if ((p as ts.ShorthandPropertyAssignment).name !== child) return false;
        continue;
      case ts.SyntaxKind.BinaryExpression: {
        const b = p as ts.BinaryExpression;
        return b.left === child && isAssignmentOperator(ts, b.operatorToken.kind);
      }
      case ts.SyntaxKind.PrefixUnaryExpression:
      case ts.SyntaxKind.PostfixUnaryExpression: {
        const op = (p as ts.PrefixUnaryExpression).operator;
        return op === ts.SyntaxKind.PlusPlusToken || op === ts.SyntaxKind.MinusMinusToken;
      }
      case ts.SyntaxKind.ForInStatement:
      case ts.SyntaxKind.ForOfStatement:
        return (p as ts.ForOfStatement).initializer === child;
      default:
        return false;
    }
  }
  return false;
}

export function isAssignmentOperator(ts: TS, kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** The nearest function-like ancestor (or static block, field initialiser), not the node itself. */
export function enclosingFunction(ts: TS, node: ts.Node): ts.Node | undefined {
  let n = node.parent;
  while (n && !isFunctionBoundary(ts, n) && !ts.isSourceFile(n)) n = n.parent;
  return n;
}

export function contains(outer: ts.Node, inner: ts.Node): boolean {
  for (let n: ts.Node | undefined = inner; n; n = n.parent) if (n === outer) return true;
  return false;
}

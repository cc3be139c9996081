/**
 * Suspension at every point: a program is rewritten so that each of its expressions, wherever that changes nothing,
 * passes through `hop`, a green function that leaves the greenlet and comes back. What the program logs stays the same.
 */
import ts from "typescript";

/** The name under which rewritten modules know `hop`. */
const HOP = "$hop";

/** The module that exports `hop`: TypeScript, to be compiled beside the rewritten program. */
export const HOP_MODULE = `
import { Greenlet, getcurrent } from "greenlet-ts";

/** Sends back what it is given to whoever gives it. */
let bouncer: Greenlet = null!;
export let hops = 0;

/** @greenlet */
function bounce(sent: [Greenlet, unknown]): void {
  // A subclass may have a method of its own.
  for (;;) sent = Greenlet.prototype.switch.call(sent[0], sent[1]) as [Greenlet, unknown];
}

/** @greenlet */
export function hop<T>(value: T): T {
  hops++;
  bouncer ??= new Greenlet(bounce);
  return bouncer.switch([getcurrent(), value]);
}
`;

export interface HopOptions {
  /** Whether the module is CommonJS. By default, a `.cts` file is. */
  readonly commonJs?: boolean;
  /** Takes some of the places; by default, all of them. */
  chooses?(): boolean;
}

/**
 * In: the text of a module, and where it finds `hop`.
 * Out: the text with `hop(…)` around expressions; lines stay where they are.
 */
export function hopEverywhere(text: string, fileName: string, hopModule: string, options: HopOptions = {}): string {
  const { commonJs = fileName.endsWith(".cts"), chooses = () => true } = options;
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== file && isConstant(node)) return;
    if (KINDS.has(node.kind) && isNeutral(node as ts.Expression) && chooses()) {
      // Parentheses: `new hop(C)()` would make an instance of `hop`, and a comma would separate arguments.
      const made = isMade(node);
      const comma = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
      const [before, after] = made ? [`(${HOP}(`, "))"] : comma ? [`${HOP}((`, "))"] : [`${HOP}(`, ")"];
      edits.push({ at: node.getStart(file), text: before, end: false }, { at: node.end, text: after, end: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  // The import stands behind the directives and comments at the top.
  const first = file.statements.find((statement) => !isDirective(statement)) ?? file.endOfFileToken;
  const type = fileName.endsWith(".cts") ? `: typeof import("${hopModule}").hop` : "";
  const imported = commonJs
    ? `const ${HOP}${type} = require("${hopModule}").hop; `
    : `import { hop as ${HOP} } from "${hopModule}"; `;
  edits.unshift({ at: first.getStart(file), text: imported, end: false });
  let result = "";
  let from = 0;
  for (const { at, text: inserted } of inOrder(edits)) {
    result += text.slice(from, at) + inserted;
    from = at;
  }
  return result + text.slice(from);
}

interface Edit {
  readonly at: number;
  readonly text: string;
  readonly end: boolean;
}

/** At one place, what ends there comes before what begins there; outer ones begin first, as they were visited. */
function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.at - b.at || Number(b.end) - Number(a.end));
}

/** What is evaluated by the compiler, or is no code at all. */
function isConstant(node: ts.Node): boolean {
  return (
    (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
    ts.isEnumDeclaration(node) ||
    (ts.isJsxOpeningLikeElement(node.parent) && node.parent.tagName === node) ||
    (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) ||
    (ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true)
  );
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

const KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.BigIntLiteral,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.DeleteExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.JsxElement,
  ts.SyntaxKind.JsxFragment,
  ts.SyntaxKind.JsxSelfClosingElement,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.PostfixUnaryExpression,
  ts.SyntaxKind.PrefixUnaryExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.TaggedTemplateExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.TypeOfExpression,
  ts.SyntaxKind.VoidExpression,
]);

/** Whether the value of the expression may pass through a function, seen from where it stands. */
function isNeutral(node: ts.Expression): boolean {
  const is = ts.SyntaxKind;
  const inner = unwrapped(node);
  if (
    isNameOrSyntax(node) ||
    ts.isFunctionExpression(inner) ||
    ts.isArrowFunction(inner) ||
    ts.isClassExpression(inner)
  ) {
    return false; // a function takes its name from its place, through parentheses, too
  }
  // A reference, and not its value, is what is written to, deleted, or called on its object.
  const outer = outermost(node);
  const { parent } = outer;
  if (isTarget(outer) || ((isCalled(outer) || ts.isDeleteExpression(parent)) && isReference(inner))) return false;
  if (ts.isTypeOfExpression(parent) && ts.isIdentifier(inner)) return false; // which need not exist
  // `hop(a?.b).c` would not be cut short; the chain as a whole may pass.
  if (ts.isOptionalChain(node) && ts.isOptionalChain(node.parent) && node.parent.expression === node) return false;
  switch (node.parent.kind) {
    case is.PropertyAccessExpression:
    case is.ElementAccessExpression:
      // Namespaces and constant enums are no values.
      return !(ts.isIdentifier(node) && (node.parent as ts.PropertyAccessExpression).expression === node);
    case is.CallExpression:
      // `import()` and `require()` read their argument as a name; `eval` is direct under its own name only.
      return !/^(import|require|eval)$/.test((node.parent as ts.CallExpression).expression.getText());
    case is.ExpressionStatement:
      return !ts.isStringLiteral(node) && !isSuperCall(node);
    case is.TaggedTemplateExpression:
      return (node.parent as ts.TaggedTemplateExpression).tag === node;
    case is.Decorator:
    case is.ExpressionWithTypeArguments:
    case is.ExportAssignment:
    case is.AsExpression:
    case is.SatisfiesExpression:
    case is.TypeAssertionExpression:
    case is.NonNullExpression:
    case is.JsxAttribute:
    case is.JsxOpeningElement:
    case is.JsxSelfClosingElement:
    case is.JsxClosingElement:
    case is.JsxElement:
    case is.JsxFragment:
      return false;
    default:
      return true;
  }
}

/** Whether it is, or is where it begins, what `new` makes an instance of: `a` in `new a.b()`. */
function isMade(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.expression === node;
  const begins = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  return begins && parent.expression === node && isMade(parent);
}

/** It has to stay a statement of its own: TypeScript puts fields behind it. */
function isSuperCall(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;
}

/** The expression without the parentheses and assertions around it. */
function unwrapped(node: ts.Expression): ts.Expression {
  while (isAround(node)) node = node.expression;
  return node;
}

function isAround(
  node: ts.Node,
): node is ts.ParenthesizedExpression | ts.NonNullExpression | ts.AssertionExpression | ts.SatisfiesExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAssertionExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

function isReference(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** The expression with the parentheses and assertions around it. */
function outermost(node: ts.Expression): ts.Expression {
  while (isAround(node.parent)) node = node.parent;
  return node;
}

function isCalled(node: ts.Expression): boolean {
  const { parent } = node;
  return (
    ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === node)
  );
}

/** Whether something is written to it: a target of an assignment, or part of a pattern of targets. */
function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    if (parent.left === node) return assigns;
    return false;
  }
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  return isPart(node) && isPattern(patternAround(node));
}

/** An element of a literal, its default aside. */
function isPart(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isArrayLiteralExpression(parent) ||
    (ts.isSpreadElement(parent) && ts.isArrayLiteralExpression(parent.parent)) ||
    ts.isSpreadAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node)
  );
}

function patternAround(node: ts.Node): ts.Node {
  let { parent } = node;
  while (!ts.isArrayLiteralExpression(parent) && !ts.isObjectLiteralExpression(parent)) ({ parent } = parent);
  return parent;
}

/** Whether a literal is a pattern: it is a target itself, or the target in a part with a default. */
function isPattern(literal: ts.Node): boolean {
  const { parent } = literal;
  if (isTarget(literal)) return true;
  return ts.isParenthesizedExpression(parent) && isTarget(parent);
}

/** Identifiers that name something, and literals that are names or belong to the syntax around them. */
function isNameOrSyntax(node: ts.Node): boolean {
  const { parent } = node;
  const { name, propertyName } = parent as ts.NamedDeclaration & { propertyName?: ts.Node };
  if (name === node || propertyName === node) return true;
  return (
    (ts.isIdentifier(node) || ts.isStringLiteral(node)) &&
    (ts.isImportDeclaration(parent) ||
      ts.isExportDeclaration(parent) ||
      ts.isExternalModuleReference(parent) ||
      ts.isImportAttribute(parent) ||
      ts.isImportEqualsDeclaration(parent) ||
      ts.isQualifiedName(parent) ||
      ts.isBreakOrContinueStatement(parent) ||
      ts.isLabeledStatement(parent) ||
      ts.isMetaProperty(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isJsxNamespacedName(parent))
  );
}

/**
 * Operands of one construct, evaluated in order. Where a later operand suspends, the earlier ones are spilled into
 * temporaries, converted as far as the language converts them at that time; the rest stays in place.
 */
import type ts from "typescript";
import { skipOuter } from "../../ast/kinds.js";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { shorthand } from "../rewrite.js";
import { collectElements } from "./iteration.js";

export interface Operand {
  /** The node of the source that is evaluated here. */
  readonly node: ts.Node;
  /** Its expression. */
  readonly expression: ts.Expression;
  /** Value: as it is. Others: what a spilled value has to go through, and how it stands in the construct afterwards. */
  readonly kind: "value" | "elements" | "properties" | "text" | "key" | "shorthand" | "child";
}

/** The operands of a construct that evaluates all its parts in order of appearance, without anything between. */
export function operandsOf(n: Normaliser, node: ts.Node): Operand[] {
  const { ts } = n;
  const operands: Operand[] = [];
  const options = n.ctx.program.getCompilerOptions();
  const legacy = options.experimentalDecorators === true;
  const add = (kind: Operand["kind"], expression: ts.Expression, at: ts.Node = expression) =>
    operands.push({ node: at, expression, kind });

  function part(p: ts.Node): void {
    if (ts.isSpreadElement(p)) add("elements", p.expression);
    else if (ts.isSpreadAssignment(p) || ts.isJsxSpreadAttribute(p)) add("properties", p.expression);
    else if (ts.isTemplateSpan(p)) add("text", p.expression);
    else if (ts.isComputedPropertyName(p)) add("key", p.expression);
    else if (ts.isShorthandPropertyAssignment(p)) add("shorthand", p.name, p);
    else if (ts.isPropertyAssignment(p)) {
      key(p.name);
      add("value", p.initializer);
    } else if (ts.isMethodDeclaration(p) || ts.isAccessor(p)) key(p.name);
    else if (ts.isJsxExpression(p))
      p.expression && (p.dotDotDotToken ? add("elements", p.expression) : add("value", p.expression));
    else if (ts.isJsxAttribute(p)) p.initializer && jsxChild(p.initializer);
    else if (ts.isJsxAttributes(p)) p.properties.forEach(part);
    else if (ts.isJsxOpeningLikeElement(p) && p !== node) part(p.attributes);
    else if (ts.isClassElement(p)) member(p);
    else if (ts.isHeritageClause(p)) {
      if (p.token === ts.SyntaxKind.ExtendsKeyword) p.types.forEach((t) => add("value", t.expression));
    } else if (ts.isDecorator(p)) n.analysis.isMarkDecorator(p) || add("value", p.expression);
    else if (isStructure(p)) return;
    else if (ts.isExpression(p)) add("value", p);
  }
  /** Only a computed name is evaluated. */
  function key(name: ts.PropertyName): void {
    if (ts.isComputedPropertyName(name)) part(name);
  }
  /** The automatic JSX runtime takes `key` as an argument of its own, last, unless a spread comes before it. */
  function attributes(list: ts.JsxAttributes): ts.JsxAttribute | undefined {
    const pragma = /@jsxRuntime\s+(\w+)/.exec(node.getSourceFile().text)?.[1];
    const byOption = options.jsx === ts.JsxEmit.ReactJSX || options.jsx === ts.JsxEmit.ReactJSXDev;
    const automatic = pragma ? pragma === "automatic" : byOption;
    const at = list.properties.findIndex((p) => ts.isJsxAttribute(p) && p.name.getText() === "key");
    const last = automatic && at >= 0 && !list.properties.slice(0, at).some(ts.isJsxSpreadAttribute);
    list.properties.forEach((p, i) => (last && i === at ? undefined : part(p)));
    return last ? (list.properties[at] as ts.JsxAttribute) : undefined;
  }
  function jsxChild(c: ts.Node): void {
    if (ts.isJsxText(c) || ts.isStringLiteral(c)) return;
    if (ts.isJsxExpression(c)) part(c);
    else add("child", c as ts.Expression);
  }
  function member(m: ts.ClassElement): void {
    if (!legacy) memberDecorators(m);
    if (m.name) key(m.name);
  }
  function memberDecorators(m: ts.ClassElement): void {
    if (ts.canHaveDecorators(m)) ts.getDecorators(m)?.forEach(part);
    // Parameter decorators are evaluated with the member's.
    if (ts.isFunctionLike(m)) m.parameters.forEach((q) => ts.getDecorators(q)?.forEach(part));
  }
  function isStructure(p: ts.Node): boolean {
    return (
      ts.isTypeNode(p) ||
      (ts.isPropertyName(p) && !ts.isExpression(p)) ||
      ts.isOmittedExpression(p) ||
      ts.isTemplateHead(p) ||
      (ts.isToken(p) && !ts.isIdentifier(p) && !ts.isLiteralExpression(p) && !isKeywordValue(p)) ||
      ts.isTypeParameterDeclaration(p)
    );
  }
  function isKeywordValue(p: ts.Node): boolean {
    const k = ts.SyntaxKind;
    return (
      p.kind === k.ThisKeyword || p.kind === k.TrueKeyword || p.kind === k.FalseKeyword || p.kind === k.NullKeyword
    );
  }

  if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
    const key = ts.isJsxElement(node) ? attributes(node.openingElement.attributes) : undefined;
    node.children.forEach(jsxChild);
    if (key) part(key);
  } else if (ts.isJsxSelfClosingElement(node)) {
    const key = attributes(node.attributes);
    if (key) part(key);
  } else if (ts.isClassLike(node)) {
    // In TypeScript's own dialect decorators are evaluated when the class is made, the members' first.
    if (!legacy) ts.getDecorators(node)?.forEach(part);
    node.heritageClauses?.forEach(part);
    node.members.forEach(part);
    if (legacy) {
      const isStatic = (m: ts.ClassElement) =>
        !!ts.getModifiers(m as ts.MethodDeclaration)?.some((x) => x.kind === ts.SyntaxKind.StaticKeyword);
      for (const m of node.members) if (!isStatic(m)) memberDecorators(m);
      for (const m of node.members) if (isStatic(m)) memberDecorators(m);
      ts.getDecorators(node)?.forEach(part);
    }
  } else {
    ts.forEachChild(node, part);
  }
  return operands;
}

/** Evaluates all operands and lets the construct use the results: afterwards `rewrite(construct)` is ready for output. */
export function evaluateOperands(n: Normaliser, operands: readonly Operand[], spillAll = false): void {
  let last = operands.length - 1;
  if (!spillAll) while (last >= 0 && !suspendsAt(n, operands[last]!)) last--;
  operands.forEach((o, i) => {
    if (i > last) return;
    const suspends = suspendsAt(n, o);
    if (i === last && !spillAll && !(o.kind === "elements" && greenElements(n, o))) {
      n.replace(o.node, inPlace(n, o, expression(n, o.expression)));
      return;
    }
    if (!suspends && o.kind === "value" && (isConstant(n, o.expression) || isFunctionLiteral(n, o.expression))) return;
    n.replace(o.node, inPlace(n, o, spill(n, converted(n, o))));
  });
}

function suspendsAt(n: Normaliser, o: Operand): boolean {
  return n.suspends(o.expression) || greenElements(n, o);
}

/** `...e` where e's iterator may suspend. */
function greenElements(n: Normaliser, o: Operand): boolean {
  return o.kind === "elements" && n.analysis.iteration(o.node.parent).kind !== "plain";
}

function converted(n: Normaliser, o: Operand): ts.Expression {
  const { f, b } = n;
  switch (o.kind) {
    case "elements":
      return greenElements(n, o)
        ? collectElements(n, o.expression)
        : f.createArrayLiteralExpression([f.createSpreadElement(expression(n, o.expression))]);
    case "properties":
      return f.createObjectLiteralExpression([f.createSpreadAssignment(expression(n, o.expression))]);
    case "text":
      return f.createTemplateExpression(f.createTemplateHead(""), [
        f.createTemplateSpan(expression(n, o.expression), f.createTemplateTail("")),
      ]);
    case "key":
      return b.call(n.ctx.runtime("propertyKey"), expression(n, o.expression));
    default:
      return expression(n, o.expression);
  }
}

function inPlace(n: Normaliser, o: Operand, value: ts.Expression): ts.Node {
  if (o.kind === "shorthand") return shorthand(n.ctx, (o.expression as ts.Identifier).text, value);
  if (o.kind === "child") return n.f.createJsxExpression(undefined, value);
  return value;
}

/** Nobody can tell when it was made; where it stands, it takes its name from. */
export function isFunctionLiteral(n: Normaliser, node: ts.Expression): boolean {
  const literal = skipOuter(n.ts, node);
  return n.ts.isArrowFunction(literal) || n.ts.isFunctionExpression(literal);
}

/** An expression for a value that stays the same whatever runs in between. */
export function spill(n: Normaliser, value: ts.Expression): ts.Expression {
  if (n.ts.isIdentifier(value) && n.localOf(value)?.kind === "temp") return value;
  const local = n.temp();
  n.assign(local, value);
  return n.ref(local);
}

/** Evaluates an expression now; the result names a value that stays, and may be used more than once. */
export function stable(n: Normaliser, node: ts.Expression): ts.Expression {
  if (!n.suspends(node) && isConstant(n, node)) return n.rewrite(node);
  return spill(n, expression(n, node));
}

/** Its value is the same at any later time in this function, and reading it has no effect. */
export function isConstant(n: Normaliser, node: ts.Expression): boolean {
  const { ts } = n;
  node = skipOuter(ts, node);
  if (ts.isLiteralExpression(node) && node.kind !== ts.SyntaxKind.RegularExpressionLiteral) return true;
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.SuperKeyword:
      return true;
  }
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand); // -1
  if (!ts.isIdentifier(node)) return false;
  const binding = n.bindingOf(node);
  if (binding) return !binding.assigned && binding.early.size === 0 && binding.kind !== "var" && binding.kind !== "let";
  return n.isOuterConstant(node) || (node.text === "undefined" && n.isUndeclared(node));
}

/**
 * Marks that mark nothing. The walk asks the first phase about everything that can carry a mark; a comment of the text
 * that was never read then is one without meaning.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { isDirective } from "../1-mark/directive.js";
import { allMarks, skipTrivia } from "../1-mark/comment.js";
import type { Internals } from "./index.js";

export function createMarkCheck(file: ts.SourceFile, { marks, symbols }: Internals, ctx: Context) {
  const { ts } = ctx;
  const comments = allMarks(file.text);
  return { visit, finish };

  function visit(node: ts.Node): void {
    if (comments.length > 0) readComments(node);
    if (ts.isDecorator(node) && marks.isMarkDecorator(node) && !isMarkable(node.parent)) ctx.report("GL2201", node);
    if (isDirective(node, ts) && node.expression.text === "use greenlet" && !isInPrologue(node))
      ctx.report("GL2201", node);
  }

  function readComments(node: ts.Node): void {
    if (ts.isFunctionLike(node)) marks.of(node);
    if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) marks.ofMembers(node);
    if (ts.isParameter(node)) marks.isMarkedParameter(node);
    if (isValueWithoutInitializer(node) && symbols.mayBeFunction(node)) marks.ofValue(node);
  }

  function isValueWithoutInitializer(
    node: ts.Node,
  ): node is ts.VariableDeclaration | ts.PropertySignature | ts.PropertyDeclaration {
    if (ts.isPropertySignature(node)) return true;
    return ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node) ? node.initializer === undefined : false;
  }

  function isMarkable(node: ts.Node): boolean {
    if (ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isClassLike(node)) return true;
    if (!ts.isPropertyDeclaration(node) || !node.initializer) return false;
    const value = symbols.unwrap(node.initializer);
    return ts.isArrowFunction(value) || ts.isFunctionExpression(value);
  }

  function isInPrologue(node: ts.ExpressionStatement): boolean {
    const block = node.parent;
    if (!ts.isBlock(block) || !ts.isFunctionLike(block.parent)) return false;
    return block.statements.slice(0, block.statements.indexOf(node)).every((statement) => isDirective(statement, ts));
  }

  function finish(): void {
    const read = marks.readComments(file);
    for (const start of comments) {
      if (read.has(start)) continue;
      const place = placeAfter(start);
      if (place) ctx.report("GL2201", place);
    }
  }

  /** The node that the comment stands before; null if the position lies in a string or a template. */
  function placeAfter(start: number): ts.Node | null {
    const end = skipTrivia(file.text, start);
    let node: ts.Node = file;
    for (;;) {
      const inner: ts.Node | undefined = node
        .getChildren(file)
        .find((child) => child.kind !== ts.SyntaxKind.JSDoc && child.pos <= start && start < child.end);
      if (!inner) return node.getChildren(file).find((child) => child.getStart(file) >= end) ?? node;
      if (inner.getStart(file) > start) return nameIn(inner);
      if (inner.getChildCount(file) === 0) return null;
      node = inner;
    }
  }

  /** A place that fits in a line: the first token of what the comment stands before, or its name. */
  function nameIn(node: ts.Node): ts.Node {
    return node.getFirstToken() ?? node;
  }
}

/**
 * Where a function may suspend: the walk over what belongs to one function, and the memo per node.
 * A *point* is a node whose evaluation may call something: a call, a property access, an iteration, a `using`.
 */
import type ts from "typescript";
import type { Context } from "../context.js";

export type Point =
  | ts.CallExpression
  | ts.TaggedTemplateExpression
  | ts.PropertyAccessExpression
  | ts.ElementAccessExpression
  | ts.ForOfStatement
  | ts.SpreadElement
  | ts.ArrayBindingPattern
  | ts.ArrayLiteralExpression
  | ts.VariableDeclaration;

export interface Walk {
  /** The children of a node that belong to the same function. */
  forEachOwnChild(node: ts.Node, visit: (child: ts.Node) => void): void;
  isPoint(node: ts.Node): node is Point;
  /** The points of a function, its parameters included, in source order. */
  pointsOf(fn: ts.FunctionLikeDeclaration): Point[];
}

export function createWalk({ ts }: Pick<Context, "ts">): Walk {
  return { forEachOwnChild, isPoint, pointsOf };

  function forEachOwnChild(node: ts.Node, visit: (child: ts.Node) => void): void {
    if (ts.isFunctionLike(node)) return outerParts(node, visit);
    if (ts.isClassLike(node)) return classParts(node, visit);
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isModuleDeclaration(node)) return;
    ts.forEachChild(node, (child) => {
      if (!ts.isTypeNode(child)) visit(child);
    });
  }

  /** A function or method written here: only its decorators and its computed name are evaluated outside of it. */
  function outerParts(fn: ts.Node, visit: (child: ts.Node) => void): void {
    const { name, parameters } = fn as { name?: ts.Node; parameters?: readonly ts.ParameterDeclaration[] };
    decoratorsOf(fn, visit);
    if (name && ts.isComputedPropertyName(name)) visit(name);
    for (const parameter of parameters ?? []) decoratorsOf(parameter, visit);
  }

  function decoratorsOf(node: ts.Node, visit: (child: ts.Node) => void): void {
    if (ts.canHaveDecorators(node)) ts.getDecorators(node)?.forEach(visit);
  }

  /** A class: field initialisers, static blocks and the constructor run as functions of their own. */
  function classParts(node: ts.ClassLikeDeclaration, visit: (child: ts.Node) => void): void {
    decoratorsOf(node, visit);
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword) clause.types.forEach((type) => visit(type.expression));
    }
    node.members.forEach((member) => outerParts(member, visit));
  }

  function isPoint(node: ts.Node): node is Point {
    switch (node.kind) {
      case ts.SyntaxKind.CallExpression:
      case ts.SyntaxKind.TaggedTemplateExpression:
      case ts.SyntaxKind.PropertyAccessExpression:
      case ts.SyntaxKind.ElementAccessExpression:
      case ts.SyntaxKind.SpreadElement:
      case ts.SyntaxKind.ArrayBindingPattern:
        return true;
      case ts.SyntaxKind.ForOfStatement:
        return (node as ts.ForOfStatement).awaitModifier === undefined;
      case ts.SyntaxKind.ArrayLiteralExpression:
        return isAssignmentTarget(node as ts.Expression, ts);
      case ts.SyntaxKind.VariableDeclaration:
        return isUsing(node as ts.VariableDeclaration);
      default:
        return false;
    }
  }

  function isUsing(node: ts.VariableDeclaration): boolean {
    return (ts.getCombinedNodeFlags(node) & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using;
  }

  function pointsOf(fn: ts.FunctionLikeDeclaration): Point[] {
    const points: Point[] = [];
    const visit = (node: ts.Node): void => {
      if (isPoint(node)) points.push(node);
      forEachOwnChild(node, visit);
    };
    for (const parameter of fn.parameters) {
      visit(parameter.name);
      if (parameter.initializer) visit(parameter.initializer);
    }
    if (fn.body) visit(fn.body);
    return points;
  }
}

/** Whether a literal or access is written to: by an assignment, a destructuring or a loop head. */
export function isAssignmentTarget(node: ts.Expression, ts: Context["ts"]): boolean {
  return accessModes(node, ts).includes("set");
}

/** What happens to the place an expression denotes: it is read, written, both (`+=`, `++`), or neither (`delete`). */
export function accessModes(node: ts.Expression, ts: Context["ts"]): readonly ("get" | "set")[] {
  let target: ts.Node = node;
  while (
    ts.isParenthesizedExpression(target.parent) ||
    ts.isNonNullExpression(target.parent) ||
    ts.isAsExpression(target.parent)
  ) {
    target = target.parent;
  }
  const { parent } = target;
  if (ts.isBinaryExpression(parent) && parent.left === target) {
    const operator = parent.operatorToken.kind;
    if (operator === ts.SyntaxKind.EqualsToken) return SET;
    return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment ? BOTH : GET;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const { operator } = parent;
    return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken ? BOTH : GET;
  }
  if (ts.isDeleteExpression(parent)) return NEITHER;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === target ? SET : GET;
  // An element of a pattern that is assigned to: [a.b, ...a.c] = …, ({ x: a.b, ...a.c } = …).
  if (ts.isPropertyAssignment(parent) && parent.initializer === target) return modesOfElement(parent.parent);
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent))
    return modesOfElement(parent.parent as ts.Expression);
  if (ts.isArrayLiteralExpression(parent)) return modesOfElement(parent);
  return GET;

  function modesOfElement(pattern: ts.Node): readonly ("get" | "set")[] {
    const isLiteral = ts.isArrayLiteralExpression(pattern) || ts.isObjectLiteralExpression(pattern);
    return isLiteral && accessModes(pattern, ts).includes("set") ? SET : GET;
  }
}

const GET = ["get"] as const;
const SET = ["set"] as const;
const BOTH = ["get", "set"] as const;
const NEITHER = [] as const;

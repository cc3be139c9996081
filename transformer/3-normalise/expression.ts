/**
 * Expressions that contain a suspension point. A visitor writes the statements that must run first and returns what is
 * left to evaluate, an expression without suspension point. Kinds without a visitor evaluate their parts in order.
 */
import type ts from "typescript";
import { isOuter, skipOuter } from "../ast/kinds.js";
import type { Local } from "./normalForm.js";
import type { Normaliser } from "./normaliser.js";
import { evaluateOperands, operandsOf } from "./shared/operands.js";
import { access } from "./visitors/AccessExpression.js";
import { binary } from "./visitors/BinaryExpression.js";
import { call } from "./visitors/CallExpression.js";
import { conditional } from "./visitors/ConditionalExpression.js";
import { deletion } from "./visitors/DeleteExpression.js";
import { isChain, optionalChain } from "./visitors/OptionalChain.js";
import { taggedTemplate } from "./visitors/TaggedTemplateExpression.js";
import { update } from "./visitors/UpdateExpression.js";

/** What is left of `node` after the statements it needs first are written. Evaluate it once, before anything else. */
export function expression(n: Normaliser, node: ts.Expression): ts.Expression {
  const { ts } = n;
  // Evaluated already, or nothing to take apart.
  if (n.replacement(node) || !n.suspends(node)) return n.rewrite(node);
  if (isChain(n, node)) return optionalChain(n, node);
  if (ts.isCallExpression(node)) return call(n, node, n.temp());
  if (ts.isTaggedTemplateExpression(node)) return taggedTemplate(n, node, n.temp());
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return access(n, node);
  if (ts.isBinaryExpression(node)) return binary(n, node);
  if (ts.isConditionalExpression(node)) return conditional(n, node);
  if (ts.isDeleteExpression(node)) return deletion(n, node);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return update(n, node) ?? inOrder(n, node);
  if (ts.isClassExpression(node) && node.name) return namedClass(n, node, node.name);
  if (isOuter(ts, node)) return outer(n, node);
  return inOrder(n, node);
}

/** Parentheses stay around what is left, for operators that ask for them (`(-x) ** y`). */
function outer(n: Normaliser, node: ts.ParenthesizedExpression): ts.Expression {
  const value = expression(n, node.expression);
  return n.ts.isIdentifier(value) ? value : n.f.createParenthesizedExpression(value);
}

function inOrder(n: Normaliser, node: ts.Expression): ts.Expression {
  evaluateOperands(n, operandsOf(n, node));
  return n.rewrite(node);
}

/** The name of a class literal, for what its definition evaluates: in its dead zone before the class is made. */
function namedClass(n: Normaliser, node: ts.ClassExpression, name: ts.Identifier): ts.Expression {
  n.enterScope(node);
  const value = inOrder(n, node);
  const binding = n.bindingOf(name)!;
  return binding.early.size > 0 ? n.b.assign(n.place(binding), value) : value;
}

/** Evaluates `node` into a local that nothing else reads meanwhile. */
export function into(n: Normaliser, node: ts.Expression, target: Local): void {
  const { ts } = n;
  const inner = skipOuter(ts, node);
  if (ts.isCallExpression(inner) && n.suspends(inner) && !isChain(n, inner)) {
    const value = call(n, inner, target);
    if (!(ts.isIdentifier(value) && n.localOf(value) === target)) n.assign(target, value, node);
    return;
  }
  n.assign(target, expression(n, node), node);
}

/** Evaluates `node` for its effects alone. */
export function effect(n: Normaliser, node: ts.Expression): void {
  const { ts } = n;
  const inner = skipOuter(ts, node);
  if (!n.suspends(inner)) return n.effect(n.rewrite(node), node);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    effect(n, inner.left);
    return effect(n, inner.right);
  }
  const value = ts.isCallExpression(inner) && !isChain(n, inner) ? call(n, inner, null) : expression(n, inner);
  // A bare local that is left over has no effect.
  if (ts.isIdentifier(value) && n.localOf(value)) return;
  n.effect(value, node);
}

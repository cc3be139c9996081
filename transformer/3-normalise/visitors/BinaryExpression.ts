/** Operators with two operands: short circuits, assignments, the comma, and all others in order. */
import type ts from "typescript";
import { isAssignmentOperator, skipOuter } from "../../ast/kinds.js";
import { effect, expression, into } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { isAnonymousFunction } from "../rewrite.js";
import { destructure } from "../shared/destructuring.js";
import { evaluateOperands, operandsOf, spill } from "../shared/operands.js";
import { placeOf, readNow } from "../shared/place.js";

export function binary(n: Normaliser, node: ts.BinaryExpression): ts.Expression {
  const { ts } = n;
  const operator = node.operatorToken.kind;
  switch (operator) {
    case ts.SyntaxKind.CommaToken:
      effect(n, node.left);
      // `(0, f)` is no function literal, so it takes no name.
      return isAnonymousFunction(ts, node.right)
        ? n.f.createComma(n.f.createNumericLiteral(0), expression(n, node.right))
        : expression(n, node.right);
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return shortCircuit(n, node, operator);
    case ts.SyntaxKind.EqualsToken:
      return assignment(n, node);
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return logicalAssignment(n, node);
  }
  if (isAssignmentOperator(ts, operator)) return compoundAssignment(n, node);
  if (ts.isPrivateIdentifier(node.left)) {
    n.replace(node.right, expression(n, node.right));
    return n.rewrite(node);
  }
  evaluateOperands(n, operandsOf(n, node));
  return n.rewrite(node);
}

/** Whether the right operand is evaluated, given the left one. */
function goesOn(n: Normaliser, operator: ts.SyntaxKind, left: ts.Expression): ts.Expression {
  const { ts, b } = n;
  switch (operator) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
      return left;
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      return b.not(left);
    default:
      return b.isNullish(left);
  }
}

function shortCircuit(n: Normaliser, node: ts.BinaryExpression, operator: ts.SyntaxKind): ts.Expression {
  if (!n.suspends(node.right)) {
    n.replace(node.left, expression(n, node.left));
    return n.rewrite(node);
  }
  const result = n.temp();
  into(n, node.left, result);
  n.emit({
    kind: "if",
    test: goesOn(n, operator, n.ref(result)),
    // The left value is needed no more, but an error on the way must not see a half-made one: a temporary is nobody's.
    then: n.collect(() => into(n, node.right, result)),
    else: [],
  });
  return n.ref(result);
}

function assignment(n: Normaliser, node: ts.BinaryExpression): ts.Expression {
  const { ts } = n;
  const left = skipOuter(ts, node.left);
  if (ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left)) {
    if (n.suspends(left)) {
      const value = spill(n, expression(n, node.right));
      destructure(n, left, value);
      return value;
    }
    n.replace(node.right, expression(n, node.right));
    return n.rewrite(node);
  }
  const place = placeOf(n, left);
  const value = expression(n, node.right);
  const written = place.write(ts.isIdentifier(left) ? n.named(left.text, n.placeFor(left), node.right, value) : value);
  return ts.isBinaryExpression(written) ? ts.setTextRange(written, node) : written;
}

function logicalAssignment(n: Normaliser, node: ts.BinaryExpression): ts.Expression {
  const left = skipOuter(n.ts, node.left);
  const place = placeOf(n, left);
  const result = n.temp();
  n.assign(result, place.read());
  n.emit({
    kind: "if",
    test: goesOn(n, node.operatorToken.kind, n.ref(result)),
    then: n.collect(() => {
      const value = expression(n, node.right);
      n.assign(result, n.ts.isIdentifier(left) ? n.named(left.text, n.ref(result), node.right, value) : value);
      const written = place.write(n.ref(result));
      if (n.ts.isBinaryExpression(written) || n.ts.isCallExpression(written)) n.effect(written);
    }),
    else: [],
  });
  return n.ref(result);
}

function compoundAssignment(n: Normaliser, node: ts.BinaryExpression): ts.Expression {
  const { ts, f } = n;
  const place = placeOf(n, node.left);
  const operator = binaryOperator(n, node.operatorToken.kind);
  const old = n.suspends(node.right) ? readNow(n, place) : place.read();
  const right = expression(n, node.right);
  const written = place.write(f.createBinaryExpression(old, operator, right));
  return ts.isBinaryExpression(written) ? ts.setTextRange(written, node) : written;
}

/** `+=` → `+` */
function binaryOperator(n: Normaliser, compound: ts.SyntaxKind): ts.BinaryOperator {
  const { ts } = n;
  const text = ts.tokenToString(compound)!.slice(0, -1);
  for (let k = ts.SyntaxKind.FirstPunctuation; k <= ts.SyntaxKind.LastPunctuation; k++) {
    if (ts.tokenToString(k) === text) return k as ts.BinaryOperator;
  }
  throw new Error(`no operator ${text}`);
}

/** Small builders of output code. They know no phase; every node they make is synthesized. */
import type ts from "typescript";

export function assign(f: ts.NodeFactory, target: ts.Expression, value: ts.Expression): ts.Statement {
  return f.createExpressionStatement(f.createAssignment(target, value));
}

/** A list of statements as the body of a construct: one that needs no braces stands alone. */
export function body(t: typeof ts, f: ts.NodeFactory, statements: readonly ts.Statement[]): ts.Statement {
  if (statements.length === 1 && standsAlone(t, statements[0]!)) return statements[0]!;
  return f.createBlock(
    statements,
    statements.length > 1 || (statements.length === 1 && !t.isReturnStatement(statements[0]!)),
  );
}

/** No `if`, because of the dangling else; no declaration, because the grammar forbids it. */
function standsAlone(t: typeof ts, s: ts.Statement): boolean {
  return (
    t.isExpressionStatement(s) ||
    t.isReturnStatement(s) ||
    t.isThrowStatement(s) ||
    t.isBreakStatement(s) ||
    t.isContinueStatement(s) ||
    t.isSwitchStatement(s) ||
    t.isTryStatement(s) ||
    t.isBlock(s)
  );
}

/**
 * `if (test) then else otherwise` with as little nesting as possible: an empty branch is dropped, and the branch that
 * follows one that never completes stands behind the `if`.
 */
export function ifElse(
  t: typeof ts,
  f: ts.NodeFactory,
  test: ts.Expression,
  then: readonly ts.Statement[],
  otherwise: readonly ts.Statement[],
): ts.Statement[] {
  if (then.length === 0 && otherwise.length === 0) return [f.createExpressionStatement(test)];
  if (then.length === 0) return [f.createIfStatement(not(t, f, test), body(t, f, otherwise))];
  if (otherwise.length === 0) return [f.createIfStatement(test, body(t, f, then))];
  if (!completes(t, then)) return [f.createIfStatement(test, body(t, f, then)), ...otherwise];
  if (!completes(t, otherwise)) return [f.createIfStatement(not(t, f, test), body(t, f, otherwise)), ...then];
  return [f.createIfStatement(test, body(t, f, then), body(t, f, otherwise))];
}

/** The negation of a test; `!a` and strict and loose equality have shorter ones than `!(…)`, relations have not (NaN). */
export function not(t: typeof ts, f: ts.NodeFactory, test: ts.Expression): ts.Expression {
  if (t.isParenthesizedExpression(test)) return not(t, f, test.expression);
  if (t.isPrefixUnaryExpression(test) && test.operator === t.SyntaxKind.ExclamationToken) return test.operand;
  if (t.isBinaryExpression(test)) {
    const opposite = oppositeOf(t, test.operatorToken.kind);
    if (opposite !== undefined) return f.createBinaryExpression(test.left, opposite, test.right);
  }
  return f.createLogicalNot(test);
}

function oppositeOf(t: typeof ts, operator: ts.SyntaxKind) {
  switch (operator) {
    case t.SyntaxKind.EqualsEqualsEqualsToken:
      return t.SyntaxKind.ExclamationEqualsEqualsToken;
    case t.SyntaxKind.ExclamationEqualsEqualsToken:
      return t.SyntaxKind.EqualsEqualsEqualsToken;
    case t.SyntaxKind.EqualsEqualsToken:
      return t.SyntaxKind.ExclamationEqualsToken;
    case t.SyntaxKind.ExclamationEqualsToken:
      return t.SyntaxKind.EqualsEqualsToken;
    default:
      return undefined;
  }
}

/** False where control certainly never reaches the end of the statements; true in doubt. */
export function completes(t: typeof ts, statements: readonly ts.Statement[]): boolean {
  const last = statements[statements.length - 1];
  if (last === undefined) return true;
  if (
    t.isReturnStatement(last) ||
    t.isThrowStatement(last) ||
    t.isBreakStatement(last) ||
    t.isContinueStatement(last)
  ) {
    return false;
  }
  if (t.isBlock(last)) return completes(t, last.statements);
  if (t.isIfStatement(last) && last.elseStatement !== undefined) {
    return completes(t, [last.thenStatement]) || completes(t, [last.elseStatement]);
  }
  return true;
}

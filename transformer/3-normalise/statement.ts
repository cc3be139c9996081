/** Statements that are taken apart. A statement that is not lowered goes to the output as it is, rewritten only. */
import type ts from "typescript";
import { effect } from "./expression.js";
import type { Normaliser } from "./normaliser.js";
import { block, statements } from "./visitors/Block.js";
import { doStatement } from "./visitors/DoStatement.js";
import { forInStatement } from "./visitors/ForInStatement.js";
import { forOfStatement } from "./visitors/ForOfStatement.js";
import { forStatement } from "./visitors/ForStatement.js";
import { ifStatement } from "./visitors/IfStatement.js";
import { labeledStatement } from "./visitors/LabeledStatement.js";
import { breakOrContinue, returnStatement, throwStatement } from "./visitors/LeapStatement.js";
import { switchStatement } from "./visitors/SwitchStatement.js";
import { tryStatement } from "./visitors/TryStatement.js";
import { classDeclaration, enumDeclaration, variableStatement } from "./visitors/Declarations.js";
import { whileStatement } from "./visitors/WhileStatement.js";

export { statements };

/** Writes a statement of a lowered list. Declarations in it are locals of the function in any case. */
export function statement(n: Normaliser, node: ts.Statement): void {
  const { ts } = n;
  switch (node.kind) {
    case ts.SyntaxKind.FunctionDeclaration: // hoisted when the list was entered
    case ts.SyntaxKind.EmptyStatement:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
      return;
    case ts.SyntaxKind.VariableStatement:
      return variableStatement(n, node as ts.VariableStatement);
    case ts.SyntaxKind.ClassDeclaration:
      return classDeclaration(n, node as ts.ClassDeclaration);
    case ts.SyntaxKind.EnumDeclaration:
      return enumDeclaration(n, node as ts.EnumDeclaration);
  }
  if (!n.mustLower(node)) return n.emit({ kind: "plain", node: n.rewrite(node) });
  switch (node.kind) {
    case ts.SyntaxKind.Block:
      return block(n, node as ts.Block);
    case ts.SyntaxKind.ExpressionStatement:
      return effect(n, (node as ts.ExpressionStatement).expression);
    case ts.SyntaxKind.IfStatement:
      return ifStatement(n, node as ts.IfStatement);
    case ts.SyntaxKind.ForStatement:
      return forStatement(n, node as ts.ForStatement);
    case ts.SyntaxKind.WhileStatement:
      return whileStatement(n, node as ts.WhileStatement);
    case ts.SyntaxKind.DoStatement:
      return doStatement(n, node as ts.DoStatement);
    case ts.SyntaxKind.ForInStatement:
      return forInStatement(n, node as ts.ForInStatement);
    case ts.SyntaxKind.ForOfStatement:
      return forOfStatement(n, node as ts.ForOfStatement);
    case ts.SyntaxKind.SwitchStatement:
      return switchStatement(n, node as ts.SwitchStatement);
    case ts.SyntaxKind.TryStatement:
      return tryStatement(n, node as ts.TryStatement);
    case ts.SyntaxKind.LabeledStatement:
      return labeledStatement(n, node as ts.LabeledStatement);
    case ts.SyntaxKind.ReturnStatement:
      return returnStatement(n, node as ts.ReturnStatement);
    case ts.SyntaxKind.ThrowStatement:
      return throwStatement(n, node as ts.ThrowStatement);
    case ts.SyntaxKind.BreakStatement:
    case ts.SyntaxKind.ContinueStatement:
      return breakOrContinue(n, node as ts.BreakOrContinueStatement);
  }
  throw new Error(`no rule to normalise a ${ts.SyntaxKind[node.kind]}`);
}

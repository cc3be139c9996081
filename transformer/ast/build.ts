/** Short names for the nodes that phases build most; no phase's knowledge in here. */
import type ts from "typescript";
import type { Context } from "../context.js";

export type Builders = ReturnType<typeof builders>;

/** Builders bound to a compiler instance. Nodes they make carry no source position. */
export function builders(ctx: Pick<Context, "ts" | "factory">) {
  const { ts, factory: f } = ctx;
  return {
    /** `undefined`, written so that no user binding can shadow it. */
    undefined: (): ts.Expression => f.createVoidZero(),
    number: (n: number): ts.Expression =>
      n < 0
        ? f.createPrefixUnaryExpression(ts.SyntaxKind.MinusToken, f.createNumericLiteral(-n))
        : f.createNumericLiteral(n),
    string: (s: string): ts.StringLiteral => f.createStringLiteral(s),
    assign: (target: ts.Expression, value: ts.Expression): ts.BinaryExpression => f.createAssignment(target, value),
    call: (callee: ts.Expression, ...args: readonly ts.Expression[]): ts.CallExpression =>
      f.createCallExpression(callee, undefined, args),
    /** `callee.call(thisArg, ...args)` */
    callOn: (callee: ts.Expression, thisArg: ts.Expression, ...args: readonly ts.Expression[]): ts.CallExpression =>
      f.createCallExpression(f.createPropertyAccessExpression(callee, "call"), undefined, [thisArg, ...args]),
    member: (object: ts.Expression, name: string): ts.PropertyAccessExpression =>
      f.createPropertyAccessExpression(object, name),
    statement: (expression: ts.Expression): ts.Statement => f.createExpressionStatement(expression),
    not: (e: ts.Expression): ts.Expression => f.createLogicalNot(e),
    /** `value == null` */
    isNullish: (e: ts.Expression): ts.Expression => f.createEquality(e, f.createNull()),
    equals: (a: ts.Expression, b: ts.Expression): ts.Expression => f.createStrictEquality(a, b),
    let: (name: ts.Identifier | string, init?: ts.Expression): ts.Statement =>
      f.createVariableStatement(
        undefined,
        f.createVariableDeclarationList(
          [f.createVariableDeclaration(name, undefined, undefined, init)],
          ts.NodeFlags.Let,
        ),
      ),
    const: (name: ts.Identifier | string, init: ts.Expression): ts.Statement =>
      f.createVariableStatement(
        undefined,
        f.createVariableDeclarationList(
          [f.createVariableDeclaration(name, undefined, undefined, init)],
          ts.NodeFlags.Const,
        ),
      ),
    /** `{ name: value }.name`: gives an anonymous function or class the name that its place in the source gives it. */
    named: (name: string, value: ts.Expression): ts.Expression => {
      const key = f.createStringLiteral(name);
      return f.createElementAccessExpression(
        f.createParenthesizedExpression(f.createObjectLiteralExpression([f.createPropertyAssignment(key, value)])),
        f.createStringLiteral(name),
      );
    },
  };
}

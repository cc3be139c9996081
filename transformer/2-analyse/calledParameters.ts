/** Which of its parameters a function calls: the callbacks that would run on top of its frame. */
import type ts from "typescript";
import type { Context } from "../context.js";
import { callsBack } from "./builtins.js";

const memo = new WeakMap<ts.Node, ReadonlySet<number>>();

/**
 * Indices of the parameters that the body calls, itself or in a function literal that a built-in calls for it
 * (`xs.forEach((x) => f(x))`). Empty for what has no body.
 */
export function calledParameters(fn: ts.SignatureDeclaration, { ts, checker }: Context): ReadonlySet<number> {
  const known = memo.get(fn);
  if (known) return known;
  const called = new Set<number>();
  memo.set(fn, called);
  const { body } = fn as ts.FunctionLikeDeclaration;
  if (!body) return called;
  const parameters = fn.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === "this"));
  const byName = new Map(parameters.map(({ name }, index) => [ts.isIdentifier(name) ? name.text : "", index]));
  visit(body);
  return called;

  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node)) {
      const callee = calleeName(node.expression);
      const index = callee && byName.get(callee.text);
      if (callee && index !== undefined && declares(parameters[index as number]!, callee)) called.add(index as number);
    }
    ts.forEachChild(node, (child) => {
      if (!ts.isFunctionLike(child) || runsWithin(child)) visit(child);
    });
  }

  function runsWithin(literal: ts.Node): boolean {
    const call = literal.parent;
    if (!ts.isCallExpression(call)) return ts.isParenthesizedExpression(call) && ts.isCallExpression(call.parent);
    const { expression } = call;
    const symbol = ts.isPropertyAccessExpression(expression) ? checker.getSymbolAtLocation(expression.name) : undefined;
    return (symbol?.declarations ?? []).some((declaration) => callsBack(declaration, { ts }) !== null);
  }

  /** `f(…)`, `f?.(…)`, `f.call(…)`, `f.apply(…)` */
  function calleeName(node: ts.Expression): ts.Identifier | undefined {
    if (ts.isIdentifier(node)) return node;
    const isCall = ts.isPropertyAccessExpression(node) && (node.name.text === "call" || node.name.text === "apply");
    return isCall && ts.isIdentifier(node.expression) ? node.expression : undefined;
  }

  function declares(parameter: ts.ParameterDeclaration, name: ts.Identifier): boolean {
    return checker.getSymbolAtLocation(name)?.valueDeclaration === parameter;
  }
}

/**
 * Whether a call of the fast version suspended. The flag costs 0.25 ns, a third of a short loop. A tail is an object, so
 * where the types say that the value is none, the value is looked at first: `typeof value !== "number" && …`. V8 knows
 * the answer where it inlines the callee. Right whatever the value is.
 *
 * Not where a function calls itself: that call is never inlined, and then looking at the value costs more than the flag
 * (fib: 1.13 of plain calls, 1.01 with the flag alone; Node 20).
 *
 * Not for machines: there a second way into the next `case` makes V8's optimiser double its work at each of them. One of
 * 130 such calls was not compiled within a minute (fixtures/behaviour/combo-operand-stack-across-many-suspensions in
 * test/everywhere.test.ts), while 160 in a fast version take 60 ms.
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { Suspend } from "../../3-normalise/normalForm.js";
import { suspending } from "../shared/call.js";

/** In: where the value of the call is. */
export function suspended(value: ts.Expression, { always, returns, call }: Suspend, ctx: Context): ts.Expression {
  const f = ctx.factory;
  if (always || returns === "any" || (call.kind === "direct" && call.recursive)) return suspending(ctx);
  const differs =
    returns === "nothing"
      ? f.createStrictInequality(value, f.createIdentifier("undefined"))
      : f.createStrictInequality(f.createTypeOfExpression(value), f.createStringLiteral(returns));
  return f.createLogicalAnd(differs, suspending(ctx));
}

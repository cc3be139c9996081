/**
 * Output for a call that may suspend.
 *
 *   direct    entry(a)                                               or   entry.call(o, a)
 *   dynamic   ($entry = f[ENTRY]) !== undefined ? $entry.call(o, a) : f.call(o, a)
 *             behind `typeof f !== "function" ? notFunction(f, "o.m") :`, unless the types rule that out
 *
 * Each arm calls one target only. V8 then folds `f`, its entry and `call` away where the function is stable; every
 * shorter way to write it (`(f[ENTRY] ?? f).call(o, a)`, `f?.[ENTRY]`) joins two values first and loses that: 4.7 ns
 * instead of 1.2 ns a call (Node 20; the plain method call takes 1.0 ns). The `typeof` costs nothing but bytes.
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { Call, NormalFunction } from "../../3-normalise/normalForm.js";
import { namesOf } from "./names.js";

type Dynamic = Call & { kind: "dynamic" };

/** A call, ready to be assigned or returned. Throws what JavaScript would for a value that is no function. */
export function emitCall(call: Call, fn: NormalFunction, ctx: Context): ts.Expression {
  if (call.kind === "direct") return invoke(call.entry, call, ctx);
  const f = ctx.factory;
  const { callee } = call;
  const found = areShort(call.args, ctx.ts) ? twoCalls() : oneCall();
  if (call.text === null) return found;
  const error = f.createCallExpression(ctx.runtime("notFunction"), undefined, [
    callee,
    f.createStringLiteral(call.text),
  ]);
  return conditional(ctx, isNoFunction(callee, ctx), error, found);

  function twoCalls(): ts.Expression {
    const entry = f.createIdentifier(namesOf(fn, ctx).entry);
    const has = f.createStrictInequality(
      f.createParenthesizedExpression(f.createAssignment(entry, entryOf(callee, ctx))),
      f.createIdentifier("undefined"),
    );
    return conditional(ctx, has, invoke(entry, call, ctx), invoke(callee, call, ctx));
  }

  /** For arguments that should not be written twice. */
  function oneCall(): ts.Expression {
    const target = f.createBinaryExpression(entryOf(callee, ctx), ctx.ts.SyntaxKind.QuestionQuestionToken, callee);
    return invoke(f.createParenthesizedExpression(target), call, ctx);
  }
}

/** Whether the output of the call needs the variable `$entry`. */
export function needsEntry(call: Call, ctx: Context): call is Dynamic {
  return call.kind === "dynamic" && areShort(call.args, ctx.ts);
}

/** `f[ENTRY]` */
export function entryOf(callee: ts.Expression, ctx: Context): ts.Expression {
  return ctx.factory.createElementAccessExpression(callee, ctx.runtime("ENTRY"));
}

/** `typeof f !== "function"` */
export function isNoFunction(callee: ts.Expression, { factory: f }: Context): ts.Expression {
  return f.createStrictInequality(f.createTypeOfExpression(callee), f.createStringLiteral("function"));
}

/** `target(a)`, or `target.call(o, a)` */
export function invoke(target: ts.Expression, call: Call, { factory: f }: Context): ts.Expression {
  if (call.thisArg === null) return f.createCallExpression(target, undefined, call.args);
  return f.createCallExpression(f.createPropertyAccessExpression(target, "call"), undefined, [
    call.thisArg,
    ...call.args,
  ]);
}

/** `state.suspending > 0`: whether a call suspended. */
export function suspending(ctx: Context): ts.Expression {
  const { factory: f, ts: t } = ctx;
  const flag = f.createPropertyAccessExpression(ctx.runtime("state"), "suspending");
  return f.createBinaryExpression(flag, t.SyntaxKind.GreaterThanToken, f.createNumericLiteral(0));
}

function conditional(
  { factory: f }: Context,
  test: ts.Expression,
  yes: ts.Expression,
  no: ts.Expression,
): ts.Expression {
  return f.createConditionalExpression(test, undefined, yes, undefined, no);
}

/** Arguments of so many nodes altogether are cheaper written twice than joined. */
const SHORT = 16;

/** One arm runs, so writing arguments twice is a matter of size alone; functions and classes are written once for all. */
export function areShort(args: readonly ts.Expression[], t: typeof ts): boolean {
  let nodes = 0;
  const exceeds = (node: ts.Node): boolean => {
    if (++nodes > SHORT || t.isFunctionLike(node) || t.isClassLike(node)) return true;
    if (t.isStringLiteralLike(node) && node.text.length > 24) return true;
    return t.forEachChild(node, exceeds) === true;
  };
  return !args.some(exceeds);
}

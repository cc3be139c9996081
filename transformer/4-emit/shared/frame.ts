/**
 * Frames in the output: made by the fast version when it suspends for the first time, read and refilled by the
 * machine. Where a local lives in the frame is decided in points.ts.
 */
import type ts from "typescript";
import { CALLER, SLOTS, Suspending } from "../../../runtime/protocol.js";
import type { Context } from "../../context.js";
import type { Local, NormalFunction } from "../../3-normalise/normalForm.js";
import { namesOf } from "./names.js";
import { layoutOf, type Point } from "./points.js";

/** `state.suspending > 7` */
export function captured(ctx: Context): ts.Expression {
  const { factory: f, ts: t } = ctx;
  const flag = f.createPropertyAccessExpression(ctx.runtime("state"), "suspending");
  return f.createBinaryExpression(flag, t.SyntaxKind.GreaterThanToken, f.createNumericLiteral(Suspending.Captured - 1));
}

/** `new F2(machine, point, x, n)`: all slots up to the last one that is in use at this point. */
export function newFrame(fn: NormalFunction, ctx: Context, point: Point, machine: ts.Expression): ts.Expression {
  const f = ctx.factory;
  const { slots, slotOf, spread } = layoutOf(fn, ctx);
  const values: ts.Expression[] = [];
  for (const local of point.live) values[slotOf.get(local)!] = fn.ref(local);
  for (let i = 0; i < values.length; i++) values[i] ??= f.createVoidZero();
  // The array gets its full length at once: writing behind its end later would make V8 move it.
  if (spread) while (values.length < slots) values.push(f.createVoidZero());
  return f.createNewExpression(ctx.runtime(spread ? "F1" : `F${slots}`), undefined, [
    machine,
    number(ctx, point.number),
    ...(spread ? [f.createArrayLiteralExpression(values)] : values),
  ]);
}

/** The link from a tail to the frame that called it. */
export function caller({ factory: f }: Context, tail: ts.Expression): ts.Expression {
  return f.createPropertyAccessExpression(tail, CALLER);
}

/** The place in the machine's own frame that keeps a slot. */
export function slot(fn: NormalFunction, ctx: Context, index: number): ts.Expression {
  const f = ctx.factory;
  const { frame, slots } = namesOf(fn, ctx);
  if (layoutOf(fn, ctx).spread) return f.createElementAccessExpression(f.createIdentifier(slots), index);
  return f.createPropertyAccessExpression(f.createIdentifier(frame), SLOTS[index]!);
}

/** `$slots.fill(void 0);`, where an array keeps the locals. */
export function clearAll(fn: NormalFunction, ctx: Context): ts.Statement {
  const f = ctx.factory;
  const fill = f.createPropertyAccessExpression(f.createIdentifier(namesOf(fn, ctx).slots), "fill");
  return f.createExpressionStatement(f.createCallExpression(fill, undefined, [f.createVoidZero()]));
}

export function slotOfLocal(fn: NormalFunction, ctx: Context, local: Local): ts.Expression {
  return slot(fn, ctx, layoutOf(fn, ctx).slotOf.get(local)!);
}

export function number({ factory: f, ts: t }: Context, value: number): ts.Expression {
  if (value >= 0) return f.createNumericLiteral(value);
  return f.createPrefixUnaryExpression(t.SyntaxKind.MinusToken, f.createNumericLiteral(-value));
}

/**
 * Output for a suspension point of the machine, which uses its frame again.
 *
 *   $1 = call f(n)      $value = f(n);
 *                       if (state.suspending > 0) {
 *                         if (state.suspending > 7) $value.$caller = $frame;
 *                         $frame.point = 4; $frame.b = n; return state;
 *                       }
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { Local, NormalFunction } from "../../3-normalise/normalForm.js";
import { assign } from "../shared/build.js";
import { emitCall, suspending } from "../shared/call.js";
import { caller, captured, clearAll, number, slot, slotOfLocal } from "../shared/frame.js";
import { namesOf } from "../shared/names.js";
import { layoutOf } from "../shared/points.js";
import { mapped, unmapped } from "../shared/print.js";
import type { Suspension } from "./ir.js";
import type { Refill } from "./refill.js";

export function emitSuspension(end: Suspension, refill: Refill, fn: NormalFunction, ctx: Context): ts.Statement[] {
  const f = ctx.factory;
  const names = namesOf(fn, ctx);
  const frame = () => f.createIdentifier(names.frame);
  const value = () => f.createIdentifier(names.value);
  const link = f.createIfStatement(captured(ctx), assign(f, caller(ctx, value()), frame()));
  const point = f.createPropertyAccessExpression(frame(), "point");
  const capture = [
    link,
    ...(refill.point ? [assign(f, point, number(ctx, end.point.number))] : []),
    ...writeFrame(end, refill, fn, ctx),
    f.createReturnStatement(ctx.runtime("state")),
  ];
  return [
    mapped(ctx, assign(f, value(), emitCall(end.call, fn, ctx)), end.point.node),
    unmapped(ctx, f.createIfStatement(suspending(ctx), f.createBlock(capture, true))),
  ];
}

/** Brings the frame up to date: stores what it lacks, and clears what it must not keep alive. */
function writeFrame({ point }: Suspension, refill: Refill, fn: NormalFunction, ctx: Context): ts.Statement[] {
  const f = ctx.factory;
  const store = (locals: readonly Local[]) =>
    locals.map((local) => assign(f, slotOfLocal(fn, ctx, local), fn.ref(local)));
  // In functions with thousands of variables, clearing each slot at each point was a third of the output.
  if (layoutOf(fn, ctx).spread && refill.clear.length + refill.store.length > 1 + point.live.length) {
    return [clearAll(fn, ctx), ...store(point.live)];
  }
  return [...store(refill.store), ...refill.clear.map((index) => assign(f, slot(fn, ctx, index), f.createVoidZero()))];
}

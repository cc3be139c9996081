/**
 * Output for a suspension point of the machine, which uses its frame again.
 *
 *   $1 = call f(n)      $value = f(n);
 *                       if (state.suspending !== 0) {
 *                         if ($value.$caller !== $frame) $value.$caller = $frame;
 *                         $frame.point = 2; $frame.b = n; return $frame;
 *                       }
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { NormalFunction } from "../../3-normalise/normalForm.js";
import { assign } from "../shared/build.js";
import { emitCall, suspending } from "../shared/call.js";
import { caller, number, slot, slotOfLocal } from "../shared/frame.js";
import { namesOf } from "../shared/names.js";
import { mapped, unmapped } from "../shared/print.js";
import type { Suspension } from "./ir.js";
import type { Refill } from "./refill.js";

export function emitSuspension(end: Suspension, refill: Refill, fn: NormalFunction, ctx: Context): ts.Statement[] {
  const f = ctx.factory;
  const names = namesOf(fn, ctx);
  const frame = () => f.createIdentifier(names.frame);
  const value = () => f.createIdentifier(names.value);
  // Mostly the link is there already, from the last time. Looking first measured 10.5 ns a switch instead of 14.1: a
  // store of a pointer into an object that has survived two collections pays V8's write barrier.
  const link = f.createIfStatement(
    f.createStrictInequality(caller(ctx, value()), frame()),
    assign(f, caller(ctx, value()), frame()),
  );
  const point = f.createPropertyAccessExpression(frame(), "point");
  const capture = [
    link,
    ...(refill.point ? [assign(f, point, number(ctx, end.point.number))] : []),
    ...refill.store.map((local) => assign(f, slotOfLocal(fn, ctx, local), fn.ref(local))),
    ...refill.clear.map((index) => assign(f, slot(fn, ctx, index), f.createVoidZero())),
    f.createReturnStatement(frame()),
  ];
  return [
    mapped(ctx, assign(f, value(), emitCall(end.call, fn, ctx)), end.point.node),
    unmapped(ctx, f.createIfStatement(suspending(ctx), f.createBlock(capture, true))),
  ];
}

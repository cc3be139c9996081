/**
 * Transfers of control: who receives what. `send` decides at a switch, before anything changes; `arrive` completes it
 * in the run loop, after everybody between the two has returned.
 */
import { noteTransfer } from "./abandoned.js";
import { keepContext } from "./context.js";
import { GreenletExit } from "./errors.js";
import { findRun, firstAlive, isBlocked, isDead, isPending } from "./lifecycle.js";
import { nativeFrameError } from "./native.js";
import type { F4 } from "./frames.js";
import { catches, Suspending, type FrameRecord } from "./protocol.js";
import { Hook, state, type Coroutine } from "./state.js";
import { tell } from "./stacks.js";
import { resumeTracer, traceFrame } from "./trace.js";

const $ = state;

/**
 * Begins a transfer to `to`, or to the first of its parents that lives.
 * In: `value`, one argument or (`count` > 1) an array of them; or an error to be raised in the target.
 * Out: what a resumable entry returns: with `state.suspending` set, the tail of the chain; otherwise the result.
 * @throws GreenletError if control can't go there; nothing has changed then. The error itself if the target is current.
 */
export function send(to: Coroutine, value: any, count: number, throwing: boolean): any {
  // An exit that the dead can't die of is passed on as a value; a parent that begins with it begins without arguments.
  const exit = throwing && isDead(to) && value instanceof GreenletExit;
  if (exit) throwing = false;
  let target = firstAlive(to);
  while (isPending(target)) {
    findRun(target); // may run user code: afterwards the target can be in any state
    if (isPending(target)) break;
    target = firstAlive(to);
  }
  if (exit && isPending(target)) count = 0;
  else if (count === 0 && !isPending(target)) value = undefined;
  const current = $.baton.current;
  if (target === current) {
    if (($.hooks & Hook.Tracer) !== 0) {
      const frame = traceFrame(current.$caller, value, throwing, count, current, current);
      return resumeTracer(frame as F4, undefined);
    }
    if (throwing) throw value;
    return value;
  }
  if (isBlocked(target)) throw nativeFrameError(target);
  $.baton.current = target;
  $.baton.value = value;
  $.count = count;
  $.suspending = throwing ? Suspending.Throw : Suspending.Detour;
  return current;
}

/**
 * Completes a transfer.
 * In: the greenlet that lost control.
 * Out: the frame that continues, and in `state.baton.value` the value that its pending call returns, or, with
 * `state.throwing` set, raises.
 */
export function arrive(origin: Coroutine): FrameRecord {
  const throwing = ($.suspending & ~Suspending.Captured) === Suspending.Throw;
  const target = $.baton.current;
  $.suspending = Suspending.No;
  if (($.hooks & Hook.Abandoned) !== 0) noteTransfer(origin, target);
  if (($.hooks & Hook.Contexts) !== 0) keepContext(origin);
  if (($.hooks & Hook.Tracer) !== 0) {
    const frame = traceFrame(target.$caller, $.baton.value, throwing, $.count, origin, target);
    $.baton.value = undefined;
    return frame;
  }
  if (!throwing) return target.$caller;
  $.throwing = true;
  tell($.baton.value, target.$caller);
  return unwind(target.$caller);
}

/** The first frame, from this one on, that has a handler for an error. */
export function unwind(frame: FrameRecord): FrameRecord {
  while (!catches(frame.point)) frame = frame.$caller;
  return frame;
}

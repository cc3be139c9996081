/**
 * The run loop: the only place that resumes frames. Native code that calls a green function or switches starts a nested
 * loop and waits in a native frame, which it adds to the chain of the greenlet it runs in. Reaching that frame means
 * leaving the loop. All frames, the special ones included, are resumed alike.
 */
import { declareMachine } from "./describe.js";
import { F1, F2, Special } from "./frames.js";
import { nativeFrameError } from "./native.js";
import { Suspending, type FrameRecord } from "./protocol.js";
import { Hook, state, type Coroutine, type Loop } from "./state.js";
import { arrive, unwind } from "./transfer.js";

const $ = state;

/** The loop of the event loop's native code, which never runs; while it is the innermost one, main is current. */
export const BASE = newLoop(null);
/** The loop that native code outside every greenlet starts: always main's. */
const FIRST = (BASE.inner = newLoop(BASE));
FIRST.native.$caller = BASE.native;
$.loop = BASE;

/** Makes `main` the greenlet of the code that runs outside all greenlets. */
export function initialise(main: Coroutine): void {
  main.$caller = BASE.native;
  BASE.native.a = FIRST.native.a = $.main = $.current = main;
}

function newLoop(outer: Loop | null): Loop {
  const native = new F1(strand, Special.Native, null);
  native.$caller = native;
  return { outer, inner: null, native };
}

/**
 * What a public function does: calls its resumable entry in a nested run loop on the current greenlet. An entry that
 * does not suspend, or throws, costs a call and leaves no trace.
 */
export function nested(entry: Function, self: unknown, args: ArrayLike<unknown>): any {
  const current = $.current;
  const below = current.$caller;
  const result = entry.apply(self, args);
  return $.suspending === 0 ? result : enter(current, below, result);
}

/**
 * Native code waits: its entry was suspended.
 * In: the greenlet it runs in, where that one's chain was before the call, and the tail of what was captured since.
 */
function enter(current: Coroutine, below: FrameRecord, tail: { $caller: FrameRecord }): any {
  const outer = $.loop;
  const loop = (outer.inner ??= newLoop(outer));
  const native = loop.native;
  native.a = current;
  if (below !== native) native.$caller = below;
  $.loop = loop;
  try {
    tail.$caller = native;
    if ($.target.$caller.point === Special.Native) {
      // The entry could not know that this loop would be needed. Its transfer is called off: an error at the switch.
      const error = nativeFrameError($.target);
      $.suspending = Suspending.No;
      $.throwing = true;
      return run(loop, unwind(current.$caller), error);
    }
    const frame = arrive();
    const value = $.value;
    $.value = undefined;
    return run(loop, frame, value);
  } catch (error) {
    if ($.loop !== outer) abort(loop); // run itself failed: the stack is exhausted
    throw error;
  }
}

/** Resumes `frame` with `value`, then whatever comes next, until control is back in the loop's own native frame. */
export function run(loop: Loop, frame: FrameRecord, value: any): any {
  const native: FrameRecord = loop.native;
  for (;;) {
    try {
      while (frame !== native) {
        value = frame.resume(frame, value);
        if ($.suspending === Suspending.No) frame = frame.$caller;
        else {
          if (value !== frame) value.$caller = frame.$caller;
          if ($.suspending === Suspending.Transfer && ($.hooks & Hook.OnTransfer) === 0) {
            const target = $.target;
            $.suspending = Suspending.No;
            $.current = target;
            frame = target.$caller;
          } else frame = arrive();
          value = $.value;
          $.value = undefined;
        }
      }
    } catch (error) {
      $.suspending = Suspending.No;
      $.throwing = true;
      value = error;
      frame = unwind(frame.$caller);
      continue;
    }
    leave(loop);
    if (!$.throwing) return value;
    $.throwing = false;
    throw value;
  }
}

/**
 * `target.switch(value)` from native code outside every greenlet: the same as `nested`, shortened for the case that
 * control comes straight back to main. Nearly every program's outermost switches are like that.
 * In: a suspended target. Precondition: no loop runs, no hooks.
 */
export function switchFromMain(target: Coroutine, value: any): any {
  const main = $.current;
  const native: FrameRecord = FIRST.native;
  let frame = target.$caller;
  if (main.$caller !== native) main.$caller = native;
  $.loop = FIRST;
  $.current = target;
  try {
    const result = frame.resume(frame, value);
    if ($.suspending === Suspending.Transfer && $.target === main) {
      $.suspending = Suspending.No;
      if (result !== frame) result.$caller = frame.$caller;
      $.loop = BASE;
      $.current = main;
      value = $.value;
      $.value = undefined;
      return value;
    }
    value = result;
  } catch (error) {
    $.throwing = true;
    value = error;
  }
  return proceed(frame, value);
}

/** The rest of `switchFromMain` in general: `frame` returned or raised `value`, or was suspended. */
function proceed(frame: FrameRecord, value: any): any {
  try {
    if ($.throwing) {
      $.suspending = Suspending.No;
      return run(FIRST, unwind(frame.$caller), value);
    }
    if ($.suspending === Suspending.No) return run(FIRST, frame.$caller, value);
    if (value !== frame) value.$caller = frame.$caller;
    frame = arrive();
    value = $.value;
    $.value = undefined;
    return run(FIRST, frame, value);
  } catch (error) {
    if ($.loop !== BASE) abort(FIRST);
    throw error;
  }
}

/** The owner of the loop's native frame goes on, in native code. */
function leave(loop: Loop): void {
  const native = loop.native;
  const owner = native.a!;
  $.loop = loop.outer!;
  $.current = owner;
  owner.$caller = native.$caller;
  if (loop === FIRST) return;
  // Nothing may keep a greenlet alive that is only waiting here to be overwritten.
  native.a = null;
  native.$caller = native;
}

/** Leaves a loop that could not run to its end, with whatever state the failure left behind made good. */
function abort(loop: Loop): void {
  $.suspending = Suspending.No;
  $.throwing = false;
  $.value = undefined;
  leave(loop);
}

/**
 * Resumes a native frame in a loop that isn't its own: a greenlet has returned into native code that has other native
 * code above it. What it returned is kept until the code can be reached; the greenlet whose native code stands in the
 * way gets the error, at its pending switch.
 */
function strand(frame: FrameRecord, value: any): FrameRecord {
  const greenlet = $.current;
  const kept = new F2(deliver, -1, value, $.throwing);
  kept.$caller = frame;
  greenlet.$caller = kept;
  const options = $.throwing ? { cause: value } : undefined;
  $.throwing = false;
  $.target = $.loop.native.a!;
  $.value = nativeFrameError(greenlet, options);
  $.suspending = Suspending.Throw;
  return frame;
}

/** Returns what `strand` kept, whatever is sent; an error that is sent comes first. */
function deliver(frame: F2, value: any): any {
  if ($.throwing || frame.b) {
    if (!$.throwing) value = frame.a;
    $.throwing = false;
    throw value;
  }
  return frame.a;
}

declareMachine(strand, null);
declareMachine(deliver, null);

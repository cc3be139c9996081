/**
 * Shortcuts of `switch` from native code outside every greenlet, for the case that control comes straight back to main.
 * Nearly every program's outermost switches are like that; what is not is left to the run loop.
 */
import { idle } from "./native.js";
import { Suspending, type FrameRecord } from "./protocol.js";
import { FIRST, raise, runFrames, runFrom } from "./runLoop.js";
import { Special, type StartFrame } from "./special.js";
import { tell } from "./stacks.js";
import { Baton, Hook, HOOKED, PATIENCE, running, state, type Coroutine } from "./state.js";
import { arrive, unwind } from "./transfer.js";

// Constants of the module, as in runLoop.ts.
const $ = state;

/**
 * `target.switch(value)` from native code outside every greenlet: the same as `nested`, shortened for the case that
 * control comes straight back to main. Nearly every program's outermost switches are like that.
 * In: a suspended target. Precondition: no loop runs, no hooks.
 */
export function switchFromMain(target: Coroutine, value: any): any {
  const s = $; // seven bytes of bytecode less at each use, of those that V8 inlines
  const { baton } = s;
  const { current } = baton;
  if (current !== target) {
    if (current === s.main) tidyLater();
    baton.current = target; // and left there when the shortcut ends, so that round trips to one greenlet find it right
  }
  const frame = target.$caller;
  s.native = Special.Native - 1;
  try {
    value = frame.resume(target.$caller, value); // not `frame`, as in `runStretch`
    const { suspending } = s;
    if (suspending === Suspending.No) {
      if (endsInMain(target, frame)) return value;
    } else if (value === s && suspending & Suspending.Leave) return backInMain();
  } catch (error) {
    s.native = Special.Native; // says what `value` is, and is right if the stack is too full to go on
    s.suspending = Suspending.No;
    value = error;
  }
  return startFromMain(target, value, frame);
}

/**
 * The same for a pending target; and the rest of either shortcut. Most greenlets that are started from outside run to a switch
 * back to main, or to their end as main's child; both need no loop.
 * In: `how` many arguments to start with, 0 or 1. Or, for the rest of a shortcut, the frame that returned or raised `value`, or
 * was suspended; and `state.native` as it is in the shortcut, or, if the frame raised an error, as it is outside.
 *
 * One function for both, so that it is longer than what V8 inlines (460 bytes of bytecode). Inlined into `switch`, either would
 * keep `switch` out of its callers, or, worse, only the construction of a frame out of the function that it was inlined into.
 */
export function startFromMain(target: Coroutine, value: any, how: number | FrameRecord): any {
  const s = $;
  let frame: FrameRecord;
  if (typeof how !== "number") {
    frame = how;
    const { $caller } = frame;
    if (s.native !== Special.Native && s.suspending === Suspending.No && $caller.point > Special.Last) {
      // It returned, to a frame that needs no loop either if it does what the shortcuts are for.
      frame = $caller;
      try {
        value = frame.resume(frame, value);
        const { suspending } = s;
        if (value === s) {
          if (suspending < Suspending.Captured) target.$caller = frame;
          if (suspending & Suspending.Leave) return backInMain();
        } else if (suspending === Suspending.No) {
          if (endsInMain(target, frame)) return value;
        }
      } catch (error) {
        s.native = Special.Native;
        s.suspending = Suspending.No;
        value = error;
      }
    }
  } else {
    if (--s.patience < 0) renew(); // new greenlets are young, and stored in an old baton they would cost more
    s.baton.current = target;
    frame = target.$caller; // and there it stays until something is captured: `isPending` knows
    const bottom = frame.$caller;
    s.native = Special.Native - 1;
    try {
      const entry = (frame as StartFrame).a!; // not through `call`, which would hide from V8 what is called
      value = value === undefined && how === 0 ? entry() : entry(value);
      const { suspending } = s;
      if (suspending === Suspending.No) {
        if (endsInMain(target, frame)) return value;
      } else if (suspending & Suspending.Leave) {
        value.$caller = bottom;
        // `backInMain`, but the baton's patience was asked above.
        s.suspending = Suspending.No;
        s.native = Special.Native;
        const { baton } = s;
        value = baton.value;
        baton.value = undefined;
        return value;
      }
    } catch (error) {
      s.native = Special.Native; // says what `value` is, and is right if the stack is too full to go on
      s.suspending = Suspending.No;
      target.$caller = bottom; // it has begun
      value = error;
    }
  }
  try {
    if (s.native === Special.Native) {
      s.native = idle() - 1;
      s.throwing = true;
      s.baton.current = target;
      tell(value, frame.$caller);
      value = runFrames(FIRST, unwind(frame.$caller), value);
    } else if (s.suspending === Suspending.No) {
      value = runFrames(FIRST, frame.$caller, value);
    } else {
      if (value !== s) value.$caller = frame.$caller;
      if (s.suspending & Suspending.Leave) return backInMain();
      value = runFrom(FIRST, arrive(target));
    }
  } catch (error) {
    // A loop that could not be left: the stack is exhausted. Nothing is called here, it might fail as well.
    s.suspending = Suspending.No;
    s.throwing = false;
    s.baton.value = undefined;
    s.native = Special.Native - ((s.hooks & Hook.OnTransfer) === 0 ? 0 : HOOKED);
    s.baton.current = s.main;
    s.main.$caller = FIRST;
    throw error;
  }
  return s.throwing ? raise(value) : value;
}

const renew = function (): void {
  $.patience = PATIENCE;
  $.baton = new Baton($.main);
  tidyLater();
};

const settled = Promise.resolve();
let tidying = false;

/** Shortcuts leave a greenlet in the baton, which must not keep it alive: the end of the job puts main in its place. */
function tidyLater(): void {
  if (!tidying) settled.then(tidy);
  tidying = true;
}

function tidy(): void {
  tidying = false;
  $.patience = 0;
  $.baton.current = running();
}

/** Ends a greenlet whose outermost frame returned and whose parent is main, in the outermost loop; false if it is not that simple. */
const endsInMain = function (greenlet: Coroutine, frame: FrameRecord): boolean {
  const s = $;
  const bottom = frame.$caller;
  // A hook that has been turned on has moved `native`; V8 knows without looking where it has inlined all that ran.
  if (bottom.point !== Special.Bottom || greenlet.$parent !== s.main || s.native !== Special.Native - 1) return false;
  greenlet.$caller = bottom.$caller;
  s.native = Special.Native;
  return true;
};

/** The end of a shortcut by a switch to main. Out: what it sent. */
const backInMain = function (): any {
  const s = $;
  s.suspending = Suspending.No;
  s.native = Special.Native;
  const { value } = s.baton;
  if (typeof value !== "number" || (value | 0) !== value) emptyBaton();
  return value;
};

/** Nothing may keep what was sent alive; and the next such value is to find a young baton. Small integers need neither. */
const emptyBaton = function (): void {
  $.baton.value = undefined;
  if (--$.patience < 0) renew();
};

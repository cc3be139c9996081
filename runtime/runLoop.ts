/**
 * The run loop: the only place that resumes frames. Native code that calls a green function or switches starts a nested
 * loop and waits in a native frame, which it adds to the chain of the greenlet it runs in. Reaching that frame means
 * leaving the loop. Frames of compiled functions are resumed in one place of it, the special ones in another.
 */
import { inContext } from "./context.js";
import { declareMachines } from "./describe.js";
import { F2, special } from "./frames.js";
import { Special } from "./special.js";
import { finish } from "./lifecycle.js";
import { addNative, depth, innermostNative, nativeFrameError, natives } from "./native.js";
import { resumePoint, Suspending, type FrameRecord, type Tail } from "./protocol.js";
import { Baton, Hook, HOOKED, mainRuns, PATIENCE, running, state, type Coroutine, type NativeFrame } from "./state.js";
import { tell } from "./stacks.js";
import { arrive, unwind } from "./transfer.js";

// Imports as constants of the module: V8 folds these, and loads an import from its cell at each use. For the same reason
// the functions that matter most are constants, too: a declared function could be replaced, and is compared at each call.
const $ = state;

addNative(strand); // the event loop's native code: no run loop waits for it, so nobody ever gets there
/**
 * The native frame of loops that are started outside every greenlet. These are always main's, whose chain therefore
 * begins with it for good: nothing needs to be done to it when such a loop starts.
 */
export const FIRST = addNative(strand);

/** Makes `main` the greenlet of the code that runs outside all greenlets. */
export function initialise(main: Coroutine): void {
  main.$caller = FIRST.$caller = FIRST;
  main.$parent = null;
  FIRST.a = main;
  mainRuns(main);
}

/**
 * What a public function does: calls its resumable entry in a nested run loop on the current greenlet. An entry that
 * does not suspend, or throws, costs a call and leaves no trace. (Short, so that V8 inlines it; and it makes no array then.)
 */
function callNested(entry: Function, self: unknown, ...args: any[]): any {
  const s = $;
  const current = running();
  const below = current.$caller;
  s.baton.current = current;
  const result = entry.apply(self, args);
  return s.suspending === Suspending.No ? result : waitNested(current, below, result);
}

/** The entry was suspended. In: as `enterLoop`. Out: what the native code gets. */
function waitNested(current: Coroutine, below: FrameRecord, tail: Tail): any {
  const outer = depth();
  let value: any;
  try {
    value = enterLoop(current, below, tail);
  } catch (error) {
    // A loop that could not be left: the stack is exhausted. Nothing is called here, it might fail as well.
    $.suspending = Suspending.No;
    $.throwing = false;
    $.baton.value = undefined;
    $.native = Special.Native - outer - (($.hooks & Hook.OnTransfer) === 0 ? 0 : HOOKED);
    $.baton.current = current;
    current.$caller = below;
    throw error;
  }
  return $.throwing ? raise(value) : value;
}

export function raise(error: unknown): never {
  $.throwing = false;
  throw error;
}

/**
 * Native code waits: the entry it called was suspended.
 * In: the greenlet it runs in, where that one's chain was before the call, and the tail of what was captured since.
 */
function enterLoop(owner: Coroutine, below: FrameRecord, tail: Tail): any {
  const target = $.suspending & Suspending.Leave ? innermostNative().a! : $.baton.current;
  const native = natives[depth() + 1] ?? addNative(strand);
  native.a = owner;
  if (native !== FIRST) native.$caller = below;
  $.native--;
  tail.$caller = native;
  if (target !== owner && target.$caller.point <= Special.Native) {
    // The entry could not know that this loop would be needed. Its transfer is called off: an error at the switch.
    $.baton.current = owner;
    $.baton.value = undefined;
    $.suspending = Suspending.No;
    const error = nativeFrameError(target);
    $.throwing = true;
    tell(error, owner.$caller);
    return runFrames(native, unwind(owner.$caller), error);
  }
  return runFrom(native, arrive(owner));
}

/** Runs the loop from an arrival on. */
export function runFrom(native: NativeFrame, frame: FrameRecord): any {
  const value = $.baton.value;
  $.baton.value = undefined;
  return runFrames(native, frame, value);
}

/**
 * Resumes `frame` with `value`, then whatever comes next, until control is back in the loop's own native frame.
 * Out: what the native code gets; with `state.throwing` set, an error. (It is thrown only once, by the function that the
 * native code called: a throw takes longer than a hundred switches.)
 */
export function runFrames(native: NativeFrame, frame: FrameRecord, value: any): any {
  while (frame !== native) {
    frame = ($.hooks & Hook.Contexts) === 0 ? runStretch(native, frame, value) : runInContext(native, frame, value);
    value = $.baton.value;
    $.baton.value = undefined;
  }
  leave(native);
  return value;
}

/** A stretch in the asynchronous context of the greenlet that runs. Being watched, it ends with the next transfer. */
function runInContext(native: NativeFrame, frame: FrameRecord, value: any): FrameRecord {
  const stretchInContext = () => runStretch(native, frame, value);
  return inContext($.baton.current, stretchInContext);
}

/**
 * How many frames one call of `runStretch` resumes, about. The first end of a greenlet throws away code that was optimised
 * before it; the shorter the stretches, the sooner the function is hot again by itself, and not by on-stack replacement.
 */
const STRETCH = 1000;

/**
 * Resumes `frame` with `value`, then whatever comes next, for a while: up to the loop's native frame, an error, or a transfer
 * that is watched. It ends after so many frames in any case, since V8 optimises a function that is called again and again
 * better than one that loops for ever.
 * Out: the frame that is next, and in the baton what it is resumed with.
 */
const runStretch = function (native: NativeFrame, frame: FrameRecord, value: any): FrameRecord {
  let current = $.baton.current;
  let linked = false; // the chain of `current` is known to begin with `frame`
  let rest = STRETCH;
  if ($.patience < 0) {
    $.patience = PATIENCE;
    $.baton = new Baton(current);
  }
  try {
    frames: while (--rest > 0) {
      if (frame.point <= Special.Last) {
        if (frame === native) break;
        frame = resumeSpecial(native, frame, value);
      } else {
        for (;;) {
          // The same twice, since V8 inlines a call whose callee is always the same: two coroutines that exchange values
          // are resumed at a place of their own each (ping-pong 21 -> 15 ns a round). A function of its own for the two
          // would be one place again.
          value = frame.resume(frame, value);
          if ($.suspending === Suspending.No) {
            frame = frame.$caller;
            linked = false;
            continue frames;
          }
          if (value !== $) {
            value.$caller = frame.$caller;
            if (frame.$caller.point <= Special.Last) break;
          } else if (!linked && $.suspending < Suspending.Captured) current.$caller = frame;
          if (($.suspending & ~Suspending.Captured) !== Suspending.Transfer) break;
          $.suspending = Suspending.No;
          current = $.baton.current;
          frame = current.$caller;
          linked = true;
          value = $.baton.value;
          $.baton.value = undefined;

          // The same frame, not by its name: of that, V8 knows what the loop has seen, which is more than the machine has.
          value = frame.resume(current.$caller, value);
          if ($.suspending === Suspending.No) {
            frame = frame.$caller;
            linked = false;
            continue frames;
          }
          if (value !== $) {
            value.$caller = frame.$caller;
            if (frame.$caller.point <= Special.Last) break;
          } else if (!linked && $.suspending < Suspending.Captured) current.$caller = frame;
          if (($.suspending & ~Suspending.Captured) !== Suspending.Transfer) break;
          $.suspending = Suspending.No;
          current = $.baton.current;
          frame = current.$caller;
          linked = true;
          value = $.baton.value;
          $.baton.value = undefined;
          if (--rest <= 0) break frames;
        }
        frame = redirect(native, current);
      }
      if ($.hooks !== 0) return frame;
      current = $.baton.current;
      linked = false;
      value = $.baton.value;
      $.baton.value = undefined;
    }
  } catch (error) {
    return failed(frame, current, error);
  }
  $.patience -= STRETCH - rest;
  $.baton.value = value;
  return frame;
};

/**
 * Resumes a special frame. These have a place of their own, because each is another function.
 * Out: as `runStretch`.
 */
const resumeSpecial = function (native: NativeFrame, frame: FrameRecord, value: any): FrameRecord {
  const current = $.baton.current;
  value = frame.resume(frame, value);
  if ($.suspending === Suspending.No) {
    $.baton.value = value;
    return frame.$caller;
  }
  value.$caller = frame.$caller;
  return redirect(native, current);
};

/** `frame` raised an error. Out: the frame that handles it. */
function failed(frame: FrameRecord, current: Coroutine, error: unknown): FrameRecord {
  $.baton.current = current;
  $.suspending = Suspending.No;
  if (frame.resume === finish || frame.point <= Special.Native) {
    // The end of a chain can't fail, but the stack can be too full to enter it. Whoever started the loop gets the error.
    if (frame.resume === finish) current.$caller = frame.$caller;
    throw error;
  }
  $.throwing = true;
  $.baton.value = error;
  tell(error, frame.$caller);
  return unwind(frame.$caller);
}

/** Completes a transfer that is no plain one. In: the greenlet that lost control. Out: as `runStretch`. */
function redirect(native: NativeFrame, origin: Coroutine): FrameRecord {
  if (!($.suspending & Suspending.Leave)) return arrive(origin);
  $.suspending = Suspending.No;
  return native;
}

/** The owner of the loop's native frame goes on, in native code. */
function leave(native: NativeFrame): void {
  const owner = native.a!;
  $.native++;
  $.baton.current = owner;
  owner.$caller = native.$caller;
  if (native === FIRST) return;
  // Nothing may keep a greenlet alive that is only waiting here to be overwritten.
  native.a = null;
  native.$caller = native;
}

/**
 * Resumes a native frame in a loop that isn't its own: a greenlet has returned into native code that has other native
 * code above it. What it returned is kept until the code can be reached; the greenlet whose native code stands in the
 * way gets the error, at its pending switch.
 */
function strand(frame: FrameRecord, value: any): FrameRecord {
  const greenlet = $.baton.current;
  const kept = new F2(deliver, resumePoint(0, true), value, $.throwing);
  greenlet.$caller = special(kept, frame);
  const options = $.throwing ? { cause: value } : undefined;
  $.throwing = false;
  $.baton.current = innermostNative().a!;
  $.baton.value = nativeFrameError(greenlet, options);
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

declareMachines(strand, deliver);

export { callNested as nested };

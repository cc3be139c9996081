/**
 * Start and end of a greenlet: the special records at the ends of its chain, and how parents are chosen.
 *
 *     pending       g -> start -> bottom -> dead
 *     suspended     g -> innermost frame -> … -> outermost frame -> bottom -> dead
 *     finished      g -> dead
 *
 * The run loop knows none of this: it resumes `start`, hangs what `run` captured before `bottom`, and resumes `bottom`
 * with what `run` returned.
 */
import { ENTRY, type GreenFunction } from "./entry.js";
import { describeValue, GreenletExit, misuse } from "./errors.js";
import { declareMachines } from "./describe.js";
import { F1, F2, special } from "./frames.js";
import { isStart, runOf, Special, type StartFrame } from "./special.js";
import { innermostNative, nativeFrameError } from "./native.js";
import { Suspending, type FrameRecord } from "./protocol.js";
import { running, state, type Coroutine } from "./state.js";

const $ = state;

const resumeDead = (): never => {
  throw new Error("greenlet-ts: resumed a dead greenlet");
};
const DEAD = special(new F1(resumeDead, Special.Dead), null!);
const BOTTOM = special(new F1(finish, Special.Bottom), DEAD);

/** The record of a pending greenlet that has nothing to run yet. */
export const NOTHING: StartFrame = startFrame(null);

/** What a new greenlet's chain consists of: a record of its own, unless `run` came with one (see `shareStart`). */
export function startFrame(run: Function | null): StartFrame {
  const frame =
    typeof run === "function"
      ? new F2(startRun, Special.Pending, (run as GreenFunction)[ENTRY] ?? late(run), run)
      : new F1(startUncallable, Special.Unready, run);
  return special(frame, BOTTOM);
}

/** What is not green may still become so before it starts, where modules import each other. */
function late(run: GreenFunction): Function {
  return function startLate(...args: unknown[]): unknown {
    return (run[ENTRY] ?? (run as any))(...args);
  };
}

/**
 * The record for greenlets that run a method found on themselves at their start (subclasses).
 * In: what `run` was given to the constructor or assigned, or null.
 */
export function methodFrame(run: Function | null): StartFrame {
  return special(new F1(startMethod, Special.Unready, run), BOTTOM);
}

/**
 * Prepares the records for all greenlets that will ever run this function. Those after the first hold it, so they can tell
 * its name. The first is of the smallest class, which more frames are of than of any other: one shape less at a switch.
 */
export function shareStart(run: Function, entry: Function): StartFrame {
  const dead = special(new F1(resumeDead, Special.Dead, run), null!);
  const bottom = special(new F1(finish, Special.Bottom, run), dead);
  return special(new F1(startRun, Special.Pending, entry), bottom);
}

/** The chain alone does not tell: that of one that was started from main stays as it was until it is suspended. */
export function isPending(greenlet: Coroutine): boolean {
  return isStart(greenlet.$caller.point) && greenlet !== running();
}

export function isDead(greenlet: Coroutine): boolean {
  return greenlet.$caller.point === Special.Dead;
}

/** Marks a pending greenlet dead: it never runs. */
export function kill(greenlet: Coroutine): void {
  greenlet.$caller = greenlet.$caller.$caller.$caller;
}

/** True if `greenlet` is `ancestor` or one of its descendants. */
export function descendsFrom(greenlet: Coroutine, ancestor: Coroutine): boolean {
  for (let each: Coroutine | null = greenlet; each !== null; each = each.$parent) if (each === ancestor) return true;
  return false;
}

/** The greenlet itself, or the first of its parents that is not dead. Main never is. */
export function firstAlive(greenlet: Coroutine): Coroutine {
  while (greenlet.$caller.point === Special.Dead) greenlet = greenlet.$parent!;
  return greenlet;
}

/** True if control can't go there now: its innermost frame is native code under other native code on the stack. */
export function isBlocked(greenlet: Coroutine): boolean {
  const top = greenlet.$caller;
  return top.point <= Special.Native && top !== innermostNative();
}

/**
 * Before the first switch into `target`: makes sure that it has something to run. For a subclass this reads its `run`,
 * which may be a getter: user code, that may switch, start the greenlet, or throw. The caller looks at `target` afresh.
 * @throws GreenletError ERR_GREENLET_NO_RUN; nothing has changed then.
 */
export function findRun(target: Coroutine): void {
  const frame = target.$caller as StartFrame;
  if (frame.resume === startMethod) {
    const run = (target as any).run;
    if (!isPending(target)) return; // the getter started or killed it
    if (run !== undefined && run !== null) {
      const found = frame.a === run ? startFrame(run) : foundMethod(run);
      target.$caller = found;
      return;
    }
  } else if (frame.a !== null) return;
  throw misuse("ERR_GREENLET_NO_RUN", "This greenlet has no run function to start with");
}

function foundMethod(run: Function): StartFrame {
  return special(new F1(startFound, Special.Unready, run), BOTTOM);
}

/** Resumes a pending greenlet's record: begins to run, with the arguments of the first switch. */
export function startRun(frame: StartFrame, value: any): any {
  return beginRun(frame, undefined, value);
}

/** The same where there is nothing to run, or no function. */
function startUncallable(frame: StartFrame, value: any): any {
  return beginRun(frame, undefined, value);
}

/** The same for a method: `this` is the greenlet. */
function startFound(frame: StartFrame, value: any): any {
  return beginRun(frame, $.baton.current, value);
}

/** A pending subclass instance whose `run` was not looked up: only an error that kills it at once comes here. */
function startMethod(frame: StartFrame, value: any): any {
  return beginRun(frame, $.baton.current, value);
}

function beginRun(frame: StartFrame, self: unknown, value: any): any {
  // While it runs for the first time, the chain only tells its name.
  const run = frame.a;
  if (frame.$caller !== BOTTOM) $.baton.current.$caller = frame.$caller;
  else {
    frame.a = runOf(frame);
    frame.point = Special.Bottom;
  }
  if ($.throwing) {
    // Killed before it began: the loop takes the error on to `bottom`.
    $.throwing = false;
    throw value;
  }
  if (typeof run !== "function") throw new TypeError(`A greenlet's run must be a function, not ${describeValue(run)}`);
  const entry: Function = (run as GreenFunction)[ENTRY] ?? run;
  if ($.count === 1) return self === undefined ? entry(value) : entry.call(self, value);
  if ($.count === 0) return self === undefined ? entry() : entry.call(self);
  return entry.apply(self, value);
}

/** Resumes the bottom of a chain: the greenlet is finished, and its parent gets what it returned or raised. */
export function finish(frame: FrameRecord, value: any): any {
  const greenlet = $.baton.current;
  let throwing = $.throwing;
  let count = 1;
  $.throwing = false;
  greenlet.$caller = frame.$caller;
  let target = greenlet.$parent!;
  const { point } = target.$caller;
  if (throwing || (point <= Special.Last && point !== $.native)) {
    const exit = throwing && value instanceof GreenletExit;
    if (exit) throwing = false;
    for (;;) {
      target = firstAlive(target);
      if (!isPending(target)) break;
      try {
        findRun(target);
        if (isPending(target)) {
          if (exit) count = 0; // as in Python
          break;
        }
      } catch (error) {
        // A parent that can't start hands the error of its start to its own parent.
        throwing = true;
        value = error;
        target = target.$parent!;
      }
    }
    if (isBlocked(target)) {
      // The code that waits in `target` can't be reached. Whoever stands in the way learns of it at its own switch.
      value = nativeFrameError(target, throwing ? { cause: value } : undefined);
      target = innermostNative().a!;
      throwing = true;
    }
  }
  $.suspending = throwing ? Suspending.Throw : target.$caller.point === $.native ? Suspending.Leave : Suspending.Detour;
  $.baton.current = target;
  $.baton.value = value;
  $.count = count;
  return greenlet;
}

declareMachines(resumeDead, finish, startRun, startUncallable, startFound, startMethod);

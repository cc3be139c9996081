/**
 * The contract between compiled code and the run loop: everything that both sides must agree on, and nothing else.
 * Imports nothing. The compiler takes only names and numbers from here.
 *
 * How a suspension travels. `state.suspending` is 0 while calls return normally. The resumable entry of
 * `Greenlet.prototype.switch` sets it and returns the *tail* of the frame chain built so far: at first the greenlet
 * that loses control, which anchors the chain. Every green caller sees the flag, makes its own frame, hangs it behind
 * the tail it got and returns it as the new tail:
 *
 *     $1 = <call>;   if ($.suspending > 0) return $1.$caller = new F2(f$machine, 2, x, n);       in the fast version
 *     value = <call>; if ($.suspending > 0) {                                                    in the machine
 *       if ($.suspending > 7) value.$caller = frame;
 *       frame.point = 2; frame.a = x; return $;
 *     }
 *
 * V8 knows the answers to `> 0` and `> 7` where it has inlined a switch and knows which values it stores; to `!== 0` and
 * `& 8`, which say the same, it does not.
 *
 * The store stands at the call site and not in the frame's constructor, where all shapes of tails would meet in one
 * place and make it megamorphic. A call in tail position needs no check at all: what it returns is right in both cases.
 * The run loop receives the last tail, hangs it before the caller of the frame that it had resumed, and clears the flag.
 * A machine whose own frame stays in the chain returns the state object instead of a tail. If nothing was captured
 * (`Suspending.Captured`), the call was the switch itself, and its frame is the first of the chain, where the loop finds
 * it already, or puts it: mostly nothing needs to be looked at or stored.
 */

/** Version of this contract. Compiled output and runtime must agree on it; see `realm.ts`. */
export const PROTOCOL = 1;

/** Values of `state.suspending`. Compiled code asks whether it is 0, and whether anything was captured. */
export const enum Suspending {
  /** Calls return normally. */
  No = 0,
  /** Control goes to `state.baton.current`, whose pending call returns `state.baton.value`. Green callers capture their frames and return. */
  Transfer = 1,
  /** A transfer to the native code that waits for the innermost run loop, which ends and returns `state.baton.value`. A bit of its own. */
  Leave = 2,
  /** A transfer that the run loop takes a closer look at: the target's frame is special, or somebody watches. */
  Detour = 4,
  /** A transfer, but `state.baton.value` is raised in the target. */
  Throw = 5,
  /** Added to the others by the first frame that is captured on the way. */
  Captured = 8,
}

/**
 * Position in a function where it continues, from 2. Even: no handler of this function encloses the call; the run loop
 * skips such a frame when an error passes. Odd: a `try` of this function encloses it, so the machine is entered with an
 * error too, and asks for `state.throwing` first. Negative ones are the run loop's own.
 */
export type ResumePoint = number;

/** The point of a function's n-th call that may suspend, from 0. */
export function resumePoint(n: number, caught: boolean): ResumePoint {
  return 2 * (n + 1) + Number(caught);
}

/** Which call of the function it is the point of, from 0. */
export function callAt(point: ResumePoint): number {
  return (point >> 1) - 1;
}

/** Whether a frame at this point is entered with an error. */
export function catches(point: ResumePoint): boolean {
  return point < 0 || (point & 1) !== 0;
}

/**
 * Not a resume point: a machine entered at it with the state object as its value returns its `Description`, and asks
 * for whichever is cheaper: `default: return describe(["f", …]);` or `if (value === $) return describe(["f", …]);` (reading
 * the point of a frame that has only one takes a tenth of a round trip). Slots of such a frame hold empty arrays. This is
 * how a frame knows its place in the source at no cost until it is asked.
 */
export const DESCRIBE = 0x3fffffff;

/** What a machine returns at `DESCRIBE`. The positions are line and column (1-based) of its suspension points, in order. */
export type Description = readonly [functionName: string, fileName: string, ...positions: number[]];

/** Resumes `frame` with the value its pending call returns. Returns like the function itself, or a tail (see above). */
export type Machine = (frame: any, value: any) => any;

/** The heap record of one suspended activation. Live locals follow in slots `a`, `b`, `c` … (`frames.ts`). */
export interface FrameRecord {
  /** The frame that called this one; set when that one is captured. */
  $caller: FrameRecord;
  resume: Machine;
  point: ResumePoint;
}

/** What a frame or the greenlet itself can be while a chain is built: something that has a caller. */
export interface Tail {
  $caller: FrameRecord;
}

/** Name of the field that links a chain. Greenlets have it too, so it must not be one that a subclass of theirs picks. */
export const CALLER = "$caller";

/** Names of the slots of a frame, in order. A function with more live locals keeps them in an array in slot `a`. */
export const SLOTS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

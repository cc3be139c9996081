/**
 * The contract between compiled code and the run loop: everything that both sides must agree on, and nothing else.
 * Imports nothing. The compiler takes only names and numbers from here.
 *
 * How a suspension travels. `state.suspending` is 0 while calls return normally. The resumable entry of
 * `Greenlet.prototype.switch` sets it and returns the *tail* of the frame chain built so far: at first the greenlet
 * that loses control, which anchors the chain. Every green caller sees the flag, makes its own frame, hangs it behind
 * the tail it got (`tail.caller = frame`) and returns it as the new tail. A call in tail position needs no check at
 * all: what it returns is right in both cases. The run loop receives the last tail and clears the flag.
 */

/** Version of this contract. Compiled output and runtime must agree on it; see `state.ts`. */
export const PROTOCOL = 1;

/** Values of `state.suspending`. */
export const enum Suspending {
  /** Calls return normally. */
  No = 0,
  /** A transfer to `state.target` is under way: green callers capture their frames and return. */
  Transfer = 1,
  /** A native frame was reached: the innermost run loop returns to the native code that started it. */
  Leave = 2,
}

/**
 * Position in a function where it continues. 0 is the entry. Positive: the call completed normally, no handler of
 * this function encloses it; the run loop skips such a frame when an error passes. Negative: a `try` of this function
 * encloses it, so the machine is entered with an error too, and asks `rethrow()` first.
 */
export type ResumePoint = number;

/** Resumes `frame` with the value its pending call returns. Returns like the function itself, or a tail (see above). */
export type Machine = (frame: FrameRecord, value: any) => any;

/** The heap record of one suspended activation. Live locals follow in slots `a`, `b`, `c` … (`frames.ts`). */
export interface FrameRecord {
  resume: Machine;
  /** The frame that called this one; set when that one is captured. */
  caller: FrameRecord;
  point: ResumePoint;
}

/** What a frame or the greenlet itself can be while a chain is built: something that has a caller. */
export interface Tail {
  caller: FrameRecord;
}

/** Names of the slots of a frame, in order. A function with more live locals keeps them in an array in slot `a`. */
export const SLOTS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

import type { FrameRecord } from "./protocol.js";

/**
 * Points of the special records at the ends of a chain: the negative ones. Errors enter these records, too. They are small,
 * since V8 loads a small number with two bytes of bytecode, a large one with six, and counts bytes when it inlines.
 */
export const enum Special {
  /** A greenlet may be suspended right at its bottom, by a call in tail position. */
  Bottom = -1,
  Last = Bottom,
  /** Has the entry of what it runs, and needs nothing else to start. */
  Pending = -2,
  /** Has to look for something to run first. */
  Unready = -3,
  Dead = -4,
  /** The native frame of the event loop; that of the n-th nested run loop has the point `Native - n`. */
  Native = -8,
}

/** The record of a greenlet that has not started. */
export interface StartFrame extends FrameRecord {
  /** What it will run, or null; if the point is `Pending`, the resumable entry of that. */
  a: Function | null;
  /** What it will run, if the point is `Pending` and the record is this greenlet's own. */
  b?: Function;
}

/** What a pending greenlet will run, or null. */
export function runOf(frame: StartFrame): Function | null {
  if (frame.point !== Special.Pending) return frame.a;
  return frame.b ?? (frame.$caller as StartFrame).a;
}

/** Whether a greenlet whose chain begins with a record at this point has not started. */
export function isStart(point: number): boolean {
  return point === Special.Pending || point === Special.Unready;
}

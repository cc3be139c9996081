/**
 * Points of the special records at the ends of a chain: the negative ones. Errors enter these records, too. They are small,
 * since V8 loads a small number with two bytes of bytecode, a large one with six, and counts bytes when it inlines.
 */
export const enum Special {
  /** A greenlet may be suspended right at its bottom, by a call in tail position. */
  Bottom = -1,
  Last = Bottom,
  /** Has a function to run, and needs nothing else to start. */
  Pending = -2,
  /** Has to look for something to run first. */
  Unready = -3,
  Dead = -4,
  /** The native frame of the event loop; that of the n-th nested run loop has the point `Native - n`. */
  Native = -8,
}

/** Whether a greenlet whose chain begins with a record at this point has not started. */
export function isStart(point: number): boolean {
  return point === Special.Pending || point === Special.Unready;
}

/** The special records at the ends of a chain have points that no compiled function has. */
/**
 * Points of the special records. All are negative, so that errors enter these records, too, and at most `Special.Last`.
 */
export const enum Special {
  /** The native frame of the event loop; that of the n-th nested run loop has the point `Native + n`. */
  Native = -0x40000000,
  LastNative = -0x3fff0001,
  Pending = -0x3fff0000,
  Dead = -0x3ffeffff,
  /** A greenlet may be suspended right at its bottom, by a call in tail position. */
  Bottom = -0x3ffefffe,
  Last = Bottom,
}

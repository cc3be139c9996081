/** The symbols under which the runtime keeps things on functions. */

/** The resumable entry of a green function, on its public function. */
export const ENTRY: unique symbol = Symbol("greenlet entry") as any;

/** On a public function: the record that all greenlets which run it start from (`lifecycle.ts`, `shareStart`). */
export const START: unique symbol = Symbol("greenlet start") as any;

/**
 * On a resumable entry, and read by nobody: functions that have it are of a hidden class of their own, which V8 relies on.
 * That of functions without properties changes somewhere in every program, so V8 would check it at each `entry.call(…)`,
 * a fifth of what such a call takes.
 */
export const IS_ENTRY: unique symbol = Symbol("greenlet is entry") as any;

/** What green functions are to the runtime. */
export interface GreenFunction extends Function {
  [ENTRY]?: (...args: any[]) => any;
  [START]?: any;
}

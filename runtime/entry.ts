/** The symbols under which the runtime keeps things on functions. */

/** The resumable entry of a green function, on its public function. */
export const ENTRY: unique symbol = Symbol("greenlet entry") as any;

/** On a public function: the record that all greenlets which run it start from (`lifecycle.ts`, `shareStart`). */
export const START: unique symbol = Symbol("greenlet start") as any;

/** What green functions are to the runtime. */
export interface GreenFunction extends Function {
  [ENTRY]?: (...args: any[]) => any;
  [START]?: any;
}

/**
 * Function.prototype.call, apply, bind and Reflect.apply. ECMA-262, 20.2.3 and 28.1.1.
 * Their resumable entries are written here, not compiled: they end in the call they are asked for, and what that
 * returns is right in both cases, so a suspension passes through without a frame.
 */
import { ENTRY } from "../internal.js";
import type { Callable } from "./shared/abstractOperations.js";

const nativeApply = Reflect.apply;
const nativeBind = Function.prototype.bind;

/** Calls a function of unknown colour: its resumable entry if it has one. */
function enter(target: any, thisArg: unknown, args: ArrayLike<unknown>): any {
  const entry = target?.[ENTRY];
  return entry === undefined ? nativeApply(target, thisArg, args) : nativeApply(entry, thisArg, args);
}

/** What is put on a native has nothing but the entry. */
export const call = {
  [ENTRY](this: Callable, thisArg: unknown, ...args: unknown[]): any {
    return enter(this, thisArg, args);
  },
};

export const apply = {
  [ENTRY](this: Callable, thisArg: unknown, args?: ArrayLike<unknown> | null): any {
    return enter(this, thisArg, args ?? []);
  },
};

/** What `bind` gives is the native bound function, with a resumable entry if its target has one. */
export const bind = {
  [ENTRY](this: any, thisArg: unknown, ...bound: unknown[]): any {
    const result = nativeApply(nativeBind, this, [thisArg, ...bound]);
    if (this[ENTRY] !== undefined) {
      const entry = (...args: unknown[]): any => enter(this, thisArg, [...bound, ...args]);
      Object.defineProperty(result, ENTRY, { value: entry, configurable: true });
    }
    return result;
  },
};

/** Reflect.apply as green code calls it. */
export interface GreenApply {
  /** @greenlet */
  (target: Callable, thisArg: unknown, args: ArrayLike<unknown>): any;
}

/** Reflect.apply for the other built-ins: a function of their own, in case the native is frozen. */
export const reflectApply = Object.defineProperty(
  (target: Callable, thisArg: unknown, args: ArrayLike<unknown>) => nativeApply(target, thisArg, args),
  ENTRY,
  { value: enter },
) as GreenApply;

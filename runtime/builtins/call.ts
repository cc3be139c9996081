/**
 * The specification's Call(f, thisArg, …) for green code: the call is a tail call, so that a suspension passes through
 * without a frame, and `f.call` is never looked up, so that nobody notices how the call was made.
 */
import type { Callable } from "./shared/abstractOperations.js";
import { reflectApply } from "./function.js";

/** @greenlet The call that the array methods make: element, index, array. */
export function call3(callback: Callable, thisArg: unknown, element: unknown, index: unknown, array: unknown): any {
  return thisArg === undefined
    ? callback(element, index, array)
    : reflectApply(callback, thisArg, [element, index, array]);
}

/** @greenlet The same with two arguments. */
export function call2(callback: Callable, thisArg: unknown, element: unknown, index: unknown): any {
  return thisArg === undefined ? callback(element, index) : reflectApply(callback, thisArg, [element, index]);
}

/**
 * An iterable whose iteration calls `method` on `object`, which may suspend: `for…of` over it is GetIteratorFromMethod,
 * IteratorStepValue and IteratorClose, without a second look-up of Symbol.iterator.
 */
export function iterableFrom<T>(object: unknown, method: Callable): Iterable<T> {
  return { [Symbol.iterator]: /** @greenlet */ () => reflectApply(method, object, []) };
}

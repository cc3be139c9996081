/**
 * Iterator.prototype: the helpers that consume the iterator at once, and the steps that all helpers share. The
 * iterator's own `next` and `return` may suspend as well as the callback. ECMA-262, 27.1.4. Present where the engine
 * has iterator helpers (Node 22).
 */
import { append, assertCallable, getMethod, isObject, type Callable } from "./shared/abstractOperations.js";
import { reflectApply } from "./function.js";

/** An Iterator Record */
export interface Source {
  readonly iterator: any;
  readonly next: any;
}

/** What `step` returns at the end. */
export const DONE: unique symbol = Symbol("done") as any;

export function assertObject(value: unknown, method: string): void {
  if (!isObject(value)) throw new TypeError(`${method} called on non-object`);
}

/** GetIteratorDirect */
export function direct(iterator: any): Source {
  return { iterator, next: iterator.next };
}

/** @greenlet IteratorStep: the result object, or DONE. */
export function advance(source: Source): any {
  const result = reflectApply(source.next, source.iterator, []);
  if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
  return result.done ? DONE : result;
}

/** @greenlet IteratorStepValue: the value, or DONE. */
export function step(source: Source): any {
  const result = advance(source);
  return result === DONE ? DONE : result.value;
}

/** @greenlet IteratorClose after a normal completion. */
export function close(iterator: any): void {
  const method = getMethod(iterator, "return");
  if (method === undefined) return;
  const result = reflectApply(method, iterator, []);
  if (!isObject(result)) throw new TypeError(`${String(result)} is not an object`);
}

/** @greenlet IteratorClose after an error, which is the caller's to throw: it hides whatever happens here. */
export function closeAfterError(iterator: any): void {
  try {
    const method = getMethod(iterator, "return");
    if (method !== undefined) reflectApply(method, iterator, []);
  } catch {
    // the first error counts
  }
}

/** @greenlet The checks all helpers with a callback begin with; a wrong callback closes the iterator. */
export function begin(iterator: any, callback: Callable, method: string): Source {
  assertObject(iterator, method);
  try {
    assertCallable(callback);
  } catch (error) {
    closeAfterError(iterator);
    throw error;
  }
  return direct(iterator);
}

/** @greenlet Calls the callback; its error closes the iterator. */
export function guarded(source: Source, callback: Callable, value: unknown, counter: number): any {
  try {
    const result = callback(value, counter);
    return result;
  } catch (error) {
    closeAfterError(source.iterator);
    throw error;
  }
}

/** @greenlet */
export function forEach(this: any, callback: Callable): void {
  const source = begin(this, callback, "Iterator.prototype.forEach");
  for (let counter = 0; ; counter++) {
    const value = step(source);
    if (value === DONE) return;
    guarded(source, callback, value, counter);
  }
}

/** @greenlet */
export function some(this: any, callback: Callable): boolean {
  const source = begin(this, callback, "Iterator.prototype.some");
  for (let counter = 0; ; counter++) {
    const value = step(source);
    if (value === DONE) return false;
    if (!guarded(source, callback, value, counter)) continue;
    close(source.iterator);
    return true;
  }
}

/** @greenlet */
export function every(this: any, callback: Callable): boolean {
  const source = begin(this, callback, "Iterator.prototype.every");
  for (let counter = 0; ; counter++) {
    const value = step(source);
    if (value === DONE) return true;
    if (guarded(source, callback, value, counter)) continue;
    close(source.iterator);
    return false;
  }
}

/** @greenlet */
export function find(this: any, callback: Callable): unknown {
  const source = begin(this, callback, "Iterator.prototype.find");
  for (let counter = 0; ; counter++) {
    const value = step(source);
    if (value === DONE) return undefined;
    if (!guarded(source, callback, value, counter)) continue;
    close(source.iterator);
    return value;
  }
}

/** @greenlet */
export function reduce(this: any, callback: Callable, ...initial: [unknown?]): unknown {
  const source = begin(this, callback, "Iterator.prototype.reduce");
  let accumulator: unknown = initial[0];
  let counter = 0;
  if (initial.length === 0) {
    accumulator = step(source);
    if (accumulator === DONE) throw new TypeError("Reduce of a done iterator with no initial value");
    counter = 1;
  }
  for (; ; counter++) {
    const value = step(source);
    if (value === DONE) return accumulator;
    try {
      accumulator = callback(accumulator, value, counter);
    } catch (error) {
      closeAfterError(source.iterator);
      throw error;
    }
  }
}

/** @greenlet */
export function toArray(this: any): unknown[] {
  assertObject(this, "Iterator.prototype.toArray");
  const source = direct(this);
  const result: unknown[] = [];
  for (;;) {
    const value = step(source);
    if (value === DONE) return result;
    append(result, value);
  }
}

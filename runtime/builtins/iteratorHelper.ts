/**
 * Iterator.prototype: the helpers that return an iterator, and Iterator.from. ECMA-262, 27.1.2.1 and 27.1.4.
 * In green code they return a helper of their own, whose `next` and `return` are green; it inherits from the native
 * helpers' prototype and behaves the same for everybody else, natives included.
 */
import { getMethod, isObject, toIntegerOrInfinity, type Callable } from "./shared/abstractOperations.js";
import { reflectApply } from "./function.js";
import {
  advance,
  assertObject,
  begin,
  close,
  closeAfterError,
  direct,
  DONE,
  guarded,
  step,
  type Source,
} from "./iterator.js";

const NativeIterator: any = (globalThis as any).Iterator;
const nativeFrom: Callable = NativeIterator?.from;
const isPrototypeOf = Object.prototype.hasOwnProperty.isPrototypeOf;

/** %IteratorHelperPrototype% and %WrapForValidIteratorPrototype%, from which these inherit; null without helpers. */
const nativePrototypes = ((): { helper: object | null; wrapper: object | null } => {
  if (typeof nativeFrom !== "function") return { helper: null, wrapper: null };
  const wrapped = Reflect.apply(nativeFrom, NativeIterator, [{ next() {} }]);
  return { helper: Object.getPrototypeOf(wrapped.take(0)), wrapper: Object.getPrototypeOf(wrapped) };
})();

interface Result {
  value: any;
  done: boolean;
}

/** What the specification makes of a closure by CreateIteratorFromClosure: `pull` gives the next value or DONE. */
class Helper {
  readonly #source: Source;
  readonly #pull: () => any;
  /** Closes what was begun, for `return`; by default the iterator that the helper stands on. */
  readonly #abandon: (() => void) | null;
  #state: "start" | "yielded" | "running" | "completed" = "start";

  constructor(source: Source, pull: () => any, abandon: (() => void) | null = null) {
    this.#source = source;
    this.#pull = pull;
    this.#abandon = abandon;
  }

  /** @greenlet */
  next(): Result {
    if (this.#state === "completed") return { value: undefined, done: true };
    this.#enter();
    try {
      const pull = this.#pull;
      const value = pull();
      if (value === DONE) return { value: undefined, done: true };
      this.#state = "yielded";
      return { value, done: false };
    } finally {
      if (this.#state === "running") this.#state = "completed";
    }
  }

  /** @greenlet */
  return(): Result {
    const state = this.#state;
    if (state !== "completed") {
      this.#enter();
      if (state === "start") this.#state = "completed";
      try {
        if (state === "start" || this.#abandon === null) close(this.#source.iterator);
        else this.#leave();
      } finally {
        this.#state = "completed";
      }
    }
    return { value: undefined, done: true };
  }

  /** @greenlet */
  #leave(): void {
    const abandon = this.#abandon!;
    abandon();
  }

  #enter(): void {
    if (this.#state === "running") throw new TypeError("Generator is already running");
    this.#state = "running";
  }
}

/** What Iterator.from makes of an iterator that doesn't inherit from Iterator.prototype. */
class Wrapper {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** @greenlet */
  next(): any {
    return reflectApply(this.#source.next, this.#source.iterator, []);
  }

  /** @greenlet */
  return(): any {
    const { iterator } = this.#source;
    const method = getMethod(iterator, "return");
    return method === undefined ? { value: undefined, done: true } : reflectApply(method, iterator, []);
  }
}

for (const [Class, parent] of [
  [Helper, nativePrototypes.helper],
  [Wrapper, nativePrototypes.wrapper],
] as const) {
  if (parent === null) continue;
  Object.setPrototypeOf(Class.prototype, parent);
  Reflect.deleteProperty(Class.prototype, "constructor");
}

/** @greenlet */
export function map(this: any, callback: Callable): Helper {
  const source = begin(this, callback, "Iterator.prototype.map");
  let counter = 0;
  return new Helper(source, () => {
    const value = step(source);
    return value === DONE ? DONE : guarded(source, callback, value, counter++);
  });
}

/** @greenlet */
export function filter(this: any, callback: Callable): Helper {
  const source = begin(this, callback, "Iterator.prototype.filter");
  let counter = 0;
  return new Helper(source, () => {
    for (;;) {
      const value = step(source);
      if (value === DONE || guarded(source, callback, value, counter++)) return value;
    }
  });
}

/** @greenlet */
export function take(this: any, limit: unknown): Helper {
  const source = limited(this, limit, "Iterator.prototype.take");
  let remaining = source.limit;
  return new Helper(source, () => {
    if (remaining === 0) {
      close(source.iterator);
      return DONE;
    }
    remaining--;
    return step(source);
  });
}

/** @greenlet */
export function drop(this: any, limit: unknown): Helper {
  const source = limited(this, limit, "Iterator.prototype.drop");
  let remaining = source.limit;
  return new Helper(source, () => {
    for (; remaining > 0; remaining--) if (advance(source) === DONE) return DONE;
    return step(source);
  });
}

/** @greenlet The checks of `take` and `drop`; a wrong limit closes the iterator. */
function limited(iterator: any, limit: unknown, method: string): Source & { limit: number } {
  assertObject(iterator, method);
  let count: number;
  try {
    count = toLimit(limit);
  } catch (error) {
    closeAfterError(iterator);
    throw error;
  }
  return { ...direct(iterator), limit: count };
}

function toLimit(limit: unknown): number {
  const number = +(limit as number);
  const integer = toIntegerOrInfinity(number);
  if (number !== number || integer < 0) throw new RangeError(`${String(limit)} must be positive`);
  return integer;
}

/** @greenlet */
export function flatMap(this: any, callback: Callable): Helper {
  const source = begin(this, callback, "Iterator.prototype.flatMap");
  let counter = 0;
  let inner: Source | null = null;
  const pull = () => {
    for (;;) {
      if (inner === null) {
        const value = step(source);
        if (value === DONE) return DONE;
        const mapped = guarded(source, callback, value, counter++);
        inner = opened(source, mapped);
      }
      const value = innerStep(source, inner);
      if (value !== DONE) return value;
      inner = null;
    }
  };
  const abandon = () => {
    if (inner !== null) closeInner(source, inner);
    close(source.iterator);
  };
  return new Helper(source, pull, abandon);
}

/** @greenlet The inner iterator; an error on the way to it closes the outer one. */
function opened(source: Source, mapped: unknown): Source {
  try {
    const inner = flattenable(mapped, false);
    return inner;
  } catch (error) {
    closeAfterError(source.iterator);
    throw error;
  }
}

/** @greenlet */
function innerStep(source: Source, inner: Source): any {
  try {
    const value = step(inner);
    return value;
  } catch (error) {
    closeAfterError(source.iterator);
    throw error;
  }
}

/** @greenlet */
function closeInner(source: Source, inner: Source): void {
  try {
    close(inner.iterator);
  } catch (error) {
    closeAfterError(source.iterator);
    throw error;
  }
}

/** @greenlet GetIteratorFlattenable */
function flattenable(value: any, strings: boolean): Source {
  if (!isObject(value) && !(strings && typeof value === "string"))
    throw new TypeError(`${String(value)} is not an object`);
  const method = getMethod(value, Symbol.iterator);
  const iterator = method === undefined ? value : reflectApply(method, value, []);
  if (!isObject(iterator)) throw new TypeError(`${String(iterator)} is not an object`);
  return direct(iterator);
}

/** @greenlet */
export function from(value: unknown): any {
  const source = flattenable(value, true);
  const inherits = Reflect.apply(isPrototypeOf, NativeIterator.prototype, [source.iterator]);
  return inherits ? source.iterator : new Wrapper(source);
}

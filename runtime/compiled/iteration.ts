/** The iterator protocol for compiled loops and patterns (ECMAScript 7.4). */

/** An iterator with its `next` method read once, and whether it is done (ECMAScript 7.4.1). */
class IteratorRecord {
  readonly iterator: Iterator<unknown>;
  readonly next: (this: unknown) => unknown;
  /** No more values are to be asked for: it ended, it failed, or it was closed. */
  done = false;
  value: unknown = undefined;

  constructor(iterator: Iterator<unknown>) {
    this.iterator = iterator;
    this.next = iterator.next as (this: unknown) => unknown;
  }

  /** Asks for the next value, which `value` then holds. An error of the iterator leaves it done. */
  step(): boolean {
    this.done = true;
    const result = this.next.call(this.iterator) as IteratorResult<unknown>;
    if (!isObject(result)) throw notObject(result);
    if (result.done) return false;
    this.value = result.value;
    this.done = false;
    return true;
  }

  /** `step()` in two halves, around a call of `next` that may suspend. */
  begin(): void {
    this.done = true;
  }
  take(result: IteratorResult<unknown>): boolean {
    if (!isObject(result)) throw notObject(result);
    if (result.done) return false;
    this.value = result.value;
    this.done = false;
    return true;
  }

  /** The method to call for closing, if there is one to call; it counts as closed from now on. */
  closing(): Function | undefined {
    if (this.done) return undefined;
    this.done = true;
    const method = this.iterator.return as Function | null | undefined;
    if (method === undefined || method === null) return undefined;
    if (typeof method !== "function") throw new TypeError(`${String(method)} is not a function`);
    return method;
  }

  /** Closes it because the loop was left by a leap. */
  close(): void {
    const method = this.closing();
    if (method !== undefined) closed(method.call(this.iterator));
  }

  /** Closes it because of an error, which counts, whatever closing does. */
  closeQuietly(): void {
    try {
      this.closing()?.call(this.iterator);
    } catch {
      // The error that is under way wins (ECMAScript 7.4.11, step 5).
    }
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function notObject(value: unknown): TypeError {
  return new TypeError(`Iterator result ${String(value)} is not an object`);
}

/**
 * GetIterator (ECMAScript 7.4.3).
 * @throws TypeError if the value can't be iterated
 */
export function iterate(iterable: any): IteratorRecord {
  return iteratorRecord(iteratorMethod(iterable).call(iterable));
}

/** The first half of `iterate`: the method that makes the iterator. */
export function iteratorMethod(iterable: any): Function {
  if (iterable === undefined || iterable === null) throw new TypeError(`${String(iterable)} is not iterable`);
  const method = iterable[Symbol.iterator];
  if (typeof method !== "function") throw new TypeError(`${describe(iterable)} is not iterable`);
  return method;
}

/** The second half: what that method gave. */
export function iteratorRecord(iterator: unknown): IteratorRecord {
  if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
  return new IteratorRecord(iterator as Iterator<unknown>);
}

function describe(value: unknown): string {
  return typeof value === "object" || typeof value === "function" ? typeof value : String(value);
}

/** What `return()` of an iterator gave. @throws TypeError unless it is an object */
export function closed(result: unknown): void {
  if (!isObject(result)) throw new TypeError(`${String(result)} is not an object`);
}

/** The keys of a `for…in` loop, one by one. */
class KeyList {
  value = "";

  constructor(readonly keys: Iterator<string, void>) {}

  /** Goes on to the next key, if there is one. */
  step(): boolean {
    const { done, value } = this.keys.next();
    if (done) return false;
    this.value = value;
    return true;
  }
}

/**
 * The engine's own loop, kept in mid-loop: what it visits when keys come and go, and of a proxy, is the engine's business
 * (ECMAScript 14.7.5.9).
 */
function* keysOf(object: any): Generator<string, void> {
  for (const key in object) yield key;
}

/** The enumerable string keys of a value and its prototypes, as `for…in` visits them; none for null and undefined. */
export function forInKeys(value: unknown): KeyList {
  return new KeyList(keysOf(value));
}

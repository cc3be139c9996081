/**
 * %TypedArray%: the methods that take a callback, and from. ECMA-262, 23.2.2 and 23.2.3.
 * The length is read once, before the callback is checked; elements that a callback's shrinking of the buffer takes
 * away read as undefined.
 */
import {
  append,
  assertCallable,
  getMethod,
  isConstructor,
  lengthOf,
  speciesConstructor,
  toObject,
  type Callable,
  type Constructor,
  type Indexed,
} from "./shared/abstractOperations.js";
import { call2, call3, iterableFrom } from "./call.js";
import { comparatorError } from "./array.js";
import { mergeSort } from "./mergeSort.js";

const TypedArray: any = Object.getPrototypeOf(Uint8Array);
const { at, sort: sortOfTypedArray, toSorted: toSortedOfTypedArray } = TypedArray.prototype;
const lengthGetter = Object.getOwnPropertyDescriptor(TypedArray.prototype, "length")!.get!;
const tagGetter = Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag)!.get!;

/** The constructors by name: %Int8Array% and the others, those the engine has. */
const constructors = new Map<string, Constructor>();
for (const element of [
  "Int8",
  "Uint8",
  "Uint8Clamped",
  "Int16",
  "Uint16",
  "Int32",
  "Uint32",
  "Float16",
  "Float32",
  "Float64",
  "BigInt64",
  "BigUint64",
]) {
  const constructor = (globalThis as any)[`${element}Array`];
  if (typeof constructor === "function") constructors.set(constructor.name, constructor);
}

/** ValidateTypedArray and TypedArrayLength: a TypeError for anything else, or if it is detached or out of bounds. */
function validLength(array: unknown): number {
  Reflect.apply(at, array, []); // begins with ValidateTypedArray, and there is nothing else to notice
  return Reflect.apply(lengthGetter, array, []);
}

/** The constructor's name, which is its [[TypedArrayName]]. */
function nameOf(array: unknown): string {
  return Reflect.apply(tagGetter, array, []);
}

/** TypedArrayCreateFromCtor with a length */
function create(constructor: Constructor, length: number): Indexed {
  const result = new constructor(length);
  const actual = validLength(result);
  if (actual < length) throw new TypeError("Derived TypedArray constructor created an array which was too small");
  return result;
}

/** TypedArraySpeciesCreate with a length */
function createLike(exemplar: Indexed, length: number): Indexed {
  const result = create(speciesConstructor(exemplar, constructors.get(nameOf(exemplar))!), length);
  if (nameOf(result).startsWith("Big") !== nameOf(exemplar).startsWith("Big"))
    throw new TypeError("Content type of source and derived typed arrays differ");
  return result;
}

/** @greenlet */
export function forEach(this: Indexed, callback: Callable, thisArg?: unknown): void {
  const length = validLength(this);
  assertCallable(callback);
  for (let k = 0; k < length; k++) call3(callback, thisArg, this[k], k, this);
}

/** @greenlet */
export function map(this: Indexed, callback: Callable, thisArg?: unknown): Indexed {
  const length = validLength(this);
  assertCallable(callback);
  const result = createLike(this, length);
  for (let k = 0; k < length; k++) result[k] = call3(callback, thisArg, this[k], k, this);
  return result;
}

/** @greenlet */
export function filter(this: Indexed, callback: Callable, thisArg?: unknown): Indexed {
  const length = validLength(this);
  assertCallable(callback);
  const kept: unknown[] = [];
  for (let k = 0; k < length; k++) {
    const element = this[k];
    if (call3(callback, thisArg, element, k, this)) append(kept, element);
  }
  const result = createLike(this, kept.length);
  for (let k = 0; k < kept.length; k++) result[k] = kept[k];
  return result;
}

/** @greenlet */
export function some(this: Indexed, callback: Callable, thisArg?: unknown): boolean {
  const length = validLength(this);
  assertCallable(callback);
  for (let k = 0; k < length; k++) if (call3(callback, thisArg, this[k], k, this)) return true;
  return false;
}

/** @greenlet */
export function every(this: Indexed, callback: Callable, thisArg?: unknown): boolean {
  const length = validLength(this);
  assertCallable(callback);
  for (let k = 0; k < length; k++) if (!call3(callback, thisArg, this[k], k, this)) return false;
  return true;
}

/** @greenlet */
export function find(this: Indexed, callback: Callable, thisArg?: unknown): unknown {
  const length = validLength(this);
  assertCallable(callback);
  for (let k = 0; k < length; k++) {
    const element = this[k];
    if (call3(callback, thisArg, element, k, this)) return element;
  }
  return undefined;
}

/** @greenlet */
export function findIndex(this: Indexed, callback: Callable, thisArg?: unknown): number {
  const length = validLength(this);
  assertCallable(callback);
  for (let k = 0; k < length; k++) if (call3(callback, thisArg, this[k], k, this)) return k;
  return -1;
}

/** @greenlet */
export function findLast(this: Indexed, callback: Callable, thisArg?: unknown): unknown {
  const length = validLength(this);
  assertCallable(callback);
  for (let k = length - 1; k >= 0; k--) {
    const element = this[k];
    if (call3(callback, thisArg, element, k, this)) return element;
  }
  return undefined;
}

/** @greenlet */
export function findLastIndex(this: Indexed, callback: Callable, thisArg?: unknown): number {
  const length = validLength(this);
  assertCallable(callback);
  for (let k = length - 1; k >= 0; k--) if (call3(callback, thisArg, this[k], k, this)) return k;
  return -1;
}

/** @greenlet */
export function reduce(this: Indexed, callback: Callable, ...initial: [unknown?]): unknown {
  const length = validLength(this);
  assertCallable(callback);
  let k = 0;
  let accumulator: unknown = initial[0];
  if (initial.length === 0) {
    if (length === 0) throw new TypeError("Reduce of empty array with no initial value");
    accumulator = this[k++];
  }
  for (; k < length; k++) accumulator = callback(accumulator, this[k], k, this);
  return accumulator;
}

/** @greenlet */
export function reduceRight(this: Indexed, callback: Callable, ...initial: [unknown?]): unknown {
  const length = validLength(this);
  assertCallable(callback);
  let k = length - 1;
  let accumulator: unknown = initial[0];
  if (initial.length === 0) {
    if (length === 0) throw new TypeError("Reduce of empty array with no initial value");
    accumulator = this[k--];
  }
  for (; k >= 0; k--) accumulator = callback(accumulator, this[k], k, this);
  return accumulator;
}

/** @greenlet Without a comparator no callback can suspend: the native does it. */
export function sort(this: Indexed, compare?: Callable): Indexed {
  if (compare === undefined) return nativeCall(sortOfTypedArray, this);
  if (typeof compare !== "function") throw comparatorError(compare);
  const length = validLength(this);
  const items = elements(this, length);
  mergeSort(items, compare);
  for (let k = 0; k < length; k++) this[k] = items[k];
  return this;
}

/** @greenlet Without a comparator no callback can suspend: the native does it. */
export function toSorted(this: Indexed, compare?: Callable): Indexed {
  if (compare === undefined) return nativeCall(toSortedOfTypedArray, this);
  if (typeof compare !== "function") throw comparatorError(compare);
  const length = validLength(this);
  const result = create(constructors.get(nameOf(this))!, length);
  const items = elements(this, length);
  mergeSort(items, compare);
  for (let k = 0; k < length; k++) result[k] = items[k];
  return result;
}

function elements(array: Indexed, length: number): unknown[] {
  const items: unknown[] = [];
  for (let k = 0; k < length; k++) append(items, array[k]);
  return items;
}

function nativeCall(method: Callable, thisArg: unknown): any {
  return Reflect.apply(method, thisArg, []);
}

/** @greenlet %TypedArray%.from; the iterator's `next` may suspend as well. */
export function from(this: unknown, source: any, mapper?: Callable, thisArg?: unknown): Indexed {
  if (!isConstructor(this)) throw new TypeError(`${String(this)} is not a constructor`);
  if (mapper !== undefined) assertCallable(mapper);
  const method = getMethod(source, Symbol.iterator);
  let values: Indexed;
  let length: number;
  if (method === undefined) {
    values = toObject(source, "%TypedArray%.from");
    length = lengthOf(values);
  } else {
    values = [];
    for (const value of iterableFrom(source, method)) append(values, value);
    length = values.length;
  }
  const result = create(this, length);
  for (let k = 0; k < length; k++) {
    const value = values[k];
    result[k] = mapper === undefined ? value : call2(mapper, thisArg, value, k);
  }
  return result;
}

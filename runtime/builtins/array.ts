/**
 * Array.prototype: the methods that take a callback, and Array.from. ECMA-262, 23.1.2 and 23.1.3.
 * Each follows the steps of its section; the order of what user code can observe (the length, the callback's check,
 * HasProperty before Get, the species before the loop) is the specification's. Holes are skipped where it says so.
 */
import {
  append,
  arraySpecies,
  assertCallable,
  createDataProperty,
  createFrom,
  getMethod,
  isArray,
  isConstructor,
  lengthOf,
  toObject,
  type Callable,
  type Indexed,
} from "./shared/abstractOperations.js";
import { call2, call3, iterableFrom } from "./call.js";
import { mergeSort } from "./mergeSort.js";

/** @greenlet */
export function forEach(this: unknown, callback: Callable, thisArg?: unknown): void {
  const array = toObject(this, "Array.prototype.forEach");
  const length = lengthOf(array);
  assertCallable(callback);
  for (let k = 0; k < length; k++) if (k in array) call3(callback, thisArg, array[k], k, array);
}

/** @greenlet */
export function map(this: unknown, callback: Callable, thisArg?: unknown): Indexed {
  const array = toObject(this, "Array.prototype.map");
  const length = lengthOf(array);
  assertCallable(callback);
  const species = arraySpecies(array);
  const result = createFrom(species, length);
  for (let k = 0; k < length; k++) {
    if (!(k in array)) continue;
    const value = call3(callback, thisArg, array[k], k, array);
    createDataProperty(result, k, value, species === undefined);
  }
  return result;
}

/** @greenlet */
export function filter(this: unknown, callback: Callable, thisArg?: unknown): Indexed {
  const array = toObject(this, "Array.prototype.filter");
  const length = lengthOf(array);
  assertCallable(callback);
  const species = arraySpecies(array);
  const result = createFrom(species, 0);
  let to = 0;
  for (let k = 0; k < length; k++) {
    if (!(k in array)) continue;
    const element = array[k];
    if (call3(callback, thisArg, element, k, array)) createDataProperty(result, to++, element, species === undefined);
  }
  return result;
}

/** @greenlet */
export function some(this: unknown, callback: Callable, thisArg?: unknown): boolean {
  const array = toObject(this, "Array.prototype.some");
  const length = lengthOf(array);
  assertCallable(callback);
  for (let k = 0; k < length; k++) if (k in array && call3(callback, thisArg, array[k], k, array)) return true;
  return false;
}

/** @greenlet */
export function every(this: unknown, callback: Callable, thisArg?: unknown): boolean {
  const array = toObject(this, "Array.prototype.every");
  const length = lengthOf(array);
  assertCallable(callback);
  for (let k = 0; k < length; k++) if (k in array && !call3(callback, thisArg, array[k], k, array)) return false;
  return true;
}

/** @greenlet */
export function find(this: unknown, callback: Callable, thisArg?: unknown): unknown {
  const array = toObject(this, "Array.prototype.find");
  const length = lengthOf(array);
  assertCallable(callback);
  for (let k = 0; k < length; k++) {
    const element = array[k];
    if (call3(callback, thisArg, element, k, array)) return element;
  }
  return undefined;
}

/** @greenlet */
export function findIndex(this: unknown, callback: Callable, thisArg?: unknown): number {
  const array = toObject(this, "Array.prototype.findIndex");
  const length = lengthOf(array);
  assertCallable(callback);
  for (let k = 0; k < length; k++) if (call3(callback, thisArg, array[k], k, array)) return k;
  return -1;
}

/** @greenlet */
export function findLast(this: unknown, callback: Callable, thisArg?: unknown): unknown {
  const array = toObject(this, "Array.prototype.findLast");
  const length = lengthOf(array);
  assertCallable(callback);
  for (let k = length - 1; k >= 0; k--) {
    const element = array[k];
    if (call3(callback, thisArg, element, k, array)) return element;
  }
  return undefined;
}

/** @greenlet */
export function findLastIndex(this: unknown, callback: Callable, thisArg?: unknown): number {
  const array = toObject(this, "Array.prototype.findLastIndex");
  const length = lengthOf(array);
  assertCallable(callback);
  for (let k = length - 1; k >= 0; k--) if (call3(callback, thisArg, array[k], k, array)) return k;
  return -1;
}

/** @greenlet */
export function reduce(this: unknown, callback: Callable, ...initial: [unknown?]): unknown {
  const array = toObject(this, "Array.prototype.reduce");
  const length = lengthOf(array);
  assertCallable(callback);
  let k = 0;
  let accumulator: unknown = initial[0];
  if (initial.length === 0) {
    while (k < length && !(k in array)) k++;
    if (k >= length) throw new TypeError("Reduce of empty array with no initial value");
    accumulator = array[k++];
  }
  for (; k < length; k++) if (k in array) accumulator = callback(accumulator, array[k], k, array);
  return accumulator;
}

/** @greenlet */
export function reduceRight(this: unknown, callback: Callable, ...initial: [unknown?]): unknown {
  const array = toObject(this, "Array.prototype.reduceRight");
  const length = lengthOf(array);
  assertCallable(callback);
  let k = length - 1;
  let accumulator: unknown = initial[0];
  if (initial.length === 0) {
    while (k >= 0 && !(k in array)) k--;
    if (k < 0) throw new TypeError("Reduce of empty array with no initial value");
    accumulator = array[k--];
  }
  for (; k >= 0; k--) if (k in array) accumulator = callback(accumulator, array[k], k, array);
  return accumulator;
}

/** @greenlet */
export function flatMap(this: unknown, callback: Callable, thisArg?: unknown): Indexed {
  const array = toObject(this, "Array.prototype.flatMap");
  const length = lengthOf(array);
  if (typeof callback !== "function") throw new TypeError("flatMap mapper function is not callable");
  const species = arraySpecies(array);
  const result = createFrom(species, 0);
  let to = 0;
  for (let k = 0; k < length; k++) {
    if (!(k in array)) continue;
    const value = call3(callback, thisArg, array[k], k, array);
    to = flatten(result, to, value, species === undefined);
  }
  return result;
}

/** FlattenIntoArray of one mapped value: its elements if it is an array, else itself. Returns the next index. */
function flatten(target: Indexed, to: number, value: any, fresh: boolean): number {
  if (!isArray(value)) {
    createDataProperty(target, to, value, fresh);
    return to + 1;
  }
  const length = lengthOf(value);
  for (let k = 0; k < length; k++) if (k in value) createDataProperty(target, to++, value[k], fresh);
  return to;
}

/** @greenlet Without a comparator no callback can suspend: the native does it. */
export function sort(this: any, compare?: Callable): Indexed {
  if (compare === undefined) return nativeSort(this);
  if (typeof compare !== "function") throw comparatorError(compare);
  const array = toObject(this, "Array.prototype.sort");
  const length = lengthOf(array);
  const items: unknown[] = [];
  for (let k = 0; k < length; k++) if (k in array) append(items, array[k]);
  sortElements(items, compare);
  for (let k = 0; k < items.length; k++) array[k] = items[k];
  for (let k = items.length; k < length; k++) delete array[k];
  return array;
}

/** @greenlet Without a comparator no callback can suspend: the native does it. */
export function toSorted(this: any, compare?: Callable): unknown[] {
  if (compare === undefined) return nativeToSorted(this);
  if (typeof compare !== "function") throw comparatorError(compare);
  const array = toObject(this, "Array.prototype.toSorted");
  const length = lengthOf(array);
  const items: unknown[] = new Array(length);
  for (let k = 0; k < length; k++) createDataProperty(items, k, array[k], true);
  sortElements(items, compare);
  return items;
}

/** @greenlet Sorts in place; undefined goes to the end without being compared. */
function sortElements(items: unknown[], compare: Callable): void {
  const defined: unknown[] = [];
  for (let k = 0; k < items.length; k++) if (items[k] !== undefined) append(defined, items[k]);
  mergeSort(defined, compare);
  for (let k = 0; k < items.length; k++) items[k] = k < defined.length ? defined[k] : undefined;
}

const sortOfArray = Array.prototype.sort;
const toSortedOfArray: Callable = (Array.prototype as any).toSorted;
function nativeSort(array: any): Indexed {
  return Reflect.apply(sortOfArray, array, []);
}
function nativeToSorted(array: any): unknown[] {
  return Reflect.apply(toSortedOfArray, array, []);
}
export function comparatorError(compare: unknown): TypeError {
  return new TypeError(`The comparison function must be either a function or undefined: ${String(compare)}`);
}

/** @greenlet Array.from; the iterator's `next` may suspend as well. */
export function from(this: unknown, items: any, mapper?: Callable, thisArg?: unknown): Indexed {
  const species = isConstructor(this) && this !== Array ? this : undefined;
  if (mapper !== undefined) assertCallable(mapper);
  const method = getMethod(items, Symbol.iterator);
  const fresh = species === undefined;
  let k = 0;
  if (method !== undefined) {
    const result = fresh ? [] : new species();
    for (const item of iterableFrom(items, method)) {
      const value = mapper === undefined ? item : call2(mapper, thisArg, item, k);
      createDataProperty(result, k++, value, fresh);
    }
    result.length = k;
    return result;
  }
  const source = toObject(items, "Array.from");
  const length = lengthOf(source);
  const result = createFrom(species, length);
  for (; k < length; k++) {
    const item = source[k];
    const value = mapper === undefined ? item : call2(mapper, thisArg, item, k);
    createDataProperty(result, k, value, fresh);
  }
  result.length = length;
  return result;
}

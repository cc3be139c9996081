/**
 * Map.prototype.forEach, Set.prototype.forEach, Map.groupBy and Object.groupBy. ECMA-262, 24.1, 24.2 and 20.1.2.13.
 * The native iterators visit what a callback adds and skip what it deletes, as forEach must.
 */
import {
  append,
  assertCallable,
  requireObjectCoercible,
  toPropertyKey,
  type Callable,
} from "./shared/abstractOperations.js";
import { call3 } from "./call.js";

const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;
const nextEntry: Callable = Object.getPrototypeOf(new Map().entries()).next;
const nextValue: Callable = Object.getPrototypeOf(new Set().values()).next;

/** The native's own iterator, whatever became of its prototype since. */
function entriesOf(map: unknown): () => IteratorResult<[unknown, unknown]> {
  const iterator = Reflect.apply(mapEntries, map, []);
  return () => Reflect.apply(nextEntry, iterator, []);
}
function valuesOf(set: unknown): () => IteratorResult<unknown> {
  const iterator = Reflect.apply(setValues, set, []);
  return () => Reflect.apply(nextValue, iterator, []);
}
function step<T>(next: () => IteratorResult<T>): IteratorResult<T> {
  return next();
}

/** @greenlet */
export function mapForEach(this: unknown, callback: Callable, thisArg?: unknown): void {
  const entries = entriesOf(this);
  assertCallable(callback);
  for (;;) {
    const { done, value } = step(entries);
    if (done) return;
    call3(callback, thisArg, value[1], value[0], this);
  }
}

/** @greenlet */
export function setForEach(this: unknown, callback: Callable, thisArg?: unknown): void {
  const values = valuesOf(this);
  assertCallable(callback);
  for (;;) {
    const { done, value } = step(values);
    if (done) return;
    call3(callback, thisArg, value, value, this);
  }
}

/** @greenlet */
export function objectGroupBy(items: Iterable<unknown>, callback: Callable): Record<PropertyKey, unknown[]> {
  requireObjectCoercible(items, "Object.groupBy");
  assertCallable(callback);
  const groups = new Map<PropertyKey, unknown[]>();
  let k = 0;
  for (const item of items) {
    const key = callback(item, k++);
    add(groups, toPropertyKey(key), item);
  }
  return toNullObject(groups);
}

/** @greenlet */
export function mapGroupBy(items: Iterable<unknown>, callback: Callable): Map<unknown, unknown[]> {
  requireObjectCoercible(items, "Map.groupBy");
  assertCallable(callback);
  const groups = new Map<unknown, unknown[]>();
  let k = 0;
  for (const item of items) {
    const key = callback(item, k++);
    add(groups, key, item);
  }
  return groups;
}

const { get, set } = Map.prototype;

/** AddValueToKeyedGroup; Map keeps 0 for -0, as CanonicalizeKeyedCollectionKey does. */
function add<K>(groups: Map<K, unknown[]>, key: K, item: unknown): void {
  const group = Reflect.apply(get, groups, [key]) as unknown[] | undefined;
  if (group === undefined) Reflect.apply(set, groups, [key, [item]]);
  else append(group, item);
}

function toNullObject(groups: Map<PropertyKey, unknown[]>): Record<PropertyKey, unknown[]> {
  const result = Object.create(null);
  for (const [key, group] of groups) result[key] = group;
  return result;
}

/**
 * Puts the resumable entries of the green built-ins on the native functions, where a dynamic call of green code finds
 * them as it finds any other. JavaScript sees the natives as before: the symbol is not enumerable, and everybody else
 * calls the native itself. What the engine doesn't have, or what is frozen, is skipped: it works when nested.
 */
import { ENTRY } from "../internal.js";
import * as array from "./array.js";
import * as collections from "./collections.js";
import * as fn from "./function.js";
import * as iterator from "./iterator.js";
import * as iteratorHelper from "./iteratorHelper.js";
import * as string from "./string.js";
import * as typedArray from "./typedArray.js";

const TypedArray: any = Object.getPrototypeOf(Uint8Array);
/** Absent before Node 22, and with it every helper. */
const Iterator: any = (globalThis as any).Iterator;

/** Every green built-in: the object that holds the native, its key, and the green version. */
export const greenBuiltins: readonly [holder: any, key: PropertyKey, green: object][] = [
  [Array.prototype, "forEach", array.forEach],
  [Array.prototype, "map", array.map],
  [Array.prototype, "filter", array.filter],
  [Array.prototype, "some", array.some],
  [Array.prototype, "every", array.every],
  [Array.prototype, "find", array.find],
  [Array.prototype, "findIndex", array.findIndex],
  [Array.prototype, "findLast", array.findLast],
  [Array.prototype, "findLastIndex", array.findLastIndex],
  [Array.prototype, "reduce", array.reduce],
  [Array.prototype, "reduceRight", array.reduceRight],
  [Array.prototype, "flatMap", array.flatMap],
  [Array.prototype, "sort", array.sort],
  [Array.prototype, "toSorted", array.toSorted],
  [Array, "from", array.from],
  [TypedArray.prototype, "forEach", typedArray.forEach],
  [TypedArray.prototype, "map", typedArray.map],
  [TypedArray.prototype, "filter", typedArray.filter],
  [TypedArray.prototype, "some", typedArray.some],
  [TypedArray.prototype, "every", typedArray.every],
  [TypedArray.prototype, "find", typedArray.find],
  [TypedArray.prototype, "findIndex", typedArray.findIndex],
  [TypedArray.prototype, "findLast", typedArray.findLast],
  [TypedArray.prototype, "findLastIndex", typedArray.findLastIndex],
  [TypedArray.prototype, "reduce", typedArray.reduce],
  [TypedArray.prototype, "reduceRight", typedArray.reduceRight],
  [TypedArray.prototype, "sort", typedArray.sort],
  [TypedArray.prototype, "toSorted", typedArray.toSorted],
  [TypedArray, "from", typedArray.from],
  [Map.prototype, "forEach", collections.mapForEach],
  [Set.prototype, "forEach", collections.setForEach],
  [Map, "groupBy", collections.mapGroupBy],
  [Object, "groupBy", collections.objectGroupBy],
  [String.prototype, "replace", string.replace],
  [String.prototype, "replaceAll", string.replaceAll],
  [RegExp.prototype, Symbol.replace, string.regExpReplace],
  [Iterator?.prototype, "map", iteratorHelper.map],
  [Iterator?.prototype, "filter", iteratorHelper.filter],
  [Iterator?.prototype, "take", iteratorHelper.take],
  [Iterator?.prototype, "drop", iteratorHelper.drop],
  [Iterator?.prototype, "flatMap", iteratorHelper.flatMap],
  [Iterator?.prototype, "forEach", iterator.forEach],
  [Iterator?.prototype, "some", iterator.some],
  [Iterator?.prototype, "every", iterator.every],
  [Iterator?.prototype, "find", iterator.find],
  [Iterator?.prototype, "reduce", iterator.reduce],
  [Iterator?.prototype, "toArray", iterator.toArray],
  [Iterator, "from", iteratorHelper.from],
  [Function.prototype, "call", fn.call],
  [Function.prototype, "apply", fn.apply],
  [Function.prototype, "bind", fn.bind],
  [Reflect, "apply", fn.reflectApply],
];

/** Idempotent: a native that has an entry keeps it. */
export function installBuiltins(): void {
  for (const [holder, key, green] of greenBuiltins) {
    const native = holder?.[key];
    const entry = (green as any)[ENTRY];
    if (typeof native !== "function" || entry === undefined || Object.hasOwn(native, ENTRY)) continue;
    Reflect.defineProperty(native, ENTRY, { value: entry, configurable: true });
  }
}

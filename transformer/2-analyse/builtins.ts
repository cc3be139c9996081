/**
 * Which built-in functions call back while they run. The runtime puts a green version (runtime/builtins) on those
 * listed in GREEN_VERSIONS; the others run a callback as a native frame.
 *
 * An entry says what of a call can be user code: what is called and what is iterated: the argument of that
 * number, or the receiver (`f.call()`, `iterator.map()`).
 */
import type ts from "typescript";
import type { Context } from "../context.js";

export interface CallsBack {
  readonly calls?: number | "receiver";
  readonly iterates?: number | "receiver";
  /** Not at once: what it returns does. */
  readonly later?: boolean;
}

type Table = { readonly [owner: string]: { readonly [name: string]: CallsBack } };

const first: CallsBack = { calls: 0 };
const second: CallsBack = { calls: 1 };
const receiver: CallsBack = { calls: "receiver" };

const searching = {
  forEach: first,
  map: first,
  filter: first,
  some: first,
  every: first,
  reduce: first,
  reduceRight: first,
  find: first,
  findIndex: first,
  findLast: first,
  findLastIndex: first,
  sort: first,
  toSorted: first,
  flatMap: first,
};
const from: CallsBack = { calls: 1, iterates: 0 };
const helper: CallsBack = { calls: 0, iterates: "receiver" };
const step: CallsBack = { iterates: "receiver" };
const iteratorHelpers = {
  map: helper,
  filter: helper,
  flatMap: helper,
  forEach: helper,
  some: helper,
  every: helper,
  find: helper,
  reduce: helper,
  take: step,
  drop: step,
  toArray: step,
};
const functions = { call: receiver, apply: receiver, bind: { ...receiver, later: true } };

const TYPED_ARRAYS = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
];

/** Interfaces and namespaces of the standard library, by name. */
export const GREEN_VERSIONS: Table = {
  Array: searching,
  ReadonlyArray: searching,
  ...Object.fromEntries(
    TYPED_ARRAYS.flatMap((name) => [
      [name, searching],
      [`${name}Constructor`, { from }],
    ]),
  ),
  ArrayConstructor: { from },
  Map: { forEach: first },
  ReadonlyMap: { forEach: first },
  MapConstructor: { groupBy: from },
  Set: { forEach: first },
  ReadonlySet: { forEach: first },
  ObjectConstructor: { groupBy: from },
  String: { replace: second, replaceAll: second },
  Iterator: iteratorHelpers,
  IteratorObject: iteratorHelpers,
  IteratorConstructor: { from: { iterates: 0 } },
  IteratorObjectConstructor: { from: { iterates: 0 } },
  Function: functions,
  CallableFunction: functions,
  Reflect: { apply: first },
};

/** Built-ins that call back before they return and have no green version. */
const NATIVE_ONLY: Table = {
  JSON: { parse: second, stringify: second },
  PromiseConstructor: { new: first, try: first },
  ArrayConstructor: { fromAsync: second },
  Reflect: { construct: first },
};

/** How a declaration of the standard library calls back, if it does; `native` when it has no green version. */
export function callsBack(
  declaration: ts.Declaration,
  { ts }: Pick<Context, "ts">,
): (CallsBack & { native: boolean }) | null {
  const owner = ts.isModuleBlock(declaration.parent) ? declaration.parent.parent : declaration.parent;
  const ownerName = (owner as ts.NamedDeclaration | undefined)?.name;
  if (!ownerName || !ts.isIdentifier(ownerName)) return null;
  const name = ts.isConstructSignatureDeclaration(declaration) ? "new" : nameOf(declaration as ts.NamedDeclaration);
  if (name === null) return null;
  const green = entry(GREEN_VERSIONS, ownerName.text, name);
  if (green) return { ...green, native: false };
  const native = entry(NATIVE_ONLY, ownerName.text, name);
  return native && { ...native, native: true };

  function nameOf({ name }: ts.NamedDeclaration): string | null {
    return name && ts.isIdentifier(name) ? name.text : null;
  }
}

function entry(table: Table, owner: string, name: string): CallsBack | null {
  if (!Object.hasOwn(table, owner)) return null;
  return Object.hasOwn(table[owner]!, name) ? table[owner]![name]! : null;
}

/**
 * Interfaces of the standard library that users implement: their methods are function values of unknown origin.
 * All others are implemented by the engine.
 */
export const OPEN_INTERFACES: ReadonlySet<string> = new Set([
  "Iterable",
  "Iterator",
  "IterableIterator",
  "IteratorObject",
  "Disposable",
  "ProxyHandler",
  "PropertyDescriptor",
  "EventListenerObject",
  "PromiseLike",
  "ArrayLike",
]);

/** Iterators of the engine: what they inherit from an open interface is known all the same. */
export const ENGINE_ITERATORS: ReadonlySet<string> = new Set([
  "ArrayIterator",
  "MapIterator",
  "SetIterator",
  "StringIterator",
  "RegExpStringIterator",
  "SegmentIterator",
  "Generator",
]);

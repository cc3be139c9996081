/** The green %TypedArray% methods against the natives, as plain functions and compiled, suspended in callbacks. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import * as green from "../../runtime/builtins/typedArray.js";
import { logged, loggedIterable, observe, show, type Log, type Scenario } from "./observe.js";
import { applySuspended } from "./suspended.js";

const TypedArray: any = Object.getPrototypeOf(Uint8Array);
const methods = [
  "forEach",
  "map",
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "reduce",
  "reduceRight",
  "sort",
  "toSorted",
] as const;

function agree(method: (typeof methods)[number], scenario: Scenario): void {
  const native = observe(TypedArray.prototype[method], scenario);
  expect(observe(green[method], scenario)).toEqual(native);
  expect(observe(TypedArray.prototype[method], scenario, applySuspended)).toEqual(native);
}

function detached(): Uint8Array {
  const array = new Uint8Array(4);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

function withConstructor(constructor: unknown): any {
  return Object.assign(new Uint8Array([3, 1, 2]), { constructor });
}

const receivers: Record<string, (log: Log) => unknown> = {
  empty: () => new Int8Array(),
  bytes: () => new Uint8Array([3, 0, 255, 1]),
  floats: () => new Float64Array([NaN, -0, 0, 1.5, -Infinity]),
  bigints: () => new BigInt64Array([3n, -1n, 2n]),
  detached,
  array: () => [1, 2],
  "a proxy of one": () => new Proxy(new Uint8Array(2), {}),
  undefined: () => undefined,
  "resizable, out of bounds": () => {
    const buffer = new (ArrayBuffer as any)(8, { maxByteLength: 8 });
    const array = new Uint8Array(buffer, 4, 4);
    buffer.resize(2);
    return array;
  },
  "constructor undefined": () => withConstructor(undefined),
  "constructor a number": () => withConstructor(1),
  "species null": () => withConstructor({ [Symbol.species]: null }),
  "species no constructor": () => withConstructor({ [Symbol.species]: () => {} }),
  "species of another kind": () => withConstructor({ [Symbol.species]: Float32Array }),
  "species too short": () =>
    withConstructor({
      [Symbol.species]: function () {
        return new Uint8Array(1);
      },
    }),
  "species longer": () =>
    withConstructor({
      [Symbol.species]: function () {
        return new Uint8Array(9);
      },
    }),
  "species gives an array": () => withConstructor({ [Symbol.species]: Array }),
  "species logged": (log) =>
    withConstructor(logged({ [Symbol.species]: logged(Uint16Array, log, "species") }, log, "constructor")),
};

function spy(log: Log, body: (args: any[]) => unknown) {
  return function (this: unknown, ...args: unknown[]) {
    log.push(
      `callback(${args.map((arg) => (typeof arg === "object" ? typeof arg : show(arg))).join(", ")}) on ${typeof this}`,
    );
    return body(args);
  };
}

const callbacks: Record<string, (log: Log) => unknown> = {
  "says yes": (log) => spy(log, () => true),
  "says no": (log) => spy(log, () => ""),
  compares: (log) => (a: any, b: any) => (a < b ? -1 : a > b ? 1 : 0),
  "a bigint": (log) => spy(log, (args) => 5n),
  "something to convert": (log) => spy(log, () => ({ valueOf: () => (log.push("valueOf"), 7) })),
  throws: (log) =>
    spy(log, () => {
      throw new EvalError();
    }),
  writes: (log) =>
    spy(log, (args) => {
      args.at(-1)[2] = args[0];
    }),
  detaches: (log) =>
    spy(log, (args) => {
      const { buffer } = args.at(-1);
      if (buffer !== undefined && buffer.byteLength > 0) structuredClone(buffer, { transfer: [buffer] });
      return 1;
    }),
  undefined: () => undefined,
  null: () => null,
  "an object": () => ({}),
};

describe.each(methods)("TypedArray.prototype.%s", (method) => {
  test.each(Object.keys(receivers))("%s", (receiver) => {
    for (const [name, callback] of Object.entries(callbacks)) {
      // How often a comparator runs is the implementation's business: only those that log nothing are compared.
      if (method.includes("ort") && !["compares", "undefined", "null", "an object"].includes(name)) continue;
      agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [callback(log)] }));
      agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [callback(log), "second"] }));
    }
    agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [] }));
  });
});

test.each(["sort", "toSorted"] as const)("TypedArray.prototype.%s at random", (method) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 50 }), (items) => {
      for (const compare of [(a: number, b: number) => a - b, (a: number, b: number) => (a >> 2) - (b >> 2)]) {
        agree(method, () => ({ thisArg: new Int32Array(items), args: [compare] }));
      }
    }),
  );
});

test("a species of the other content type is refused, whatever the native does", () => {
  // Step 4 of TypedArraySpeciesCreate; V8 forgets it where no element needs to be converted.
  for (const method of ["map", "filter"] as const) {
    const receiver = withConstructor({ [Symbol.species]: BigInt64Array });
    expect(() => Reflect.apply(green[method], receiver, [() => 1n])).toThrow(TypeError);
  }
});

test("a comparator that throws or gives no number", () => {
  for (const compare of [
    () => {
      throw new EvalError();
    },
    () => 1n,
    () => Symbol(),
    () => NaN,
  ]) {
    for (const method of ["sort", "toSorted"] as const)
      agree(method, () => ({ thisArg: new Int8Array([2, 1]), args: [compare] }));
  }
});

describe("%TypedArray%.from", () => {
  const constructors: Record<string, (log: Log) => unknown> = {
    Uint8Array: () => Uint8Array,
    BigInt64Array: () => BigInt64Array,
    "no constructor": () => () => {},
    undefined: () => undefined,
    TypedArray: () => TypedArray,
    "one that gives an array": () => Array,
    logged: (log) => logged(Float32Array, log, "constructor"),
    "too short": () =>
      function () {
        return new Uint8Array(1);
      },
  };
  const sources: Record<string, (log: Log) => unknown> = {
    array: () => [1, , 3],
    bigints: () => [1n, 2n],
    "typed array": () => new Uint8Array([1, 2]),
    "array-like": (log) => logged({ length: 2, 0: "1", 1: "2" }, log, "source"),
    iterable: (log) => loggedIterable([1, 2], log, "source"),
    string: () => "123",
    undefined: () => undefined,
    "Symbol.iterator a number": () => ({ [Symbol.iterator]: 1 }),
  };
  test.each(Object.keys(constructors))("%s", (constructor) => {
    for (const source of Object.values(sources)) {
      for (const callback of Object.values(callbacks)) {
        const scenario: Scenario = (log) => ({
          thisArg: constructors[constructor]!(log),
          args: [source(log), callback(log), "this"],
        });
        const native = observe(TypedArray.from, scenario);
        expect(observe(green.from, scenario)).toEqual(native);
        expect(observe(TypedArray.from, scenario, applySuspended)).toEqual(native);
      }
    }
  });
});

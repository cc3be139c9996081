/**
 * The green Array methods against the natives, as plain functions and compiled with callbacks that suspend: what they
 * do, in which order, and to what.
 */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import * as green from "../../runtime/builtins/array.js";
import { convertible, logged, loggedIterable, observe, show, type Log, type Scenario } from "./observe.js";
import { applySuspended } from "./suspended.js";

const iterating = [
  "forEach",
  "map",
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "flatMap",
] as const;
const reducing = ["reduce", "reduceRight"] as const;
const sorting = ["sort", "toSorted"] as const;
type Method = (typeof iterating)[number] | (typeof reducing)[number] | (typeof sorting)[number];
const all: readonly Method[] = [...iterating, ...reducing, ...sorting];

function agree(method: Method, scenario: Scenario): void {
  const native = observe((Array.prototype as any)[method], scenario);
  expect(observe(green[method], scenario)).toEqual(native);
  expect(observe((Array.prototype as any)[method], scenario, applySuspended)).toEqual(native);
}

/** Every kind of receiver. Made anew for each run: methods may change them. */
const receivers: Record<string, (log: Log) => unknown> = {
  empty: () => [],
  packed: () => [1, 2, 3],
  "with holes": () => [1, , 3, , undefined],
  "only holes": () => new Array(3),
  "array-like": () => ({ length: 3, 0: "a", 2: "c", 3: "d" }),
  "length as a string": () => ({ length: "2", 0: 1, 1: 2, 2: 3 }),
  "length with a fraction": () => ({ length: 2.9, 0: 1, 1: 2, 2: 3 }),
  "negative length": () => ({ length: -1, 0: 1 }),
  "length NaN": () => ({ length: NaN, 0: 1 }),
  "length converted": (log) => ({ length: convertible(2, log, "length"), 0: 1, 1: 2 }),
  "length that throws": () => ({
    get length() {
      throw new RangeError("length");
    },
  }),
  "length as a symbol": () => ({ length: Symbol() }),
  "length as a bigint": () => ({ length: 1n }),
  "element getters": (log) => ({
    length: 2,
    get 0() {
      log.push("getter 0");
      return "x";
    },
    get 1() {
      log.push("getter 1");
      return "y";
    },
  }),
  inherited: () => Object.create([1, , 3]),
  string: () => "abc",
  number: () => 7,
  undefined: () => undefined,
  null: () => null,
  frozen: () => Object.freeze([3, 1, 2]),
  subclass: () => new (class Sub extends Array<number> {})(3, 1, 2),
  "no constructor": () => Object.assign([1, 2], { constructor: undefined }),
  "constructor null": () => Object.assign([1, 2], { constructor: null }),
  "constructor a number": () => Object.assign([1, 2], { constructor: 5 }),
  "species null": () => Object.assign([1, 2], { constructor: { [Symbol.species]: null } }),
  "species no constructor": () => Object.assign([1, 2], { constructor: { [Symbol.species]: () => [] } }),
  "species Array": () => Object.assign([1, 2], { constructor: { [Symbol.species]: Array } }),
  "species logged": (log) =>
    logged(
      Object.assign([1, [2], 3], {
        constructor: logged({ [Symbol.species]: logged(class Other {}, log, "species") }, log, "constructor"),
      }),
      log,
      "this",
    ),
  "species gives a frozen object": () =>
    Object.assign([1, 2], {
      constructor: {
        [Symbol.species]: function () {
          return Object.freeze([]);
        },
      },
    }),
  "species gives readonly elements": () =>
    Object.assign([1, 2], {
      constructor: {
        [Symbol.species]: function () {
          return Object.defineProperty({}, "0", { value: "fixed" });
        },
      },
    }),
  "species gives a proxy": (log) =>
    Object.assign([1, [2, , 3], 4], {
      constructor: {
        [Symbol.species]: function () {
          return logged([], log, "result");
        },
      },
    }),
};
for (const [name, make] of Object.entries(receivers)) {
  const value = make([]);
  if (typeof value === "object" && value !== null)
    receivers[`${name}, through a proxy`] = (log) => logged(make(log) as object, log, "this");
}

/** Callbacks; each logs its arguments and `this`. */
const callbacks: Record<string, (log: Log) => unknown> = {
  "says yes": (log) => spy(log, () => true),
  "says no": (log) => spy(log, () => 0),
  "yes to the second": (log) => spy(log, (_log, args) => args.includes(1) && "truthy"),
  "returns arrays": (log) => spy(log, (_log, args) => [args[0], , [args[1]]]),
  throws: (log) =>
    spy(log, () => {
      throw new EvalError("callback");
    }),
  "throws at the end": (log) =>
    spy(log, (log) => {
      if (log.filter((line) => line.startsWith("callback")).length > 1) throw new EvalError("callback");
    }),
  "appends and drops": (log) =>
    spy(log, (_log, args) => {
      const array: any = args.at(-1);
      if (!Array.isArray(array) || Object.isFrozen(array)) return 1;
      if (array.length < 6) array.push("new");
      delete array[1];
      return true;
    }),
  truncates: (log) =>
    spy(log, (_log, args) => {
      const array: any = args.at(-1);
      if (Array.isArray(array) && !Object.isFrozen(array)) array.length = 1;
    }),
  "a logged proxy": (log) => logged(() => true, log, "callback"),
  undefined: () => undefined,
  null: () => null,
  "an object": () => ({}),
  "a string": () => "callback",
};

function spy(log: Log, body: (log: Log, args: unknown[]) => unknown) {
  return function (this: unknown, ...args: unknown[]) {
    log.push(
      `callback(${args.map((arg) => (typeof arg === "object" && arg !== null ? typeof arg : show(arg))).join(", ")}) on ${typeof this}`,
    );
    return body(log, args);
  };
}

describe.each([...iterating, ...reducing])("Array.prototype.%s", (method) => {
  test.each(Object.keys(receivers))("%s", (receiver) => {
    for (const callback of Object.values(callbacks)) {
      agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [callback(log)] }));
      agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [callback(log), "second"] }));
      agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [callback(log), undefined, "third"] }));
    }
  });

  test("no arguments at all", () => agree(method, () => ({ thisArg: [1], args: [] })));

  test("arrays with mutation at random", () => {
    const mutation = fc.record({
      at: fc.nat(8),
      kind: fc.constantFrom("delete", "set", "push", "length"),
      index: fc.nat(9),
      value: fc.integer(),
    });
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { maxLength: 8 }),
        fc.array(mutation, { maxLength: 4 }),
        fc.array(fc.boolean(), { maxLength: 9 }),
        (elements, mutations, answers) =>
          agree(method, (log) => {
            const array: any[] = [];
            elements.forEach((element, k) => (element === null ? (array.length = k + 1) : (array[k] = element)));
            let call = 0;
            const callback = spy(log, () => {
              for (const { at, kind, index, value } of mutations) {
                if (at !== call) continue;
                if (kind === "delete") delete array[index];
                else if (kind === "set") array[index] = value;
                else if (kind === "push") array.push(value);
                else array.length = index;
              }
              return answers[call++];
            });
            return { thisArg: array, args: [callback] };
          }),
      ),
    );
  });
});

describe.each(sorting)("Array.prototype.%s", (method) => {
  const ascending = (a: any, b: any) => a - b;
  // The same for any two values: where a comparator contradicts itself, the order is the implementation's.
  const byText = (a: any, b: any) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);

  test.each(Object.keys(receivers))("%s", (receiver) => {
    for (const compare of [
      byText,
      (a: any, b: any) => byText(b, a),
      () => 0,
      () => NaN,
      () => "0",
      undefined,
      null,
      {},
      5,
    ]) {
      agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [compare] }));
    }
    agree(method, (log) => ({ thisArg: receivers[receiver]!(log), args: [] }));
  });

  test("an error of the comparator, of its result's conversion", () => {
    for (const bad of [
      () => {
        throw new EvalError();
      },
      () => 1n,
      () => Symbol(),
    ]) {
      agree(method, () => ({ thisArg: [3, 2, 1], args: [bad] }));
    }
  });

  test("a comparator's this is undefined, and undefined is never compared", () => {
    const seen = new Set<unknown>();
    Reflect.apply(
      green[method],
      [3, undefined, 1, undefined, 2],
      [
        function (this: unknown, a: number, b: number) {
          seen.add(this).add(a).add(b);
          return a - b;
        },
      ],
    );
    expect(seen).toEqual(new Set([undefined, 1, 2, 3]));
  });

  test("random arrays: the native's result, stable", () => {
    const item = fc.option(fc.record({ key: fc.integer({ min: 0, max: 5 }), id: fc.nat() }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), (items) =>
        agree(method, () => ({ thisArg: [...items], args: [(a: any, b: any) => a.key - b.key] })),
      ),
    );
  });

  test("a comparator that contradicts itself loses nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { maxLength: 40 }),
        fc.infiniteStream(fc.integer({ min: -1, max: 1 })),
        (items, answers) => {
          const sorted = Reflect.apply(green[method], [...items], [() => answers.next().value]) as number[];
          expect([...sorted].sort(ascending)).toEqual([...items].sort(ascending));
        },
      ),
    );
  });

  test("in order already: one comparison for each pair of neighbours", () => {
    let calls = 0;
    Reflect.apply(
      green[method],
      Array.from({ length: 100 }, (_, k) => k),
      [(a: number, b: number) => (calls++, a - b)],
    );
    expect(calls).toBe(99);
  });
});

describe("Array.from", () => {
  const from = (scenario: Scenario) => {
    expect(observe(green.from, scenario)).toEqual(observe(Array.from, scenario));
    expect(observe(Array.from, scenario, applySuspended)).toEqual(observe(Array.from, scenario));
  };
  const constructors: Record<string, (log: Log) => unknown> = {
    Array: () => Array,
    undefined: () => undefined,
    "no constructor": () => () => {},
    subclass: () => class Sub extends Array {},
    logged: (log) => logged(class Other {}, log, "constructor"),
    "gives a proxy": (log) =>
      function () {
        return logged({}, log, "result");
      },
    "gives a frozen object": () =>
      function () {
        return Object.freeze({});
      },
  };
  const sources: Record<string, (log: Log) => unknown> = {
    array: () => [1, , 3],
    string: () => "a😀b",
    set: () => new Set([1, 2]),
    "array-like": (log) => logged({ length: 2, 0: "a", 1: "b" }, log, "source"),
    iterable: (log) => loggedIterable([1, 2, 3], log, "source"),
    "Symbol.iterator null": () => ({ [Symbol.iterator]: null, length: 1, 0: 7 }),
    "Symbol.iterator a number": () => ({ [Symbol.iterator]: 1 }),
    "iterator no object": () => ({ [Symbol.iterator]: () => 1 }),
    "result no object": () => ({ [Symbol.iterator]: () => ({ next: () => 1 }) }),
    "next throws": () => ({
      [Symbol.iterator]: () => ({
        next() {
          throw new EvalError();
        },
      }),
    }),
    number: () => 5,
    undefined: () => undefined,
    null: () => null,
  };
  test.each(Object.keys(constructors))("%s", (constructor) => {
    for (const source of Object.values(sources)) {
      from((log) => ({ thisArg: constructors[constructor]!(log), args: [source(log)] }));
      for (const callback of Object.values(callbacks)) {
        from((log) => ({ thisArg: constructors[constructor]!(log), args: [source(log), callback(log)] }));
        from((log) => ({ thisArg: constructors[constructor]!(log), args: [source(log), callback(log), {}] }));
      }
    }
  });
});

test("an index on Array.prototype doesn't reach the results", () => {
  const setter = () => {
    throw new Error("reached");
  };
  for (const method of all) {
    for (const descriptor of [{ set: setter }, { value: 1, writable: false }]) {
      Object.defineProperty(Array.prototype, "1", { ...descriptor, configurable: true });
      try {
        const scenario = () => ({ thisArg: [3, 1, 2], args: [(a: number, b: number) => a - b, 0] });
        const native = observe((Array.prototype as any)[method], scenario);
        const ours = observe(green[method], scenario);
        delete (Array.prototype as any)[1];
        expect(ours).toEqual(native);
      } finally {
        delete (Array.prototype as any)[1];
      }
    }
  }
});

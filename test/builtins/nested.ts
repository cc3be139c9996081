/**
 * The built-ins without a green version, one entry for each row of runtime/builtins/README.md: user code that each of
 * them runs. nested.test.ts runs the entries, table.test.ts compares their names with the table.
 */
import { show } from "./observe.js";

export type Use = <T>(value: T) => T;

/** Runs the built-in with user code that calls `use`, and returns all that can be seen of it. */
export const nested: Record<string, (use: Use) => unknown> = {
  "getters and setters": (use) => {
    const object = {
      get x() {
        return use(1);
      },
      set x(value) {
        use(value);
      },
    };
    object.x = 5;
    return object.x;
  },
  "proxy traps": (use) => {
    const proxy: any = new Proxy(function () {}, {
      get: (_target, key) => use(String(key)),
      has: () => use(true),
      set: () => use(true),
      deleteProperty: () => use(true),
      apply: () => use("called"),
      construct: () => use({ made: 1 }),
      ownKeys: () => use(["prototype", "a"]),
      getPrototypeOf: () => use(Array.prototype),
    });
    proxy.y = 1;
    return [
      proxy.x,
      "x" in proxy,
      delete proxy.x,
      proxy(),
      new proxy(),
      Reflect.ownKeys(proxy),
      proxy instanceof Array,
    ];
  },
  "conversions in operators": (use) => {
    const object: any = { valueOf: () => use(2), toString: () => use("text") };
    const hinted: any = { [Symbol.toPrimitive]: (hint: string) => use(hint) };
    return [
      object + 1,
      object * 2,
      `${object}`,
      object < 3,
      object == 2,
      -object,
      `${hinted}`,
      hinted + "",
      { [hinted]: 1 },
    ];
  },
  "spread and destructuring": (use) => {
    const iterable = { [Symbol.iterator]: () => use([1, 2, 3][Symbol.iterator]()) };
    const [first, ...rest] = iterable;
    return [first, rest, [...iterable], Math.max(...iterable)];
  },
  instanceof: (use) => ({}) instanceof ({ [Symbol.hasInstance]: () => use(true) } as any),
  "new, extends, fields": (use) => {
    class Base {
      x = use(1);
      constructor() {
        use(0);
      }
    }
    class Derived extends Base {
      y = use(2);
      static z = use(3);
    }
    return [new Derived(), Derived.z];
  },
  "generators and async functions": (use) => {
    function* generator(): Generator<number, number, number> {
      return use(1) + (yield use(2));
    }
    const iterator = generator();
    return [iterator.next(), iterator.next(3), iterator.return(4)];
  },
  "thenables and await": async (use) => await ({ then: (resolve: any) => resolve(use(1)) } as any),

  "Object.*": (use) => {
    const source = {
      get a() {
        return use(1);
      },
    };
    const logged: string[] = [];
    const proxy = new Proxy(source, {
      ownKeys: (target) => use(Reflect.ownKeys(target)),
      getOwnPropertyDescriptor: (target, key) => use(Reflect.getOwnPropertyDescriptor(target, key)),
      defineProperty: (target, key, descriptor) => use(Reflect.defineProperty(target, key, descriptor)),
      preventExtensions: (target) => use(Reflect.preventExtensions(target)),
    });
    logged.push(
      show(Object.keys(proxy)),
      show(Object.entries(proxy)),
      show(Object.values(proxy)),
      show(Object.assign({}, proxy)),
    );
    logged.push(
      show(Object.getOwnPropertyDescriptors(proxy)),
      show(Object.fromEntries({ [Symbol.iterator]: () => use([["k", 1]][Symbol.iterator]()) } as any)),
    );
    Object.defineProperties({}, {
      b: {
        get value() {
          return use(2);
        },
      },
    } as any);
    Object.freeze(proxy);
    return [logged, Object.hasOwn(source, { toString: () => use("a") } as any)];
  },
  "Object.prototype.*": (use) => {
    const object = {
      get [Symbol.toStringTag]() {
        return use("Tag");
      },
      toString: undefined as any,
    };
    return [
      Object.prototype.toString.call(object),
      Object.prototype.toLocaleString.call({ toString: () => use("x") }),
      {}.hasOwnProperty(convertible(use, "a") as any),
    ];
  },
  "Function.prototype[Symbol.hasInstance]": (use) =>
    Function.prototype[Symbol.hasInstance].call(
      new Proxy(class {}, { get: (target, key) => use((target as any)[key]) }),
      {},
    ),
  "Function and eval": (use) => {
    (globalThis as any).useOfTest = use;
    try {
      return [
        new Function("return useOfTest(1)")(),
        (0, eval)("useOfTest(2)"),
        new Function(convertible(use, "a") as any, "return a")(3),
      ];
    } finally {
      delete (globalThis as any).useOfTest;
    }
  },
  "Array.prototype.* without callback": (use) => {
    const array: any = {
      length: convertible(use, 3),
      get 0() {
        return use("a");
      },
      get 1() {
        return use("b");
      },
      2: { toString: () => use("c"), toLocaleString: () => use("l") },
    };
    const { join, slice, includes, indexOf, toLocaleString, concat, fill, at } = Array.prototype as any;
    const species: any = Object.assign([1, 2], {
      constructor: {
        [Symbol.species]: function () {
          return use({});
        },
      },
    });
    return [
      join.call(array),
      slice.call(array, convertible(use, 1)),
      includes.call(array, "b"),
      indexOf.call(array, "b"),
      toLocaleString.call(array),
      [0].concat({
        get [Symbol.isConcatSpreadable]() {
          return use(true);
        },
        length: 1,
        0: 1,
      } as any),
      at.call(array, convertible(use, -1)).toString(),
      fill.call(
        {
          length: 2,
          set 0(v: any) {
            use(v);
          },
        },
        1,
      ),
      concat.call(species, 1),
      [1, [2]].flat(convertible(use, 1) as any),
    ];
  },
  "Array constructors": (use) =>
    Array.of.call(
      function () {
        return use({});
      } as any,
      1,
      2,
    ),
  "Array.fromAsync": async (use) =>
    (Array as any).fromAsync === undefined ? [2, 4] : await (Array as any).fromAsync([1, 2], (x: number) => use(x * 2)),
  "%TypedArray% without callback": (use) => {
    const array = new Uint8Array({ [Symbol.iterator]: () => use([1, 2, 3][Symbol.iterator]()) } as any);
    array.set([convertible(use, 7) as any], convertible(use, 1) as any);
    const species: any = Object.assign(new Uint8Array([1, 2]), {
      constructor: {
        [Symbol.species]: function (n: number) {
          return use(new Uint8Array(n));
        },
      },
    });
    return [
      array,
      array.fill(convertible(use, 9) as any),
      array.indexOf(9, convertible(use, 1) as any),
      species.slice(1),
      species.subarray(0, 1).length,
      new Float64Array([convertible(use, 0.5) as any]),
      Int8Array.of(convertible(use, 300) as any),
    ];
  },
  "String and its methods": (use) => [
    String(convertible(use, "s")),
    "abc".includes(convertible(use, "b") as any),
    "abc".padEnd(convertible(use, 5) as any, convertible(use, "-") as any),
    String.raw(
      {
        get raw() {
          return use(["a", "b"]);
        },
      } as any,
      convertible(use, 1),
    ),
    String.fromCharCode(convertible(use, 65) as any),
    "abc".at(convertible(use, 1) as any),
    String.prototype.trim.call(convertible(use, " x ")),
  ],
  "String.prototype.match, matchAll, search, split": (use) => [
    "abc".match({ [Symbol.match]: () => use("m") } as any),
    "abc".matchAll({ [Symbol.matchAll]: () => use("a") } as any),
    "abc".search({ [Symbol.search]: () => use(1) } as any),
    "abc".split({ [Symbol.split]: () => use(["s"]) } as any),
  ],
  "RegExp and its methods": (use) => {
    const regexp = Object.assign(/b/g, { exec: (string: string) => use(RegExp.prototype.exec.call(/b/, string)) });
    const flags = Object.getOwnPropertyDescriptor(RegExp.prototype, "flags")!.get!;
    return [
      regexp.test("abc"),
      regexp[Symbol.search]("abc"),
      flags.call({
        get global() {
          return use(true);
        },
      }),
      new RegExp({
        get source() {
          return use("x");
        },
        get flags() {
          return use("i");
        },
        [Symbol.match]: true,
      } as any).source,
      RegExp.prototype.toString.call({
        get source() {
          return use("s");
        },
        flags: "g",
      }),
      /b/.exec(convertible(use, "abc") as any)!.index,
      Object.assign(/b/, { exec: regexp.exec })[Symbol.match]("abc"),
    ];
  },
  "Number, BigInt, Boolean, Symbol": (use) => [
    Number(convertible(use, "12")),
    BigInt(convertible(use, 3) as any),
    BigInt.asIntN(convertible(use, 2) as any, 3n),
    (1.5).toFixed(convertible(use, 3) as any),
    Symbol(convertible(use, "d") as any).description,
    parseInt(convertible(use, "7f") as any, convertible(use, 16) as any),
    Number.prototype.toString.call(255, convertible(use, 16) as any),
    Symbol.for(convertible(use, "key") as any).description,
  ],
  "Math.*": (use) => [
    Math.max(convertible(use, 1) as any, convertible(use, 5) as any),
    Math.pow(convertible(use, 2) as any, 3),
    Math.abs(convertible(use, -4) as any),
  ],
  "isNaN, isFinite, parseFloat, decodeURI and their like": (use) => [
    isNaN(convertible(use, "x") as any),
    isFinite(convertible(use, 1) as any),
    parseFloat(convertible(use, "1.5z") as any),
    encodeURIComponent(convertible(use, "ä") as any),
    decodeURI(convertible(use, "%20") as any),
  ],
  "JSON.parse": (use) =>
    JSON.parse('{"a":[1,{"b":2}]}', function (this: any, key, value) {
      return use(key === "b" ? this : value);
    }),
  "JSON.stringify": (use) =>
    JSON.stringify(
      {
        a: { toJSON: (key: string) => use(key) },
        get b() {
          return use(1);
        },
        c: 2,
      },
      (_key, value) => use(value),
      convertible(use, 1) as any,
    ),
  "Reflect.*": (use) => {
    const target = {
      get a(): unknown {
        return use(this);
      },
      set a(value) {
        use(value);
      },
    };
    return [
      Reflect.get(target, "a", 7),
      Reflect.set(target, "a", 1),
      Reflect.construct(
        function () {
          return use({ c: 1 });
        },
        {
          length: 1,
          get 0() {
            return use(1);
          },
        },
      ),
      Reflect.has(new Proxy({}, { has: () => use(true) }), "x"),
      Reflect.ownKeys(new Proxy({}, { ownKeys: () => use(["k"]) })),
    ];
  },
  "Promise executors": (use) => [new Promise((resolve) => resolve(use(1))) instanceof Promise],
  "Promise reactions": async (use) => {
    const log: unknown[] = [];
    await Promise.resolve(1).then((value) => log.push(use(value)));
    await Promise.reject(new EvalError()).catch((error) => log.push(use(error.name)));
    await Promise.resolve(2).finally(() => void log.push(use("finally")));
    if ((Promise as any).try !== undefined) await (Promise as any).try(() => void log.push(use("try")));
    return log.filter((entry) => entry !== "try");
  },
  "Promise combinators": async (use) => {
    const iterable = {
      [Symbol.iterator]: () => use([1, { then: (resolve: any) => resolve(use(2)) }][Symbol.iterator]()),
    } as any;
    return [
      await Promise.all(iterable),
      await Promise.race(iterable),
      await Promise.any(iterable),
      await Promise.allSettled(iterable),
    ];
  },
  "Map, Set, WeakMap, WeakSet": (use) => {
    const keys = [{}, {}];
    const iterable = (items: unknown[]): any => ({ [Symbol.iterator]: () => use(items[Symbol.iterator]()) });
    class Logging extends Map<unknown, unknown> {
      override set(key: unknown, value: unknown) {
        return super.set(use(key), value);
      }
    }
    return [
      new Map(iterable([[1, 2]])),
      new Set(iterable([1, 2])),
      new WeakMap(iterable([[keys[0], 1]])).has(keys[0]!),
      new WeakSet(iterable(keys)).has(keys[1]!),
      new Logging([["a", 1]]),
    ];
  },
  "Set.prototype.union and its like": (use) => {
    const other: any = {
      get size() {
        return use(2);
      },
      has: (x: number) => use(x > 1),
      keys: () => use([2, 9].values()),
    };
    const set: any = new Set([1, 2]);
    if (set.union === undefined) return "absent";
    return [
      set.union(other),
      set.intersection(other),
      set.difference(other),
      set.symmetricDifference(other),
      set.isSubsetOf(other),
      set.isSupersetOf(other),
      set.isDisjointFrom(other),
    ];
  },
  "Iterator.prototype[Symbol.dispose]": (use) => {
    const dispose = (globalThis as any).Iterator?.prototype?.[(Symbol as any).dispose];
    const log: unknown[] = [];
    if (dispose === undefined) log.push(use("return"));
    else dispose.call({ return: () => (log.push(use("return")), {}) });
    return log;
  },
  "iterators of the engine": (use) => [
    [
      ...Array.prototype.values.call({
        length: 2,
        get 0() {
          return use("a");
        },
      }),
    ],
    [
      ..."ab".matchAll(
        Object.assign(/b/g, {
          constructor: {
            [Symbol.species]: function () {
              return Object.assign(/b/g, { exec: () => use(null) });
            },
          },
        }),
      ),
    ],
  ],
  "FinalizationRegistry callbacks": async (use) => {
    const collect = (globalThis as any).gc as (() => void) | undefined;
    if (collect === undefined) return use("cannot be forced to run here");
    const done = new Promise((resolve) => {
      const registry = new FinalizationRegistry((held) => resolve([use(held), registry]));
      registry.register({}, "cannot be forced to run here");
    });
    const soon = () => (collect(), setTimeout(soon, 5).unref());
    soon();
    return ((await done) as unknown[])[0];
  },
  "Date and its methods": (use) => [
    new Date(convertible(use, 0) as any).getTime(),
    new Date(convertible(use, 2020) as any, convertible(use, 1) as any).getMonth(),
    new Date(0).setTime(convertible(use, 5) as any),
    Date.UTC(convertible(use, 1970) as any, 0),
    Date.parse(convertible(use, "1970-01-01") as any),
    Date.prototype.toJSON.call({ valueOf: () => use(1), toISOString: () => use("iso") }),
    Date.prototype[Symbol.toPrimitive].call({ toString: () => use("prim") }, "string"),
  ],
  "Error constructors": (use) => [
    new Error(convertible(use, "message") as any, {
      get cause() {
        return use("cause");
      },
    }).cause,
    new AggregateError({ [Symbol.iterator]: () => use([1][Symbol.iterator]()) } as any).errors,
    Error.prototype.toString.call({
      get name() {
        return use("N");
      },
      get message() {
        return use("M");
      },
    }),
  ],
  "ArrayBuffer, DataView, Atomics": (use) => {
    const view = new DataView(new ArrayBuffer(convertible(use, 8) as any), convertible(use, 1) as any);
    view.setInt8(convertible(use, 0) as any, convertible(use, 5) as any);
    const cells = new Int32Array(2);
    return [
      view.getInt8(convertible(use, 0) as any),
      view.buffer.slice(convertible(use, 2) as any).byteLength,
      Atomics.add(cells, convertible(use, 1) as any, convertible(use, 3) as any),
      cells,
    ];
  },
};

function convertible(use: Use, value: unknown): unknown {
  return { [Symbol.toPrimitive]: () => use(value) };
}

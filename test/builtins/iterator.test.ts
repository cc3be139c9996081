/** The green iterator helpers, as plain functions, against the natives where there are any (Node 22). */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import * as eager from "../../runtime/builtins/iterator.js";
import * as lazy from "../../runtime/builtins/iteratorHelper.js";
import { convertible, logged, loggedIterable, observe, show, type Log } from "./observe.js";
import { compiled, inGreenlet, pause, suspensions } from "./suspended.js";

const NativeIterator: any = (globalThis as any).Iterator;
const eagerly = ["forEach", "some", "every", "find", "reduce", "toArray"] as const;
const lazily = ["map", "filter", "flatMap", "take", "drop"] as const;
const green: Record<string, any> = { ...eager, ...lazy };

/** Iterators that log, and things that are none. */
const receivers: Record<string, (log: Log) => unknown> = {
  empty: (log) => loggedIterable([], log, "source")[Symbol.iterator](),
  three: (log) => loggedIterable([1, 2, 3], log, "source")[Symbol.iterator](),
  "no return": () => ({
    k: 0,
    next() {
      return { value: (this as any).k++, done: (this as any).k > 4 };
    },
  }),
  "next throws": (log) => ({
    next() {
      throw new EvalError();
    },
    return() {
      log.push("return");
      return {};
    },
  }),
  "result no object": () => ({ next: () => 5 }),
  "return throws": () => ({
    k: 0,
    next() {
      return { value: (this as any).k++, done: (this as any).k > 9 };
    },
    return() {
      throw new RangeError();
    },
  }),
  "return no object": () => ({
    k: 0,
    next() {
      return { value: (this as any).k++, done: (this as any).k > 9 };
    },
    return: () => 1,
  }),
  undefined: () => undefined,
  string: () => "ab",
};
const callbacks: Record<string, (log: Log) => unknown> = {
  "yes to 2":
    (log) =>
    (...args: unknown[]) => (log.push(show(args)), args[0] === 2),
  yes: () => () => true,
  throws: () => () => {
    throw new EvalError();
  },
  "gives arrays": (log) => (value: unknown) => loggedIterable([value, [value]], log, "inner"),
  "gives a broken iterable": () => () => ({
    [Symbol.iterator]: () => ({
      next() {
        throw new EvalError();
      },
    }),
  }),
  "gives an iterator": () => () => ({
    k: 0,
    next() {
      return { value: "n", done: (this as any).k++ > 1 };
    },
  }),
};
const invalid: Record<string, () => unknown> = { undefined: () => undefined, "an object": () => ({}) };
const limits: Record<string, (log: Log) => unknown> = {
  0: () => 0,
  1: () => 1,
  "2.9": () => 2.9,
  Infinity: () => Infinity,
  converted: (log) => convertible("2", log, "limit"),
};
const invalidLimits: Record<string, () => unknown> = {
  NaN: () => NaN,
  "-1": () => -1,
  undefined: () => undefined,
  symbol: () => Symbol(),
};

/** Reads an iterator in a few ways; what happens is logged. */
function drain(
  result: any,
  log: Log,
  how: "to the end" | "return at once" | "return after one" | "in a loop",
): unknown {
  if (typeof result?.next !== "function") return result;
  const next = () => log.push(show(result.next()));
  const end = () => log.push(show(result.return()));
  if (how === "return at once") end();
  else if (how === "return after one") (next(), end(), end());
  else if (how === "in a loop")
    for (const value of result) {
      log.push(show(value));
      break;
    }
  else for (let k = 0; k < 12; k++) next();
  next();
  return Object.prototype.toString.call(result);
}

function agree(name: string, make: (log: Log) => { thisArg: unknown; args: unknown[] }): void {
  for (const how of ["to the end", "return at once", "return after one", "in a loop"] as const) {
    const run = (method: any) =>
      observe(
        function (this: any, ...args: any[]) {
          const log = args.pop();
          return drain(Reflect.apply(method, this, args), log, how);
        },
        (log) => {
          const { thisArg, args } = make(log);
          return { thisArg, args: [...args, log] };
        },
      );
    expect(run(green[name])).toEqual(run(NativeIterator.prototype[name]));
  }
}

describe.runIf(NativeIterator !== undefined)("as the native", () => {
  test.each([...eagerly, ...lazily])("Iterator.prototype.%s", (name) => {
    const valid = name === "take" || name === "drop" ? limits : callbacks;
    for (const receiver of Object.values(receivers)) {
      for (const argument of Object.values(valid)) {
        agree(name, (log) => ({ thisArg: receiver(log), args: [argument(log)] }));
        if (name === "reduce") agree(name, (log) => ({ thisArg: receiver(log), args: [argument(log), 1] }));
      }
    }
  });

  test("Iterator.from", () => {
    const values: ((log: Log) => unknown)[] = [
      ...Object.values(receivers),
      (log) => loggedIterable([1, 2], log, "iterable"),
      () => [1, 2],
      () => new Set([1]),
      () => "a😀",
      () => 5,
      () => ({ [Symbol.iterator]: 5 }),
      () => ({ [Symbol.iterator]: () => 5 }),
      () => Object.assign(Object.create(NativeIterator.prototype), { next: () => ({ done: true }) }),
    ];
    for (const value of values) {
      const run = (from: any) =>
        observe(
          (value, log) => drain(from.call(NativeIterator, value), log, "to the end"),
          (log) => ({ thisArg: undefined, args: [value(log), log] }),
        );
      expect(run(lazy.from)).toEqual(run(NativeIterator.from));
    }
  });

  test("chains of helpers at random", () => {
    const link = fc.tuple(fc.constantFrom("map", "filter", "flatMap", "take", "drop"), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 8 }), fc.array(link, { maxLength: 4 }), (values, links) => {
        const run = (methods: any) => {
          const log: Log = [];
          let iterator: any = loggedIterable(values, log, "source")[Symbol.iterator]();
          for (const [name, n] of links) {
            const argument =
              name === "map"
                ? (x: any) => x + n
                : name === "filter"
                  ? (x: any) => x % 4 !== n
                  : name === "flatMap"
                    ? (x: any) => [x, ...[n]]
                    : n;
            iterator = Reflect.apply(methods[name], iterator, [argument]);
          }
          return { log, result: Reflect.apply(methods.toArray, iterator, []) };
        };
        expect(run(green)).toEqual(run(NativeIterator.prototype));
      }),
    );
  });

  test("chains of helpers, suspended in every callback and in the iterator's own next and return", () => {
    const { consume } = compiled(`
      /** @greenlet */
      export function consume(log: any, pause: any): any {
        const iterator = Object.assign(Object.create(Iterator.prototype), {
          k: 0,
          /** @greenlet */ next() { log.push("next"); return pause({ value: this.k++, done: false }); },
          /** @greenlet */ return() { log.push("return"); return pause({}); },
        });
        const numbers = iterator.map((x: any) => pause(x * 2)).filter((x: any) => pause(x % 3 !== 0));
        const taken = numbers.flatMap((x: any) => pause([x, -x])).drop(2).take(5);
        const result = [taken.toArray()];
        for (const value of Iterator.from({ next: () => pause({ value: 7, done: false }) }).take(2)) result.push(value);
        result.push(iterator.map((x: any) => pause(x)).find((x: any) => pause(x > 5)));
        result.push(iterator.take(3).reduce((a: any, b: any) => pause(a + b)));
        for (const value of iterator.map((x: any) => pause(x))) { result.push(value); break; }
        result.push(iterator.take(2).some((x: any) => pause(false)), iterator.take(2).every((x: any) => pause(true)));
        iterator.take(1).forEach((x: any) => result.push(pause(x)));
        try { iterator.map(() => { throw pause("thrown"); }).toArray(); } catch (error) { result.push(error); }
        return result;
      }
    `);
    const [expected, actual]: Log[] = [[], []];
    const result = consume(expected, (value: unknown) => value);
    const before = suspensions;
    expect(show(inGreenlet(consume, actual, pause))).toBe(show(result));
    expect(actual).toEqual(expected);
    expect(suspensions - before).toBeGreaterThan(50);
  });

  test("a helper is an iterator to everybody", () => {
    const helper: any = Reflect.apply(lazy.map, [1, 2][Symbol.iterator](), [(x: number) => x + 1]);
    expect(helper).toBeInstanceOf(NativeIterator);
    expect(Object.prototype.toString.call(helper)).toBe("[object Iterator Helper]");
    expect([...helper.map((x: number) => x * 10)]).toEqual([20, 30]);
    expect(Object.keys(helper)).toEqual([]);
  });
});

describe("as the specification says", () => {
  test.each([...eagerly.filter((name) => name !== "toArray"), "map", "filter", "flatMap"])(
    "%s closes the iterator if the callback is none",
    (name) => {
      for (const argument of Object.values(invalid)) {
        const { log, outcome } = observe(green[name], (log) => ({
          thisArg: receivers["three"]!(log),
          args: [argument()],
        }));
        expect(outcome).toMatch(/^throws TypeError/);
        expect(log).toEqual(["source: get Symbol(Symbol.iterator)", "source iterator: get return"]);
      }
    },
  );

  test.each(["take", "drop"])("%s closes the iterator if the limit is none", (name) => {
    for (const [limit, argument] of Object.entries(invalidLimits)) {
      const { log, outcome } = observe(green[name], (log) => ({
        thisArg: receivers["three"]!(log),
        args: [argument()],
      }));
      expect(outcome).toMatch(limit === "symbol" ? /^throws TypeError/ : /^throws RangeError/);
      expect(log).toEqual(["source: get Symbol(Symbol.iterator)", "source iterator: get return"]);
    }
  });

  test("next is called when a value is wanted, and not looked at before", () => {
    const helper: any = Reflect.apply(lazy.map, {}, [(x: unknown) => x]);
    expect(() => helper.next()).toThrow(TypeError);
    expect(Reflect.apply(lazy.take, {}, [1]).return()).toEqual({ value: undefined, done: true });
  });

  test("a helper that runs is not entered again", () => {
    let helper: any = null;
    const iterator = { next: () => helper.next(), return: () => ({}) };
    helper = Reflect.apply(lazy.map, iterator, [(x: unknown) => x]);
    expect(() => helper.next()).toThrow(TypeError);
    expect(helper.next()).toEqual({ value: undefined, done: true });
  });
});

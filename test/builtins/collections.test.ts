/** The green forEach of Map and Set and the two groupBy, against the natives: plain functions, and compiled, suspended. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import * as green from "../../runtime/builtins/collections.js";
import { convertible, loggedIterable, observe, show, type Log, type Scenario } from "./observe.js";
import { applySuspended } from "./suspended.js";

function agree(ours: (...args: any[]) => unknown, native: (...args: any[]) => unknown, scenario: Scenario): void {
  const expected = observe(native, scenario);
  expect(observe(ours, scenario)).toEqual(expected);
  expect(observe(native, scenario, applySuspended)).toEqual(expected);
}

const kinds = [
  [
    "Map",
    green.mapForEach,
    Map.prototype.forEach,
    () =>
      new Map([
        [1, "a"],
        [2, "b"],
        [3, "c"],
      ]),
  ],
  ["Set", green.setForEach, Set.prototype.forEach, () => new Set([1, 2, 3])],
] as const;

describe.each(kinds)("%s.prototype.forEach", (_name, ours, native, make) => {
  const run = (scenario: Scenario) => agree(ours, native, scenario);

  test("receivers and callbacks", () => {
    for (const receiver of [
      make,
      () => new Map(),
      () => new Set(),
      () => ({}),
      () => undefined,
      () => new Proxy(make(), {}),
      () => new WeakMap(),
    ]) {
      for (const callback of [
        undefined,
        null,
        {},
        "f",
        () => {
          throw new EvalError();
        },
      ]) {
        run(() => ({ thisArg: receiver(), args: [callback] }));
      }
      for (const thisArg of [undefined, null, "this", {}]) {
        run((log) => ({
          thisArg: receiver(),
          args: [
            function (this: unknown, ...args: unknown[]) {
              log.push(show(args), show(this));
            },
            thisArg,
          ],
        }));
      }
    }
  });

  test("mutation while it runs: added entries are visited, deleted ones aren't, re-added ones are again", () => {
    const change = fc.record({ at: fc.nat(9), kind: fc.constantFrom("add", "delete", "clear"), key: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) =>
        run((log) => {
          const thisArg: any = make();
          let call = 0;
          const callback = (...args: unknown[]) => {
            log.push(show(args.slice(0, 2)));
            for (const { at, kind, key } of changes) {
              if (at !== call) continue;
              if (kind === "clear") thisArg.clear();
              else if (kind === "delete") thisArg.delete(key);
              else if (thisArg instanceof Map) thisArg.set(key, `at ${call}`);
              else thisArg.add(key);
            }
            if (call++ > 40) throw new EvalError("enough");
          };
          return { thisArg, args: [callback] };
        }),
      ),
    );
  });

  test("changed iterators don't matter", () => {
    const prototype = Object.getPrototypeOf(make()[Symbol.iterator]());
    const { next } = prototype;
    prototype.next = () => ({ done: true, value: undefined });
    try {
      const seen: unknown[] = [];
      Reflect.apply(ours, make(), [(value: unknown) => seen.push(value)]);
      expect(seen.length).toBe(3);
    } finally {
      prototype.next = next;
    }
  });
});

// Node 20 has neither; the expectations are written down for it, from the specification.
describe.each([
  ["Map.groupBy", green.mapGroupBy, (Map as any).groupBy],
  ["Object.groupBy", green.objectGroupBy, (Object as any).groupBy],
] as const)("%s", (name, ours, native) => {
  const sources: Record<string, (log: Log) => unknown> = {
    array: () => [1, 2, 3, 4],
    string: () => "abca",
    iterable: (log) => loggedIterable([1, 2, 3], log, "items"),
    "no iterable": () => ({ length: 1 }),
    undefined: () => undefined,
    null: () => null,
  };
  const callbacks: Record<string, (log: Log) => unknown> = {
    parity: (log) => (item: number, k: number) => (log.push(`callback ${item} ${k}`), item % 2 ? "odd" : "even"),
    zeroes: () => (_item: number, k: number) => (k % 2 ? -0 : 0),
    symbol: () => () => Symbol.iterator,
    converted: (log) => (_item: number, k: number) => convertible(`key ${k % 2}`, log, "key"),
    unconvertible: () => () => Object.create(null),
    throws: () => () => {
      throw new EvalError();
    },
    undefined: () => undefined,
    "an object": () => ({}),
  };

  test.runIf(native !== undefined).each(Object.keys(sources))("%s, as the native", (source) => {
    for (const callback of Object.values(callbacks)) {
      agree(ours, native!, (log) => ({ thisArg: undefined, args: [sources[source]!(log), callback(log)] }));
    }
  });

  test("as the specification says", () => {
    const log: Log = [];
    const group = (source: string, callback: string) =>
      show(Reflect.apply(ours as any, undefined, [sources[source]!(log), callbacks[callback]!(log)]), 4);
    if (name === "Map.groupBy") {
      expect(group("array", "parity")).toBe(
        show(
          new Map([
            ["odd", [1, 3]],
            ["even", [2, 4]],
          ]),
          4,
        ),
      );
      expect(group("array", "zeroes")).toBe(show(new Map([[0, [1, 2, 3, 4]]]), 4));
    } else {
      expect(group("array", "parity")).toBe(show(Object.assign(Object.create(null), { odd: [1, 3], even: [2, 4] }), 4));
      expect(group("array", "zeroes")).toBe(show(Object.assign(Object.create(null), { 0: [1, 2, 3, 4] }), 4));
      expect(() => group("iterable", "unconvertible")).toThrow(TypeError);
      expect(log.at(-1)).toBe("items iterator: get return"); // closed
    }
    expect(() => group("undefined", "parity")).toThrow(TypeError);
    expect(() => group("array", "undefined")).toThrow(TypeError);
    log.length = 0;
    expect(() => group("iterable", "throws")).toThrow(EvalError);
    expect(log.at(-1)).toBe("items iterator: get return");
  });
});

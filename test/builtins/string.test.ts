/**
 * The green String replace, replaceAll and RegExp.prototype[Symbol.replace], against the natives: as plain functions, and compiled and suspended in
 * the callback.
 */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import * as green from "../../runtime/builtins/string.js";
import { convertible, logged, observe, show, type Log, type Scenario } from "./observe.js";
import { applySuspended } from "./suspended.js";

const natives = {
  replace: String.prototype.replace,
  replaceAll: String.prototype.replaceAll,
  regExpReplace: RegExp.prototype[Symbol.replace],
};
type Name = keyof typeof natives;

function agree(name: Name, scenario: Scenario, suspended = true): void {
  const native = observe(natives[name] as any, scenario);
  expect(observe(green[name], scenario)).toEqual(native);
  if (suspended) expect(observe(natives[name] as any, scenario, applySuspended)).toEqual(native);
}

const strings: Record<string, (log: Log) => unknown> = {
  plain: () => "abcabc",
  "with astral characters": () => "a😀b😀",
  empty: () => "",
  number: () => 1212,
  converted: (log) => convertible("abab", log, "this"),
  undefined: () => undefined,
  null: () => null,
};
const patterns: Record<string, (log: Log) => unknown> = {
  string: () => "b",
  "empty string": () => "",
  absent: () => "zz",
  converted: (log) => convertible("a", log, "pattern"),
  regexp: () => /b/,
  global: () => /[ab12]/g,
  "empty matches": () => /x*/g,
  "empty matches, unicode": () => /x*/gu,
  sticky: () => /a/y,
  groups: () => /(?<first>a)|(b)(c)?/g,
  "not global": () => Object.defineProperty(/a/g, "flags", { value: "y" }),
  "flags undefined": () => Object.defineProperty(/a/g, "flags", { value: undefined }),
  logged: (log) => {
    // The internal slot isn't the proxy's: exec is given the target.
    const target = /(a)/g;
    const proxy = logged(target, log, "regexp");
    Object.defineProperty(target, "flags", { value: "g" });
    target.exec = (string: string) => RegExp.prototype.exec.call(target, string);
    return proxy;
  },
  "own exec": (log) => {
    let left = 3;
    return Object.assign(/a/g, {
      exec: () =>
        left-- > 0
          ? logged(
              {
                length: 3,
                0: convertible(left === 1 ? "" : "ab", log, "match"),
                1: convertible("x", log, "capture"),
                index: left,
                groups: { g: 1 },
              },
              log,
              "result",
            )
          : null,
    });
  },
  "exec gives a number": () => Object.assign(/a/g, { exec: () => 5 }),
  "exec throws": () =>
    Object.assign(/a/g, {
      exec() {
        throw new EvalError();
      },
    }),
  "frozen lastIndex": () => Object.freeze(/a/g),
  "own Symbol.replace": (log) => ({ [Symbol.replace]: (...args: unknown[]) => (log.push(show(args)), "replaced") }),
  "Symbol.replace a number": () => ({ [Symbol.replace]: 5 }),
  "Symbol.match false": () => Object.assign(/a/, { [Symbol.match]: false }),
  "Symbol.match true": () => ({ [Symbol.match]: true, flags: "g", toString: () => "a" }),
  null: () => null,
  undefined: () => undefined,
};
const replacements: Record<string, (log: Log) => unknown> = {
  function: (log) =>
    function (this: unknown, ...args: unknown[]) {
      log.push(show(args), typeof this);
      return `<${args[0]}>`;
    },
  "to be converted": (log) => () => convertible("Z", log, "replacement"),
  throws: () => () => {
    throw new EvalError();
  },
  symbol: () => () => Symbol(),
  "gives undefined": () => () => {},
  pattern: () => "[$&$1$<first>]",
  converted: (log) => convertible("X", log, "replaceValue"),
  undefined: () => undefined,
};

/** Where V8 leaves the specification's order: it reads `global` for `flags`, and a match's element 0 once more. */
const unlikeV8 = ["not global", "flags undefined", "logged", "own exec", "Symbol.match true"];

describe.each(["replace", "replaceAll"] as const)("String.prototype.%s", (name) => {
  describe.each(Object.keys(strings))("on %s", (string) => {
    test.each(Object.keys(patterns))("pattern: %s", (pattern) => {
      for (const replacement of Object.values(replacements)) {
        const scenario = (log: Log) => ({
          thisArg: strings[string]!(log),
          args: [patterns[pattern]!(log), replacement(log)],
        });
        // In green code it calls the green Symbol.replace, which follows the specification.
        agree(name, scenario, !unlikeV8.includes(pattern));
      }
    });
  });
});

describe("RegExp.prototype[Symbol.replace]", () => {
  test.each(Object.keys(patterns).filter((name) => !unlikeV8.includes(name)))("on %s", (pattern) => {
    for (const string of Object.values(strings)) {
      for (const replacement of Object.values(replacements)) {
        agree("regExpReplace", (log) => ({ thisArg: patterns[pattern]!(log), args: [string(log), replacement(log)] }));
      }
    }
  });
});

test("RegExp.prototype[Symbol.replace] in the specification's order", () => {
  const run = (pattern: string) =>
    observe(green.regExpReplace, (log) => ({ thisArg: patterns[pattern]!(log), args: ["aba", () => "-"] }));
  expect(run("not global").outcome).toMatch(/^returns "-ba"/);
  expect(run("flags undefined").outcome).toMatch(/^returns "-ba"/);
  const lastIndex = ["regexp: getOwnPropertyDescriptor lastIndex", "regexp: defineProperty lastIndex"];
  const exec = "regexp: get exec";
  expect(run("logged").log).toEqual(["regexp: get flags", "regexp: set lastIndex 0", ...lastIndex, exec, exec, exec]);
  const found = ["result: get 0", "match: to string"];
  const read = [
    "result: get length",
    ...found,
    "result: get index",
    "result: get 1",
    "capture: to string",
    "result: get 2",
    "result: get groups",
  ];
  expect(run("own exec").log).toEqual([...found, ...found, ...found, ...read, ...read, ...read]);
});

test("random strings and patterns", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "😀"), maxLength: 12 });
  const pattern = fc.oneof(
    text,
    fc.tuple(
      fc.constantFrom("a", "(a)(b)?", "a*", "(?<x>b+)", "[^a]", ""),
      fc.constantFrom("", "g", "gu", "y", "gy", "gi"),
    ),
  );
  fc.assert(
    fc.property(text, pattern, (string, pattern) => {
      for (const name of ["replace", "replaceAll"] as const) {
        agree(name, (log) => ({
          thisArg: string,
          args: [
            typeof pattern === "string" ? pattern : new RegExp(...pattern),
            (...args: unknown[]) => (log.push(show(args)), `<${args[0]}>`),
          ],
        }));
      }
    }),
  );
});

/** The table in runtime/builtins/README.md against the engine's objects, the green versions, and the tests. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { greenBuiltins } from "../../runtime/builtins/install.js";
import { nested } from "./nested.js";

const readme = readFileSync(new URL("../../runtime/builtins/README.md", import.meta.url), "utf8");

interface Row {
  section: string;
  patterns: string[];
  /** The last column. */
  tests: string[];
}

const rows: Row[] = [];
let section = "";
for (const line of readme.split("\n")) {
  section = /^## (.*)/.exec(line)?.[1] ?? section;
  const cells = line.split("|").map((cell) => cell.trim());
  if (cells.length < 4 || /^(Built-in|Where|-+)$/.test(cells[1]!)) continue;
  // A name may hold a backtick: they stand between the space or the edge of the cell.
  const quoted = (cell: string) =>
    [...cell.matchAll(/(?<=^|[ ,])`(.*?)`(?=$|[ ,])(?![^{]*\})/g)].map((match) => match[1]!);
  rows.push({ section, patterns: quoted(cells[1]!), tests: quoted(cells.at(-2)!) });
}
const tableRows = rows.filter(({ section }) => ["Green", "Nested", "None"].includes(section));

/** `a.{b, c}` as the names it stands for. */
function expand(pattern: string): string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern);
  if (match === null) return [pattern];
  return match[2]!.split(",").flatMap((name) => expand(`${match[1]}${name.trim()}${match[3]}`));
}

const rowOf = new Map<string, Row>();
for (const row of tableRows) for (const name of row.patterns.flatMap(expand)) rowOf.set(name, row);

const GLOBALS =
  "Object Function Array String Number Boolean Symbol BigInt Math JSON Reflect Proxy Promise RegExp Date Map Set WeakMap WeakSet WeakRef " +
  "FinalizationRegistry Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer " +
  "SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array " +
  "Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Iterator parseInt parseFloat isNaN isFinite decodeURI " +
  "decodeURIComponent encodeURI encodeURIComponent escape unescape eval";

/** What this engine has: the specification's objects, by name. */
function engine(): Map<string, unknown> {
  const { getPrototypeOf } = Object;
  const global = globalThis as any;
  const generator = function* () {};
  const asyncGenerator = async function* () {};
  const roots: [string, unknown][] = GLOBALS.split(" ").map((name) => [name, global[name]]);
  roots.push(
    ["%TypedArray%", getPrototypeOf(Int8Array)],
    ["%GeneratorPrototype%", getPrototypeOf(generator.prototype)],
    ["%AsyncGeneratorPrototype%", getPrototypeOf(asyncGenerator.prototype)],
    ["%GeneratorFunction%", generator.constructor],
    ["%AsyncFunction%", (async () => {}).constructor],
    ["%AsyncGeneratorFunction%", asyncGenerator.constructor],
    ["%ArrayIteratorPrototype%", getPrototypeOf([].values())],
    ["%MapIteratorPrototype%", getPrototypeOf(new Map().values())],
    ["%SetIteratorPrototype%", getPrototypeOf(new Set().values())],
    ["%StringIteratorPrototype%", getPrototypeOf(""[Symbol.iterator]())],
    ["%RegExpStringIteratorPrototype%", getPrototypeOf("".matchAll(/a/g))],
    ["%AsyncIteratorPrototype%", getPrototypeOf(getPrototypeOf(asyncGenerator.prototype))],
    // Before Node 22 its one method has no other name.
    ["Iterator.prototype", getPrototypeOf(getPrototypeOf([].values()))],
  );
  if (global.Iterator?.from) {
    const wrapped = global.Iterator.from({ next() {} });
    roots.push(
      ["%WrapForValidIteratorPrototype%", getPrototypeOf(wrapped)],
      ["%IteratorHelperPrototype%", getPrototypeOf(wrapped.take(0))],
    );
  }
  const found = new Map<string, unknown>();
  const seen = new Set<unknown>();
  const visit = (name: string, value: unknown): void => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    if (typeof value === "function") found.set(name, value);
    for (const key of Reflect.ownKeys(value)) {
      if (
        typeof key === "symbol"
          ? !key.description?.startsWith("Symbol.")
          : ["constructor", "caller", "arguments"].includes(key)
      )
        continue;
      const { get, set, value: inner } = Reflect.getOwnPropertyDescriptor(value, key)!;
      const inside = typeof key === "symbol" ? `${name}[${key.description}]` : `${name}.${key}`;
      visit(inside, inner);
      visit(`get ${inside}`, get);
      visit(`set ${inside}`, set);
    }
  };
  for (const [name, value] of roots) visit(name, value);
  return found;
}

const builtins = engine();

/** What JavaScript gained since ECMAScript 2025, and what engines had before it: the table needs no row for it. */
const BEYOND =
  /^(Iterator\.(concat|zip|zipKeyed)|Map\.prototype\.getOrInsert|WeakMap\.prototype\.getOrInsert|Math\.sumPrecise|Uint8Array\.|Error\.stackTraceLimit|%AsyncIteratorPrototype%\.|Intl)/;

describe("the table of built-ins", () => {
  test("has a row for every function of this engine", () => {
    expect([...builtins.keys()].filter((name) => !rowOf.has(name) && !BEYOND.test(name))).toEqual([]);
  });

  test("has one row for each", () => {
    const names = tableRows.flatMap(({ patterns }) => patterns.flatMap(expand));
    expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([]);
  });

  test("names as green what has a green version, and nothing else", () => {
    const nameOf = new Map([...builtins].map(([name, value]) => [value, name]));
    const green = greenBuiltins.flatMap(([holder, key]) => nameOf.get(holder?.[key]) ?? []);
    const listed = tableRows
      .filter(({ section }) => section === "Green")
      .flatMap(({ patterns }) => patterns.flatMap(expand));
    expect(listed.filter((name) => builtins.has(name)).sort()).toEqual(green.sort());
  });

  test("names a test in every row, and every test", () => {
    const named = new Set<string>();
    for (const { section, tests, patterns } of rows) {
      if (section === "None") continue;
      expect(tests.length, patterns.join()).toBe(1);
      for (const name of tests) {
        named.add(name);
        const isFile = existsSync(
          new URL(name.startsWith("fixtures") ? `../../${name}` : `./${name}`, import.meta.url),
        );
        expect(isFile || name in nested, name).toBe(true);
      }
    }
    expect(Object.keys(nested).filter((name) => !named.has(name))).toEqual([]);
  });
});

/** Every spelling of the mark, in every host: with and without parsed JSDoc, in TypeScript and in JavaScript. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { build, buildBlind, greenIn, type Built } from "./program.js";

/** [what it shows, source, green functions]; `x` is a mark, `-` none. Types are written so that JavaScript may drop them. */
type Row = readonly [title: string, source: string, green: readonly string[]];

const everywhere: readonly Row[] = [
  ["function declaration", `/** @greenlet */ function f() {} function g() {}`, ["f: jsdoc"]],
  ["exported, the comment before `export`", `/** @greenlet */\nexport function f() {}`, ["f: jsdoc"]],
  ["exported, the comment after `export`", `export /** @greenlet */ function f() {}`, ["f: jsdoc"]],
  ["default export", `/** @greenlet */ export default function () {}`, ["FunctionDeclaration: jsdoc"]],
  ["before the name", `export default function /** @greenlet */ f() {}`, ["f: jsdoc"]],
  ["default-exported arrow", `export default /** @greenlet */ () => 1;`, ["ArrowFunction: jsdoc"]],
  ["default-exported arrow, before `export`", `/** @greenlet */ export default () => 1;`, ["ArrowFunction: jsdoc"]],
  ["arrow", `const f = /** @greenlet */ () => 1, g = () => 1;`, ["f: jsdoc"]],
  ["the const of an arrow", `/** @greenlet */ export const f = () => 1;`, ["f: jsdoc"]],
  ["one const among several", `const f = () => 1,\n  /** @greenlet */\n  g = () => 1;`, ["g: jsdoc"]],
  ["a statement of several", `/** @greenlet */ const f = () => 1, g = function () {};`, ["f: jsdoc", "g: jsdoc"]],
  ["function expression", `const f = /** @greenlet */ function named() {};`, ["named: jsdoc"]],
  ["in parentheses", `const f = /** @greenlet */ (() => 1);`, ["f: jsdoc"]],
  ["called at once", `/** @greenlet */ (function f() {})();`, ["f: jsdoc"]],
  ["assigned", `let f;\n/** @greenlet */\nf = function () {};`, ["f: jsdoc"]],
  ["returned", `function make() {\n  /** @greenlet */\n  return () => 1;\n}`, ["ArrowFunction: jsdoc"]],
  ["an argument", `[1].map(/** @greenlet */ (x) => x);`, ["[1].map(…): jsdoc"]],
  ["method", `class C { /** @greenlet */ m() {} n() {} }`, ["m: jsdoc"]],
  ["methods on one line", `class C { m() {} /** @greenlet */ n() {} }`, ["n: jsdoc"]],
  ["static method", `class C { /** @greenlet */ static m() {} }`, ["m: jsdoc"]],
  ["static method, after `static`", `class C { static /** @greenlet */ m() {} }`, ["m: jsdoc"]],
  ["private name", `class C { /** @greenlet */ #m() {} }`, ["#m: jsdoc"]],
  ["computed name", `class C { /** @greenlet */ [Symbol.iterator]() {} }`, ["[Symbol.iterator]: jsdoc"]],
  ["accessors, each for itself", `class C { /** @greenlet */ get a() { return 1; } set a(_) {} }`, ["get a: jsdoc"]],
  ["field", `class C { /** @greenlet */ f = () => 1; g = () => 1; }`, ["f: jsdoc"]],
  ["method of an object literal", `const o = { /** @greenlet */ m() {}, n() {} };`, ["m: jsdoc"]],
  [
    "property of an object literal",
    `const o = { /** @greenlet */ m: () => 1, n: /** @greenlet */ function () {} };`,
    ["m: jsdoc", "n: jsdoc"],
  ],
  [
    "class",
    `/** @greenlet */ class C { constructor() {} m() {} static s() {} get a() { return 1; } f = () => 1; }`,
    ["m: class", "s: class", "get a: class", "f: class"],
  ],
  ["class expression", `const C = /** @greenlet */ class { m() {} };`, ["m: class"]],
  ["the const of a class", `/** @greenlet */ const C = class { m() {} };`, ["m: class"]],
  ["a class leaves out what can't be green", `/** @greenlet */ class C { async a() {} *g() {} m() {} }`, ["m: class"]],
  ["directive", `function f() { "use greenlet"; }`, ["f: directive"]],
  ["directive after another", `const f = () => { "use strict"; "use greenlet"; };`, ["f: directive"]],
  ["a string later on is no directive", `function f() { f(); "use greenlet"; }`, []],
  [
    "with text before and after",
    `/**\n * Adds.\n * @param a\n * @greenlet\n * @returns b\n */\nfunction f(a) {}`,
    ["f: jsdoc"],
  ],
  ["in the middle of a line", `/** Waits. @greenlet */ function f() {}`, ["f: jsdoc"]],
  [
    "with other comments between",
    `/** @greenlet */\n// eslint-disable-next-line\n/* other */\nfunction f() {}`,
    ["f: jsdoc"],
  ],
  ["with a comment before it", `/** Header. */\n\n/** @greenlet */ function f() {}`, ["f: jsdoc"]],
  ["at the start of a file, after a hash bang", `#!/usr/bin/env node\n/** @greenlet */ function f() {}`, ["f: jsdoc"]],
  ["as minifiers keep it", `/*! @greenlet */ function f() {}`, ["f: jsdoc"]],
  ["an ordinary comment is no mark", `/* @greenlet */ function f() {}\n// @greenlet\nfunction g() {}`, []],
  ["commented out", `// /** @greenlet */\nfunction f() {}`, []],
  ["in backquotes", "/** Unlike `@greenlet` functions. */ function f() {}", []],
  [
    "another tag",
    `/** @greenlets */ function f() {} /** @greenlet-x */ function g() {} /** a@greenlet */ function h() {}`,
    [],
  ],
  ["in front of something else", `/** @greenlet */ const x = 1; function f() {}`, []],
  [
    "what cannot be green",
    `/** @greenlet */ async function f() {} /** @greenlet */ function* g() {} class C { /** @greenlet */ constructor() {} }`,
    [],
  ],
  [
    "nested, with a suspension point",
    `/** @greenlet */ function f(g) { const h = () => g(); const i = () => 1; function j() { return () => g(); } }`,
    ["f: jsdoc", "h: nested", "ArrowFunction: nested"],
  ],
  [
    "nested in what is not green itself",
    `/** @greenlet */ function f(g) { async function h() { return () => g(); } class C { m() { g(); } static { (() => g())(); } } }`,
    ["f: jsdoc", "ArrowFunction: nested", "m: nested", "(() => g())(…): nested"],
  ],
  [
    "given to new Greenlet",
    `import { Greenlet } from "greenlet-ts"; new Greenlet(() => 1); new Greenlet((function () {}), null);`,
    ["Greenlet(…): argument", "Greenlet(…): argument"],
  ],
  ["given to greenlet", `import { greenlet as spawn } from "greenlet-ts"; spawn(() => 1);`, ["spawn(…): argument"]],
  [
    "given through a namespace",
    `import * as g from "greenlet-ts"; new g.Greenlet(() => 1); g.greenlet(() => 1);`,
    ["g.Greenlet(…): argument", "g.greenlet(…): argument"],
  ],
  ["given to another Greenlet", `class Greenlet { constructor(f) {} } new Greenlet(() => 1);`, []],
  [
    "decorator",
    `import { greenlet } from "greenlet-ts"; class C { @greenlet m() {} @greenlet static s() {} n() {} }`,
    ["m: decorator", "s: decorator"],
  ],
  [
    "decorator under another name",
    `import { greenlet as green } from "greenlet-ts"; class C { @green m() {} }`,
    ["m: decorator"],
  ],
  ["decorator of a namespace", `import * as g from "greenlet-ts"; class C { @g.greenlet m() {} }`, ["m: decorator"]],
  ["another decorator of that name", `function greenlet(x) { return x; } class C { @greenlet m() {} }`, []],
];

/** With types only. */
const typed: readonly Row[] = [
  [
    "interface",
    `interface I { /** @greenlet */ m(): void; n(): void; /** @greenlet */ (): void }`,
    ["m: declared", "CallSignature: declared"],
  ],
  ["marked interface", `/** @greenlet */ interface I { m(): void }`, ["m: class"]],
  ["abstract method", `abstract class C { /** @greenlet */ abstract m(): void; }`, ["m: declared"]],
  ["declared function", `/** @greenlet */ declare function f(): void;`, ["f: declared"]],
  [
    "overloads",
    `function f(a: string): void; /** @greenlet */ function f(a: number): void; function f(a: any) {}`,
    ["f: declared", "f: declared", "f: jsdoc"],
  ],
  [
    "overloads, marked at the implementation",
    `class C { m(a: string): void; /** @greenlet */ m(a: any) {} }`,
    ["m: declared", "m: jsdoc"],
  ],
  [
    "with `as` and `satisfies`",
    `const f = /** @greenlet */ (() => 1) as () => number, g = /** @greenlet */ (() => 1) satisfies Function;`,
    ["f: jsdoc", "SatisfiesExpression: jsdoc"].map((s) => s.replace("SatisfiesExpression", "ArrowFunction")),
  ],
  [
    "parameter",
    `function run(/** @greenlet */ f: () => void, g: () => void) {} run(() => {}, () => {});`,
    ["FunctionType: declared", "run(…): argument"],
  ],
  [
    "rest parameter",
    `function run(/** @greenlet */ ...f: (() => void)[]) {} run(() => {}, () => {});`,
    ["run(…): argument", "run(…): argument"],
  ],
  [
    "function type",
    `function run(f: (/** @greenlet */ () => void) | null) {} run(() => {});`,
    ["FunctionType: declared", "run(…): argument"],
  ],
  [
    "alias",
    `/** @greenlet */ type Body = () => void; function run(f?: Body) {} run(() => {});`,
    ["FunctionType: declared", "run(…): argument"],
  ],
  [
    "call signature",
    `type Body<T> = { /** @greenlet */ (x: T): void }; function run<T>(x: T, f: Body<T>) {} run(1, (x) => {});`,
    ["CallSignature: declared", "run(…): argument"],
  ],
  [
    "constrained type",
    `/** @greenlet */ type Body = () => void; function run<F extends Body>(f: F) {} run(() => {});`,
    ["FunctionType: declared", "run(…): argument"],
  ],
  [
    "method and constructor",
    `class Hub { constructor(/** @greenlet */ f: () => void) {} spawn(this: Hub, /** @greenlet */ f: () => void) {} } new Hub(() => {}).spawn(() => {});`,
    ["FunctionType: declared", "FunctionType: declared", "Hub(…): argument", "new Hub(() => {}).spawn(…): argument"],
  ],
  [
    "subclass of Greenlet",
    `import { Greenlet } from "greenlet-ts"; class Task extends Greenlet {} new Task(() => {});`,
    ["Task(…): argument"],
  ],
  [
    "assigned",
    `import { Greenlet } from "greenlet-ts"; class C { /** @greenlet */ m() {} p!: /** @greenlet */ () => void; q!: () => void; } const c = new C(); new Greenlet().run = () => {}; c.m = (() => {}); c.p = function () {}; c.q = () => {};`,
    ["m: jsdoc", "p: declared", "new Greenlet().run: assigned", "c.m: assigned", "c.p: assigned"],
  ],
  [
    "default of a parameter",
    `function run(/** @greenlet */ f = () => 1) {}`,
    ["f: jsdoc"].map(() => "ArrowFunction: jsdoc"),
  ],
  [
    "not given directly",
    `function run(/** @greenlet */ f: () => void) {} const g = () => {}; run(g); run([() => {}][0]!);`,
    ["FunctionType: declared"],
  ],
  ["the decorator of old", `import { greenlet } from "greenlet-ts"; class C { @greenlet m() {} }`, ["m: decorator"]],
];

const green = (built: Built, name: string) => greenIn(built, name).sort();

describe.each([
  ["all JSDoc parsed", { jsDocParsingMode: ts.JSDocParsingMode.ParseAll }],
  ["no JSDoc parsed", { jsDocParsingMode: ts.JSDocParsingMode.ParseNone }],
  ["as tsc does", { jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors }],
] as const)("%s", (_, given) => {
  const rows = [...everywhere, ...typed];
  const files = rows.map(([, source], index) => [
    `row${index}.ts`,
    source.startsWith("#!") ? source : `export {}; ${source}`,
  ]);
  const built = build(Object.fromEntries(files), { ...given, compilerOptions: { strict: false } });
  it.each(rows.map(([title, , expected], index) => ({ title, expected, index })))("$title", ({ expected, index }) => {
    expect(green(built, `row${index}.ts`)).toEqual([...expected].sort());
  });
});

describe("in JavaScript", () => {
  const files = everywhere.map(([, source], index) => [
    `row${index}.js`,
    source.startsWith("#!") ? source : `export {}; ${source}`,
  ]);
  const built = build(Object.fromEntries(files));
  it.each(everywhere.map(([title, , expected], index) => ({ title, expected, index })))(
    "$title",
    ({ expected, index }) => {
      expect(green(built, `row${index}.js`)).toEqual([...expected].sort());
    },
  );
});

describe("without types", () => {
  it.each(everywhere.map(([title, source, expected]) => ({ title, source, expected })))(
    "$title",
    ({ source, expected }) => {
      expect(green(buildBlind(source), "main.ts")).toEqual([...expected].sort());
    },
  );

  it("what another module may take as green is green", () => {
    const built = buildBlind(
      `import "greenlet-ts"; import { spawn, Hub } from "./hub"; const hub = new Hub(); spawn(() => 1); hub.spawn(() => 1); this.x.y(() => 1);`,
    );
    expect(greenIn(built)).toEqual(["spawn(…): argument", "hub.spawn(…): argument", "this.x.y(…): argument"]);
  });

  it("globals take no green functions", () => {
    expect(
      greenIn(
        buildBlind(
          `import "greenlet-ts"; setTimeout(() => 1); describe("", () => 1); Promise.resolve().then(() => 1);`,
        ),
      ),
    ).toEqual(["Promise.resolve().then(…): argument"]);
  });
});

describe("through other modules", () => {
  it("a decorator that is exported again", () => {
    const built = build({
      "all.ts": `export { greenlet as green } from "greenlet-ts"; export * as ns from "greenlet-ts";`,
      "main.ts": `import { green, ns } from "./all"; class C { @green m() {} @ns.greenlet n() {} }`,
    });
    expect(greenIn(built)).toEqual(["m: decorator", "n: decorator"]);
  });

  it("require", () => {
    const built = build({
      "main.js": `const { greenlet, Greenlet: G } = require("greenlet-ts"); const g = require("greenlet-ts");
        new G(() => 1); greenlet(() => 1); new g.Greenlet(() => 1); class C { @greenlet m() {} }`,
    });
    expect(greenIn(built, "main.js")).toEqual([
      "G(…): argument",
      "greenlet(…): argument",
      "g.Greenlet(…): argument",
      "m: decorator",
    ]);
  });

  it("declaration files", () => {
    const built = build({
      "lib.d.ts": `export declare function /** @greenlet */ f(): void; export declare class /** @greenlet */ C { m(): void; }
        /** @greenlet */ export declare const g: () => void; export declare function h(): void;`,
      "main.ts": `import { f, C, g, h } from "./lib"; /** @greenlet */ function main(c: C) { f(); c.m(); g(); h(); }`,
    });
    expect(greenIn(built, "lib.d.ts")).toEqual(["f: declared", "m: class", "g: declared"]);
  });
});

describe("a program without greenlets", () => {
  it("has no green function, and is not searched", () => {
    const built = build(`export const f = () => [1].map((x) => x);`);
    expect(greenIn(built)).toEqual([]);
  });
});

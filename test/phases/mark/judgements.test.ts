/** What each call is: direct, dynamic or plain. The call in question is marked with a comment: `f() /*dynamic*\/`. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { build, buildBlind, callsIn, compiledIn, nodesOf, type Built } from "./program.js";

const PRELUDE = `
import { Greenlet, getcurrent } from "greenlet-ts";
declare const g: Greenlet;
/** @greenlet */ function green(x?: any): any { return g.switch(x); }
function plainly(x?: any): any { return x; }
`;

type Row = readonly [title: string, source: string];
/** In the rows, `~direct`, `~dynamic` or `~plain` follows the closing parenthesis of a call. */
const rows: readonly Row[] = [
  ["a green function of the file", `green() ~direct`],
  ["an unmarked function of the file", `plainly() ~plain`],
  ["itself, without any other suspension point", `f(1) ~plain`],
  ["itself, with another one", `f(1) ~direct; g.switch() ~dynamic`],
  ["a green function declared elsewhere", `getcurrent() ~plain; g.switch() ~dynamic; g["switch"]() ~dynamic`],
  ["optional calls", `g?.switch() ~dynamic; green?.() ~direct`],
  ["wrapped in types", `(green as any)() ~direct; green!() ~direct; (green)() ~direct`],
  ["a parameter", `p() ~dynamic; p.call(1) ~dynamic; o.cb() ~dynamic; o.any.x() ~dynamic`],
  ["a result", `plainly() ~plain; plainly()() ~dynamic`],
  ["new", `new Map([[1, plainly() ~plain]])`],
  [
    "the standard library",
    `Math.max(1) ~plain; JSON.stringify(1) ~plain; parseInt("1") ~plain; "a".trim() ~plain; String(1) ~plain; [1].push(2) ~plain`,
  ],
  ["a library's union", `n.toString() ~plain`],
  ["eval", `eval("1") ~plain`],
  ["import()", `import("greenlet-ts") ~plain`],
  [
    "IIFEs",
    `(() => green() ~direct)() ~dynamic; (() => plainly() ~plain)() ~plain; (function () { return 1; })() ~plain`,
  ],
  ["consts", `const a = () => green() ~direct, b = () => 1; a() ~dynamic; b() ~plain`],
  ["a let that is assigned to", `let a = () => 1; a() ~dynamic; a = () => 2;`],
  ["a let that never is", `let a = () => 1; a() ~plain`],
  ["nested functions", `function a() { return green() ~direct; } function b() { return 1; } a() ~direct; b() ~plain`],
  [
    "nested functions that call each other",
    `function a(n: number): any { return n ? b(n) ~direct : 0; } function b(n: number): any { return n > 2 ? a(n) ~direct : p() ~dynamic; } a(2) ~direct`,
  ],
  [
    "a circle that does not suspend",
    `function a(n: number): any { return n ? b(n) ~plain : 0; } function b(n: number): any { return a(n) ~plain; } a(2) ~plain`,
  ],
  [
    "a function that only makes one that suspends",
    `const make = () => () => green() ~direct; make() ~plain; make()() ~dynamic`.replace(
      "make() ~plain; make()()",
      "make()()",
    ),
  ],
  ["an async function", `async function a() { green() ~direct; } a() ~plain`],
  [
    "methods of classes",
    `new C().green() ~dynamic; new D().plain() ~plain; C.static() ~dynamic; new D().green() ~dynamic; new C().abstract() ~dynamic`,
  ],
  ["methods of object literals", `({ m() {} }).m() ~dynamic; const o2 = { m: () => 1 }; o2.m() ~dynamic`],
  ["interfaces", `i.green() ~dynamic; i.unmarked() ~dynamic; i.property() ~dynamic; i() ~dynamic`],
  ["fields and accessors", `new C().field() ~dynamic; new C().getter() ~dynamic`],
  [
    "callbacks of built-ins: what does not suspend",
    `xs.map((x) => x + 1) ~plain; xs.map(plainly) ~plain; xs.sort() ~plain; xs.map(String) ~plain; xs.reduce((a, b) => a + b, 0) ~plain`,
  ],
  [
    "callbacks of built-ins: what does",
    `xs.map((x) => green(x) ~direct) ~dynamic; xs.forEach(green) ~dynamic; xs.find(p) ~dynamic; xs.sort(p) ~dynamic; xs.map(...(o.any as [any])) ~dynamic`,
  ],
  [
    "callbacks of other collections",
    `new Map<any, any>().forEach(green) ~dynamic; new Set<any>().forEach(green) ~dynamic; new Uint8Array(1).map(green) ~dynamic; (xs as readonly number[]).some(p) ~dynamic`,
  ],
  [
    "callbacks of replace",
    `"a".replace("a", "b") ~plain; "a".replace(/a/, n as string) ~plain; "a".replace(/a/, green) ~dynamic; "a".replaceAll("a", p) ~dynamic`,
  ],
  [
    "Array.from and groupBy",
    `Array.from(xs) ~plain; Array.from(xs, green) ~dynamic; Array.from(it) ~dynamic; Object.groupBy(xs, p) ~dynamic; Map.groupBy(xs, (x) => x) ~plain`,
  ],
  [
    "call, apply and bind",
    `green.call(1) ~dynamic; green.apply(1, [2]) ~dynamic; green.bind(1) ~dynamic; plainly.call(1) ~plain; plainly.bind(1) ~plain; p.apply(1) ~dynamic; Reflect.apply(green, 1, []) ~dynamic; Reflect.apply(plainly, 1, []) ~plain; Array.prototype.map.call(xs, green) ~dynamic; Function.prototype.call.call(green, 1) ~dynamic; green.call.apply(green as any, [1] as never) ~dynamic; Math.max.apply(null, xs) ~plain; Object.prototype.hasOwnProperty.call(o, 1) ~plain`,
  ],
  ["natives without a green version", `JSON.parse("1", green) ~plain; setTimeout(green) ~plain`],
  [
    "iterators of the library",
    `xs.values() ~plain; xs.values().next() ~plain; new Map().entries().next() ~plain; it[Symbol.iterator]() ~dynamic`,
  ],
  ["a namespace", `N.green() ~direct; N.plain() ~plain; N.arrow() ~dynamic`],
];

const BODY = (source: string) => `${PRELUDE}
declare function setTimeout(f: () => void): void;
abstract class C {
  /** @greenlet */ green() { return g.switch(); }
  plain() {}
  /** @greenlet */ static static() { g.switch(); }
  abstract abstract(): void;
  field = () => 1;
  get getter() { return () => 1; }
}
class D extends C { plain() {} abstract() {} }
interface I { /** @greenlet */ green(): void; unmarked(): void; property: () => void; (): void }
namespace N {
  /** @greenlet */ export function green() { return g.switch(); }
  export function plain() {}
  export const arrow = /** @greenlet */ () => g.switch();
}
/** @greenlet */
function f(p: any, o?: any, n?: number | string, xs?: number[], i?: I, it?: Iterable<number>) { ${source} }
`;

/** Takes the annotations out; gives where each call ends, and what it should be. */
function annotated(text: string): { source: string; expected: Map<number, string> } {
  const expected = new Map<number, string>();
  let source = "";
  let last = 0;
  for (const match of text.matchAll(/ ~(\w+)/g)) {
    source += text.slice(last, match.index);
    expected.set(source.length, match[1]!);
    last = match.index + match[0].length;
  }
  return { source: source + text.slice(last), expected };
}

const built = rows.map(([, row]) => annotated(BODY(row)));
const program = build(Object.fromEntries(built.map(({ source }, index) => [`row${index}.ts`, source])), {
  compilerOptions: { strict: false },
});

function judgedIn(name: string, expected: ReadonlyMap<number, string>): string[] {
  const calls = nodesOf(program.file(name), (node): node is ts.CallExpression => ts.isCallExpression(node));
  const judged = calls.filter((call) => expected.has(call.end));
  return judged.map((call) => `${call.getText()} ${program.analysis.call(call).kind}`);
}

describe("calls", () => {
  it.each(rows.map(([title], index) => ({ title, index })))("$title", ({ index }) => {
    const { source, expected } = built[index]!;
    const judged = judgedIn(`row${index}.ts`, expected);
    const calls = nodesOf(program.file(`row${index}.ts`), (node): node is ts.CallExpression =>
      ts.isCallExpression(node),
    );
    const wanted = calls.flatMap((call) =>
      expected.has(call.end) ? [`${call.getText()} ${expected.get(call.end)}`] : [],
    );
    expect(judged).toEqual(wanted);
    expect(wanted.length).toBe(expected.size);
    expect(source).not.toContain("~");
  });
});

function main(source: string, files: Record<string, string> = {}): Built {
  return build({
    "main.ts": `import { Greenlet, greenlet } from "greenlet-ts"; declare const g: Greenlet; ${source}`,
    ...files,
  });
}
const judgements = (built: Built) => callsIn(built);

describe("across files", () => {
  it("is told from the mark alone, so that one file's output does not depend on another one's bodies", () => {
    const built = main(`import { a, b, c } from "./other"; /** @greenlet */ function f() { a(); b(); c(); }`, {
      "other.ts": `/** @greenlet */ export function a() {} export function b() {} export const c = /** @greenlet */ () => 1;`,
    });
    expect(judgements(built)).toEqual(["a(): dynamic", "b(): plain", "c(): dynamic"]);
  });

  it("declaration files: packages are plain without a mark, their interfaces too; the project's own interfaces are not", () => {
    const built = main(
      `import { a, b, I } from "lib"; import { J, c } from "./own"; /** @greenlet */ function f(i: I, j: J) { a(); b(); i.m(); i.n(); c(); j.m(); }`,
      {
        "node_modules/lib/index.d.ts": `/** @greenlet */ export function a(): void; export function b(): void; export interface I { /** @greenlet */ m(): void; n(): void }`,
        "node_modules/lib/package.json": `{ "name": "lib", "types": "index.d.ts" }`,
        "own.d.ts": `export interface J { m(): void } export function c(): void;`,
      },
    );
    expect(judgements(built)).toEqual([
      "a(): dynamic",
      "b(): plain",
      "i.m(): dynamic",
      "i.n(): plain",
      "c(): plain",
      "j.m(): dynamic",
    ]);
  });

  it("an import that resolves to nothing is dynamic", () => {
    const built = main(
      `import { a } from "./nowhere"; import * as b from "./nowhere"; /** @greenlet */ function f() { a(); b.c(); }`,
    );
    expect(judgements(built)).toEqual(["a(): dynamic", "b.c(): dynamic"]);
  });
});

describe("JavaScript", () => {
  it("a function that is assigned to is not called directly", () => {
    const built = build({
      "main.js": `import { greenlet } from "greenlet-ts";
        /** @greenlet */ function a(f) { return f(); } /** @greenlet */ function b(f) { return f(); }
        a = wrap(a); export /** @greenlet */ function c() { a(); b(); }`,
    });
    expect(callsIn(built, "main.js")).toEqual([
      "f(): dynamic",
      "f(): dynamic",
      "wrap(a): dynamic",
      "a(): dynamic",
      "b(): direct",
    ]);
  });

  it("functions declared twice, prototypes and exports are values", () => {
    const built = build({
      "main.js": `const { greenlet } = require("greenlet-ts");
        function twice() {} function twice() {} function C() {} C.prototype.m = function () {}; exports.x = () => 1;
        /** @greenlet */ function f(c) { twice(); new C().m(); exports.x(); require("x"); }`,
    });
    expect(callsIn(built, "main.js").slice(1)).toEqual([
      "twice(): dynamic",
      "new C().m(): dynamic",
      "exports.x(): dynamic",
      `require("x"): plain`,
    ]);
  });
});

describe("without types", () => {
  it("everything unknown is dynamic, what the file or the language says is known", () => {
    const built = buildBlind(`import { h } from "./h"; import { Greenlet } from "greenlet-ts";
      function plainly() {} /** @greenlet */ function green(x) { x(); }
      class C { #p() {} m() {} }
      /** @greenlet */ function f(a) { h(); a.b(); green(); plainly(); console.log(1); Math.max(1); Number("1"); foo(); new C().m(); [1].map((x) => x); [1].map(plainly); }`);
    expect(callsIn(built).slice(1)).toEqual([
      "h(): dynamic",
      "a.b(): dynamic",
      "green(): direct",
      "plainly(): plain",
      "console.log(1): plain",
      "Math.max(1): plain",
      `Number("1"): plain`,
      "foo(): dynamic",
      "new C().m(): plain",
      "[1].map((x) => x): dynamic",
      "[1].map(plainly): dynamic",
    ]);
  });

  it("a local of the name of a global is the local", () => {
    const built = buildBlind(`/** @greenlet */ function f(Math, console) { Math.max(1); console.log(1); }`);
    expect(callsIn(built)).toEqual(["Math.max(1): dynamic", "console.log(1): dynamic"]);
  });
});

describe("implicit calls", () => {
  const built = main(`
    class A { /** @greenlet */ get x() { return g.switch(); } set x(v) {} get y() { return 1; } /** @greenlet */ set z(v: any) { g.switch(); } }
    class It { /** @greenlet */ next(): IteratorResult<number> { return g.switch(); } [Symbol.iterator]() { return this; } }
    class Plain { next(): IteratorResult<number> { return null!; } [Symbol.iterator]() { return this; } }
    class Gen { *[Symbol.iterator]() { yield 1; } }
    class Res { /** @greenlet */ [Symbol.dispose]() { g.switch(); } }
    class PlainRes { [Symbol.dispose]() {} }
    /** @greenlet */ function f(a: A, it: It, p: Plain, n: Gen, any: any, xs: number[], s: string, open: Iterable<number>, m: Map<string, number>, u: number[] | It) {
      a.x; a.x = 1; a.y; a.z = 1; a.x += 1;
      for (const _ of it); for (const _ of p); for (const _ of n); for (const _ of any); for (const _ of xs); for (const _ of s);
      for (const _ of open); for (const _ of m); for (const _ of m.keys()); for (const _ of u); for (const _ of [1, 2]);
      [...it]; [...xs]; const [b] = it, [c] = xs; [a.y] = xs; Math.max(...open);
      { using r = new Res(), q = new PlainRes(), z = any; }
    }`);
  const file = built.file("main.ts");
  const kindsOf = <T extends ts.Node>(test: (node: ts.Node) => node is T, judge: (node: T) => { kind: string }) =>
    nodesOf(file, test).map((node) => judge(node).kind);

  it("accessors, by the type", () => {
    const accesses = nodesOf(file, ts.isPropertyAccessExpression).filter((node) => /^a\.[xyz]$/.test(node.getText()));
    expect(
      accesses.map((node) => (["get", "set"] as const).map((mode) => built.analysis.access(node, mode).kind)),
    ).toEqual([
      ["dynamic", "plain"],
      ["dynamic", "plain"],
      ["plain", "plain"],
      ["plain", "dynamic"],
      ["dynamic", "plain"],
      ["plain", "plain"],
    ]);
  });

  it("for…of", () => {
    expect(kindsOf(ts.isForOfStatement, built.analysis.iteration)).toEqual([
      "dynamic",
      "plain",
      "plain",
      "dynamic",
      "plain",
      "plain",
      "dynamic",
      "plain",
      "plain",
      "dynamic",
      "plain",
    ]);
  });

  it("spread and array patterns", () => {
    expect(kindsOf(ts.isSpreadElement, built.analysis.iteration)).toEqual(["dynamic", "plain", "dynamic"]);
    expect(kindsOf(ts.isArrayBindingPattern, built.analysis.iteration)).toEqual(["dynamic", "plain"]);
  });

  it("using", () => {
    const variables = nodesOf(file, ts.isVariableDeclaration).filter((node) => /^[rqz]$/.test(node.name.getText()));
    expect(variables.map((node) => built.analysis.dispose(node).kind)).toEqual(["dynamic", "plain", "dynamic"]);
  });
});

describe("containsSuspension", () => {
  const suspending = (body: string) => {
    const built = main(`/** @greenlet */ function f(p: any, q?: any) { ${body} }`);
    const [statement] = nodesOf(built.file("main.ts"), ts.isFunctionDeclaration)[0]!.body!.statements;
    return built.analysis.containsSuspension(statement!);
  };
  it.each([
    ["a call", `p();`],
    ["deep inside", `{ if (q) for (;;) { q = [1, { a: p() }]; } }`],
    ["a default in a pattern", `const { a = p() } = q;`],
    ["a computed name of a method", `q = { [p()]() {} };`],
    ["the heritage of a class", `class C extends p() {}`],
    ["a computed name of a member", `class C { [p()] = 1; }`],
    ["a computed name of a static member", `class C { static [p()]() {} }`],
    ["a decorator", `class C { @p() m() {} }`],
    ["a template", "q = `${p()}`;"],
    ["a tagged template", "q = p`x`;"],
    ["the argument of new", `new Map(p());`],
    ["an initialiser of an enum", `enum E { A = p() }`],
    ["a using declaration", `using r = p;`],
  ])("%s", (_, body) => expect(suspending(body)).toBe(true));
  it.each([
    ["a nested function", `const a = () => p();`],
    ["its parameters", `function a(b = p()) {}`],
    ["a method", `q = { a() { p(); } };`],
    ["a field", `class C { a = p(); static b = p(); }`],
    ["a static block", `class C { static { p(); } }`],
    ["a constructor", `class C { constructor(a = p()) { p(); } }`],
    ["a type", `type A = typeof p;`],
    ["new", `new Map();`],
    ["what is deleted", `delete p.x;`],
  ])("not %s", (_, body) => expect(suspending(body)).toBe(false));

  it("parameters belong to their function", () => {
    expect(
      compiledIn(
        main(`/** @greenlet */ function f(a: any, b = a()) {}  /** @greenlet */ function h({ a = g.switch() }) {}`),
      ),
    ).toEqual(["f", "h"]);
  });

  it("a green function without a suspension point is left alone", () => {
    expect(compiledIn(main(`/** @greenlet */ function f(a: number) { return Math.max(a, 1); }`))).toEqual([]);
  });
});

describe("option infer", () => {
  const inferred = (source: string, files: Record<string, string> = {}) => {
    const built = build(
      { "main.ts": `import { Greenlet } from "greenlet-ts"; declare const g: Greenlet; ${source}`, ...files },
      { options: { infer: true } },
    );
    return [...Object.keys(files), "main.ts"].flatMap((name) => compiledIn(built, name));
  };
  it("follows calls through functions, methods, closures and modules", () => {
    const other = `import { Greenlet } from "greenlet-ts"; export function ask(g: Greenlet) { return g.switch(); } export function quiet() {}`;
    expect(
      inferred(
        `import { ask, quiet } from "./other"; function a() { ask(g); } const b = () => a(); class C { m() { b(); } n() { quiet(); } } function c() { new C().m(); } function d() { new C().n(); }`,
        { "other.ts": other },
      ),
    ).toEqual(["ask", "a", "b", "m", "c"]);
  });
  it("follows callbacks that are called", () => {
    expect(
      inferred(
        `function each(f: () => void) { f(); } function keep(f: () => void) { return f; } function a() { each(() => g.switch()); } function b() { keep(() => g.switch()); } function c(xs: number[]) { xs.forEach((x) => g.switch(x)); }`,
      ),
    ).toEqual(["each", "a", "each(…)", "keep(…)", "c", "xs.forEach(…)"]);
  });
  it("an override and what it overrides share their colour", () => {
    expect(
      inferred(`class A { m() {} } class B extends A { m() { g.switch(); } } function a(x: A) { x.m(); }`),
    ).toEqual(["m", "a"]);
  });
  it("leaves out what can't be green", () => {
    expect(
      inferred(
        `async function a() { g.switch(); } function* b() { g.switch(); } class C { constructor() { g.switch(); } } function c() { a(); b(); new C(); }`,
      ),
    ).toEqual([]);
  });
});

describe("option markAll", () => {
  it("marks every function that can be green", () => {
    const built = build(
      `function f(x: any) { x(); } class C { constructor() { f(1); } m() { f(1); } } async function a() { f(1); }`,
      { options: { markAll: true } },
    );
    expect(compiledIn(built)).toEqual(["f", "m"]);
  });
});

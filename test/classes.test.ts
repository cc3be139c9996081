/** Classes: every place where a class can be written, with every kind of green member in it, beside plain ones. */
import { test } from "vitest";
import { expectSame } from "./same.js";

/** Bodies of a class that extends `Base`; `n` is a variable around it. */
const BODIES: Readonly<Record<string, string>> = {
  methods: `
    /** @greenlet */ m(x: any): any { return [super.m(x), pause(n)]; }
    /** @greenlet */ static s(x: any): any { return [super.s(x), pause(n), this.name]; }
    plain(): any { return [super.m(1), n]; }`,
  "computed keys": `
    /** @greenlet */ [key("m")](x: any): any { return [x, pause(n)]; }
    /** @greenlet */ static [key("s")](x: any): any { return [x, pause(n)]; }
    [key("plain")](): any { return n; }
    /** @greenlet */ [key("k" + n)](): any { return pause("k"); }`,
  "one that takes another's place": `
    /** @greenlet */ m(x: any): any { return pause([x, n]); }
    [key("m")](x: any): any { return ["plain", x]; }
    /** @greenlet */ plain(): any { return pause("green"); }
    /** @greenlet */ [key(n === 1 ? "plain" : "other")](): any { return pause("green, too"); }
    /** @greenlet */ static s(x: any): any { return pause(x); }
    static [key(n === 1 ? "s" : "t")]: any = (x: any) => ["field", x];`,
  "private names": `
    #p: any = n; static #q: any = n + 1;
    /** @greenlet */ #hidden(x: any): any { return [x, pause(this.#p++), super.m(x)]; }
    /** @greenlet */ m(x: any): any { return [this.#hidden(x), #p in this, (this.#p += pause(1))]; }
    /** @greenlet */ static #own(x: any): any { return [x, pause(this.#q)]; }
    /** @greenlet */ static s(x: any): any { return this.#own(x); }`,
  fields: `
    f = /** @greenlet */ (x: any): any => [x, pause(n), this.v, super.m(x)];
    static g = /** @greenlet */ (x: any): any => [x, pause(n), typeof this, super.s(x)];
    v = n; [key("w")] = [this.v, n]; static { this.u = [n]; }
    /** @greenlet */ m(x: any): any { return this.f(x); }
    /** @greenlet */ static s(x: any): any { return this.g(x); }`,
  constructor: `
    f: any;
    constructor(x: any = n) { super(); this.f = /** @greenlet */ (y: any): any => [x, y, pause(n), new.target === this.constructor, super.m(y)]; }
    /** @greenlet */ m(x: any = this.f(7), ...more: any[]): any { return [x, more, this.f(8)]; }`,
  closures: `
    /** @greenlet */ m(x: any): any { let y = pause(x); return [() => [n, y++, this instanceof Base], () => pause(y), () => arguments.length].map((f) => f()); }
    /** @greenlet */ static s(x: any): any { return [1, 2].map((i) => [i, pause(x), n]); }
    *gen(): any { yield n; } async later(): Promise<any> { return n; } get plain(): any { return () => n; }`,
};

/** Where a class stands. In: its text with a name or without; out: statements that hand it to `use`. */
const PLACES: Readonly<Record<string, (c: (name: string) => string) => string>> = {
  declaration: (c) => `let n = pause(1); ${c("C")} log(use(C));`,
  expression: (c) => `const n = pause(1); const C: any = ${c("")}; log(use(C));`,
  "named expression": (c) => `const n = pause(1); const X: any = ${c("C")}; log(use(X));`,
  argument: (c) => `const n = pause(1); log(use(${c("")}));`,
  "block in a loop": (c) =>
    `const all: any[] = []; for (let n = 1; n < 3; n++) { ${c("C")} all.push(C); } for (const C of all) log(use(C));`,
  "loop without a block": (c) =>
    `const all: any[] = []; for (let n = 1; n < 3; n++) all.push(${c("C")}); for (const C of all) log(use(C));`,
  "default of a parameter": (c) => `log(((n = pause(1), C: any = ${c("")}) => use(C))());`,
  "default in a pattern": (c) => `const { n = 1, C = ${c("")} }: any = {}; log(use(C));`,
  "expression of an arrow": (c) => `const make = (n: any): any => ${c("")}; log(use(make(1)), use(make(2)));`,
  "plain function": (c) =>
    `log(use(plainly(1)), use(plainly(2))); function plainly(n: any): any { ${c("C")} return C; }`,
  "case clause": (c) =>
    `for (const n of [1, 2]) switch (n) { case 2: log(use(C)); break; default: ${c("C")} log(use(C)); if (pause(n) === 1) break; }`,
  "case clause of a plain function": (c) =>
    `const make = [1, 2].map(function (n: any): any { switch (n) { case 1: ${c("C")} return C; default: return ${c("")}; } }); for (const C of make) log(use(C));`,
  "try and finally": (c) =>
    `const n = 1; try { ${c("C")} throw C; } catch (C) { log(use(C)); } finally { log(use(${c("")})); }`,
  "property of an object": (c) =>
    `const n = 1; const o: any = { C: ${c("")}, [key("D")]: ${c("")} }; log(use(o.C), use(o.D));`,
  heritage: (c) => `const n = 1; class D extends (${c("C")} as any) { #own = n; } log(use(D));`,
  "static field": (c) =>
    `const n = 1; class Outer { static C: any = ${c("")}; #p = 1; D: any = ${c("D")}; } log(use(Outer.C), use(new Outer().D));`,
  conditional: (c) => `const n = pause(1); log(use(n ? ${c("")} : ${c("D")}), use(n && ${c("E")}));`,
  generator: (c) =>
    `const made = (function* (n: any): any { ${c("C")} yield C; yield ${c("")}; })(1); log(use(made.next().value), use(made.next().value));`,
  "immediate function": (c) =>
    `log(use((function (n: any): any { return ${c("")}; })(1)), (() => { const n = 2; ${c("C")} return use(C); })());`,
};

function programOf(place: (c: (name: string) => string) => string): string {
  const functions = Object.values(BODIES).map(
    (body, k) => `
/** @greenlet */
function at${k}(): void { ${place((name) => `class ${name} extends Base { ${body} }`)} }`,
  );
  return `
import { log, pause } from "../_support.js";
class Base {
  /** @greenlet */ m(x: any): any { return ["m", pause(x)]; }
  /** @greenlet */ static s(x: any): any { return ["s", pause(x)]; }
  static u: any;
}
const key = (k: any) => k;
/** @greenlet */
function use(C: any): any {
  const o = new C();
  const names = [...Reflect.ownKeys(C.prototype), "|", ...Reflect.ownKeys(C), "|", ...Reflect.ownKeys(o)].map(String);
  return JSON.stringify([C.name, o.m(1), C.s(2), o.f?.(3), C.g?.(4), o.plain?.(), o.k1?.(), o.w, C.u, o.m.name, names.filter((k) => !k.includes("greenlet"))]);
}
${functions.join("")}
/** @greenlet */
export function main(): void {
${functions.map((_, k) => `  try { log("${Object.keys(BODIES)[k]}"); at${k}(); } catch (e) { log(e as any); }`).join("\n")}
}
`;
}

test.each(Object.entries(PLACES))("%s", (_, place) => {
  expectSame(programOf(place), (line) => line);
});

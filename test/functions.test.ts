/**
 * Where functions stand: every place where a function can be written, with every thing that depends on that place (`this`,
 * `super`, `arguments`, `new.target`, private names, its own name, its parameters), in the function and in arrows in it.
 */
import { test } from "vitest";
import { expectSame } from "./same.js";

/** Expressions whose value depends on where they stand; `p` is a parameter there. */
const USES: readonly string[] = [
  "text(this)",
  "typeof new.target",
  "[...arguments].length",
  "(arguments[0] = 5, arguments[0])",
  "super.value",
  "super.m(p, pause(1))",
  "super['m']?.(p)",
  "(super.written = p, this.written)",
  "this.m2(p)",
  "this.#secret",
  "(this.#secret += pause(2))",
  "this.#hidden(p)",
  "#secret in this",
  "p",
  "(p = pause(7))",
  "((q: any) => [q, p, pause(3)])(p)",
  "((q: any = pause(4), { r = q } = {} as any, ...s: any[]) => [q, r, s])(undefined, {}, 5)",
  "[1, 2].map((x) => [x + pause(p)])",
  "new (class { z = [p]; constructor() { log(typeof new.target); } })().z",
  "(class { static s = p; static { this.s = [this.s, p]; } }).s",
  "({ p, get g() { return p; }, n() { return pause(p); } }).n()",
  "(function (this: any) { return [typeof this, arguments.length, pause(p)]; })()",
  "(() => { try { return pause(p); } finally { log(p); } })()",
  "inner()",
];

const SUPER = /\bsuper\b/;
const PRIVATE = /#(?:secret|hidden)/;
const ARGUMENTS = /\barguments\b(?!\.length, pause)/;

interface Place {
  /** What may not be used there. */
  readonly without?: RegExp;
  /** In: a body, which returns a value. Out: an expression that makes the function and calls it with 1. */
  readonly write: (body: string) => string;
}

/** `C` is derived from a class that has `value` and `m`. It has private names if they are used. */
const inClass = (member: string, use: string) => `
  (() => {
    class C extends Base {
      ${PRIVATE.test(member) ? "#secret: any = 8; /** @greenlet */ #hidden(x: any): any { return [x, pause(9), this.#secret]; }" : ""}
      /** @greenlet */ m2(x: any): any { return [x, pause(10)]; }
      written: any = 0;
      ${member}
    }
    ${use}
  })()`;
const outside = new RegExp(`${SUPER.source}|${PRIVATE.source}|this\\.m2`);

const PLACES: Readonly<Record<string, Place>> = {
  "function declaration": {
    without: outside,
    write: (body) => `(() => { function f(this: any, p: any): any { ${body} } return f(1); })()`,
  },
  "function expression": {
    without: outside,
    write: (body) => `(function (this: any, p: any): any { ${body} }).call({ t: 1 }, 1)`,
  },
  "arrow function": {
    without: new RegExp(`${outside.source}|arguments|new\\.target|this`),
    write: (body) => `((p: any): any => { ${body} })(1)`,
  },
  method: { write: (body) => inClass(`/** @greenlet */ f(p: any): any { ${body} }`, `return new C().f(1);`) },
  "plain method": {
    write: (body) =>
      inClass(
        `f(p: any): any { return (/** @greenlet */ (): any => { ${body} })(); }`,
        `return (new C() as any).f(1);`,
      ),
  },
  "method with a default": {
    write: (body) =>
      inClass(
        `/** @greenlet */ f(p: any, q = /** @greenlet */ (): any => { ${body} }): any { return [q(), pause(p)]; }`,
        `return new C().f(1);`,
      ),
  },
  "method by a computed name": {
    write: (body) => inClass(`/** @greenlet */ [pause("f")](p: any): any { ${body} }`, `return (new C() as any).f(1);`),
  },
  "static method": {
    without: /this\.(?:m2|#)|#secret in/,
    write: (body) => inClass(`/** @greenlet */ static f(p: any): any { ${body} }`, `return C.f(1);`),
  },
  "private method": {
    write: (body) =>
      inClass(
        `/** @greenlet */ #f(p: any): any { ${body} } /** @greenlet */ run(): any { return this.#f(1); }`,
        `return new C().run();`,
      ),
  },
  getter: {
    without: ARGUMENTS,
    write: (body) =>
      inClass(`/** @greenlet */ get f(): any { let p: any = 1; ${body} }`, `const c = new C(); return c.f;`),
  },
  setter: {
    without: ARGUMENTS,
    write: (body) =>
      inClass(
        `result: any; /** @greenlet */ set f(p: any) { this.result = (() => { ${body} })(); }`,
        `const c = new C(); c.f = 1; return c.result;`,
      ),
  },
  "arrow in a field": {
    without: ARGUMENTS,
    write: (body) => inClass(`f = /** @greenlet */ (p: any): any => { ${body} };`, `return new C().f(1);`),
  },
  "arrow in a static field": {
    without: /this\.(?:m2|#)|#secret in|arguments/,
    write: (body) => inClass(`static f = /** @greenlet */ (p: any): any => { ${body} };`, `return C.f(1);`),
  },
  "arrow in a constructor": {
    write: (body) =>
      inClass(
        `f: any; constructor(p?: any) { super(); this.f = /** @greenlet */ (): any => { ${body} }; }`,
        `return new C(1).f();`,
      ),
  },
  "arrow in a static block": {
    without: /this\.(?:m2|#)|#secret in|arguments/,
    write: (body) =>
      inClass(
        `static f: any; static { let p: any = 1; this.f = /** @greenlet */ (): any => { ${body} }; }`,
        `return C.f();`,
      ),
  },
  "method of a class expression": {
    without: new RegExp(`${PRIVATE.source}|this\\.m2`),
    write: (body) => `new (class extends Base { written: any; /** @greenlet */ f(p: any): any { ${body} } })().f(1)`,
  },
  "method of an object": {
    without: new RegExp(`${PRIVATE.source}|this\\.m2`),
    write: (body) => `({ __proto__: new Base(), written: 0, /** @greenlet */ f(p: any): any { ${body} } } as any).f(1)`,
  },
  "accessor of an object": {
    without: new RegExp(`${PRIVATE.source}|this\\.m2|arguments|text\\(this`),
    write: (body) =>
      `(() => { const o = { __proto__: new Base(), written: 0, /** @greenlet */ get f(): any { let p: any = 1; ${body} } }; return o.f; })()`,
  },
  "function in an object": {
    without: outside,
    write: (body) => `({ t: 1, f: /** @greenlet */ function (this: any, p: any): any { ${body} } }).f(1)`,
  },
  "method of an inner class": {
    write: (body) =>
      `(() => { const make = (n: number) => ${inClass(`/** @greenlet */ f(p: any): any { log(n); ${body} }`, "return C;")}; return [new (make(1))().f(1), new (make(2))().f(2)]; })()`,
  },
};

const usesIn = ({ without }: Place) => USES.filter((use) => !without?.test(use));

function programOf(place: Place): string {
  const uses = usesIn(place);
  const functions = uses.map((use, k) => {
    const body = `
      const inner = () => ${use.replace("inner()", "2")};
      let result: any[];
      try { result = [${use}]; } catch (e) { result = [(e as Error).name]; }
      pause(0);
      const nested = () => () => ${use};
      try { result.push(nested()(), ${use}); } catch (e) { result.push((e as Error).name); }
      return text([result, p]);`;
    return `
/** @greenlet */
function use${k}(): any { return (${place.write(body)}); }`;
  });
  return `
import { log, pause } from "../_support.js";
const text = (value: any): any => JSON.stringify(value);
class Base {
  get value(): any { return ["value", (this as any).written]; }
  /** @greenlet */ m(x: any, y?: any): any { return ["m", x, pause(y)]; }
  static get value(): any { return "static value"; }
  /** @greenlet */ static m(x: any, y?: any): any { return ["static m", x, pause(y)]; }
}
${functions.join("")}
/** @greenlet */
export function main(): void {
${uses.map((_, k) => `  try { log(${k}, text(use${k}())); } catch (e) { log(${k}, (e as Error).name); }`).join("\n")}
}
`;
}

test.each(Object.entries(PLACES))("%s", (_, place) => {
  expectSame(programOf(place), (line) => usesIn(place)[Number(/^(\d+) /.exec(line)?.[1])] ?? line);
});

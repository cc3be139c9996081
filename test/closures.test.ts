/**
 * Closures made in loops: every kind of loop, with what stands between the loop and the closure, and every kind of
 * closure. Each keeps the variables of its round (ECMAScript 14.7.4.4), wherever in the loop something suspends.
 */
import { test } from "vitest";
import { expectSame } from "./same.js";

/** In: the body of the loop. `x` is a variable that each round has anew. */
const LOOPS: Readonly<Record<string, (body: string) => string>> = {
  "for…of, head suspends": (body) => `for (const x of items()) { ${body} }`,
  "for…of, body suspends": (body) => `for (const x of [0, 1]) { pause(x); ${body} pause(x); }`,
  "for…in, head suspends": (body) => `for (const x in pause({ a: 1, b: 2 }) as any) { ${body} }`,
  "for, head suspends": (body) => `for (let x: any = pause(0); x < 2; x++) { ${body} }`,
  "for, test suspends": (body) => `for (let x: any = 0; pause(x) < 2; x++) { ${body} }`,
  "while, test suspends": (body) => `let n = 0; while (pause(n) < 2) { const x = n++; ${body} }`,
  "do, test suspends": (body) => `let n = 0; do { const x = n++; ${body} } while (pause(n) < 2);`,
  "in a loop": (body) => `for (const y of [0, 1]) { for (const x of items()) { later.push(() => y); ${body} } }`,
};

/** What stands between. In: statements that make a closure. `b` is a variable there, or else of the module. */
const BETWEEN: readonly ((make: string) => string)[] = [
  (make) => make,
  (make) => `{ const b = [x]; ${make} }`,
  (make) => `if (x !== 5) { let b: any = 1; ${make} b = x; }`,
  (make) => `switch (x) { case 7: log("never"); default: const b = 2; ${make} }`,
  (make) => `try { const b = 3; ${make} } finally { log("finally"); }`,
  (make) => `try { throw x; } catch (b: any) { ${make} }`,
  (make) => `L: { const b = 4; ${make} if (x > 5) break L; log("end"); }`,
  (make) => `for (const b of [5, 6]) { if (b === 6) continue; ${make} }`,
  (make) => `for (let b = 0; b < 2; b++) { ${make} if (x > 5) break; }`,
  (make) => `(() => { const b = 7; ${make} })();`,
  (make) => `{ const b = pause(8); ${make} }`,
];

const CLOSURES: readonly string[] = [
  "later.push(() => [x, b]);",
  "later.push(() => pause([x, b]));",
  "later.push(function () { return [pause(x), b]; });",
  "function f(): any { return [x, b]; } later.push(f);",
  "later.push(f); function f(): any { return [pause(x), b]; }",
  "function f(): any { return g(); } function g(): any { return pause([x, b]); } later.push(f);",
  "class F { m() { return [x, b]; } } later.push(() => new F().m());",
  "class F { static s = x; m() { return [pause(x), b]; } } later.push(() => [F.s, new F().m()]);",
  "class F { static s = [b]; } later.push(() => F.s);",
  "later.push(new (class { m = () => [x, pause(b)]; })().m);",
  "const o = { m: () => pause([x, b]), get g() { return x; }, n() { return [pause(x), b]; } }; later.push(() => [o.m(), o.g, o.n()]);",
  "later.push(({ y = x }: any = b) => pause([x, y]));",
  "later.push(() => (() => () => pause([x, b]))()());",
  "later.push(() => [...(function* () { yield x; yield b; })()]);",
  "let k: any = x; later.push(() => [k, pause(x), (k = b)]); k = [k];",
  "var v: any = x; later.push(() => [v, pause(b)]);",
];

const bodies = BETWEEN.flatMap((between) => CLOSURES.map(between));

function programOf(loop: (body: string) => string): string {
  const functions = bodies.map(
    (body, k) => `
/** @greenlet */
function use${k}(): void { ${loop(body)} }`,
  );
  return `
import { log, pause } from "../_support.js";
const later: (() => any)[] = [];
const b: any = "b";
/** @greenlet */
function items(): number[] { return pause([0, 1]); }
${functions.join("")}
/** @greenlet */
export function main(): void {
  for (const use of [${bodies.map((_, k) => `use${k}`).join(", ")}]) {
    use();
    for (const closure of later.splice(0)) log(use.name, JSON.stringify(closure()), JSON.stringify(closure()));
  }
}
`;
}

test.each(Object.entries(LOOPS))("%s", (_, loop) => {
  expectSame(programOf(loop), (line) => bodies[Number(/^use(\d+) /.exec(line)?.[1])] ?? line);
});

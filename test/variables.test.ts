/**
 * Where variables live: every kind of variable with every way to read and write it, in sight, in a closure made before
 * its declaration, and in one made after. A pause stands between, so that each variable is saved and restored.
 */
import { test } from "vitest";
import { expectSame } from "./same.js";

/** Reads and writes of `x`, each the value of an expression. */
const USES: readonly string[] = [
  "x",
  "typeof x",
  "(x = 3)",
  "(x += 4)",
  "(x **= 2)",
  "x++",
  "--x",
  "-x",
  "(x ||= 5)",
  "(x &&= 6)",
  "(x ??= 7)",
  "([x] = [8])",
  "({ x } = { x: 9 } as any)",
  "({ x = 10 } = {} as any)",
  "({ y: x = 11, ...rest } = { z: 1 } as any)",
  "([, ...x] = [1, 2, 3] as any)",
  "({ x })",
  "[x, x]",
  "`${x}`",
  "String`a${x}`",
  "[...[x], x]",
  "each(x)",
  "pause(x)",
  "(x = pause(12))",
  "(x += pause(13))",
  "(x ||= pause(14))",
  "([x = pause(15)] = [] as any)",
  "((x: any) => x)(16)",
  "(x = (() => x) as any, typeof x === 'function' ? x.name : x)",
  "(() => { for (x of [17, 18]); return x; })()",
  "(() => { for (x in { k: 1 }); return x; })()",
  "(() => { for (x = 0; x < 2; x++); return x; })()",
  "(() => { { let x: any = 19; x++; log(x); } return x; })()",
  "(() => { try { throw 20; } catch (e) { x = e; } return x; })()",
  "(() => { switch (x) { case x: return [x]; } })()",
  // Others of the same name.
  "(() => { var x: any = 21; x++; return [x]; })()",
  "(function () { for (var x of [22]) pause(x); return x; })()",
  "(() => { function x(): any { return pause(23); } return x(); })()",
  "(function x(): any { return [typeof x, pause(24)]; })()",
  "(class x { static n = [x.name]; }).n",
  "(({ x }: any) => [x, pause(25)])({ x: 26 })",
  "[1, 2].map((x) => x + pause(27))",
  "(() => { try { throw 28; } catch (x) { var y = pause(x); { let x = 29; return [x, y]; } } })()",
  "(() => { L: for (let x = 0; ; x++) { if (x > 1) break L; pause(x); } return x; })()",
];

/** How a variable `x` comes about. In: what stands before it, where it is in sight, and behind. */
const KINDS: Readonly<Record<string, (before: string, inSight: string, after: string) => string>> = {
  let: (before, inSight, after) => `${before} let x: any = pause(1); ${inSight} ${after}`,
  "let without value": (before, inSight, after) => `${before} let x: any; pause(0); ${inSight} ${after}`,
  const: (before, inSight, after) => `${before} const x: any = pause(1); ${inSight} ${after}`,
  var: (before, inSight, after) => `${before} ${inSight} var x: any = pause(1); ${inSight} ${after}`,
  "destructured let": (before, inSight, after) =>
    `${before} let { x = pause(1), ...more }: any = {}; ${inSight} ${after} log(more);`,
  parameter: (before, inSight, after) => `(function (x: any) { ${before} pause(0); ${inSight} ${after} })(1);`,
  "parameter with default": (before, inSight, after) =>
    `(function (x: any = pause(1), y = () => x) { ${before} ${inSight} ${after} log("y", y()); })();`,
  "function declaration": (before, inSight, after) =>
    `${before} ${inSight} function x(): any { return 1; } ${inSight} ${after}`,
  "function expression": (before, inSight, after) =>
    `(function x(): any { ${before} pause(0); ${inSight} ${after} })();`,
  class: (before, inSight, after) => `${before} class x { static s = 1; } pause(0); ${inSight} ${after}`,
  "caught error": (before, inSight, after) =>
    `try { throw pause(1); } catch (x: any) { ${before} ${inSight} ${after} }`,
  "variable of a for": (before, inSight, after) =>
    `for (let x: any = 1, n = 0; n < 2; n++) { ${before} pause(0); ${inSight} ${after} }`,
  "variable of a for…of": (before, inSight, after) =>
    `for (let x of [1, pause(2)] as any[]) { ${before} pause(0); ${inSight} ${after} }`,
  "constant of a for…in": (before, inSight, after) =>
    `for (const x in { a: 1, b: 2 } as any) { ${before} pause(0); ${inSight} ${after} }`,
  "let of a block in a loop": (before, inSight, after) =>
    `for (const n of [1, 2]) { ${before} let x: any = pause(n); ${inSight} ${after} }`,
  "let of a switch": (before, inSight, after) =>
    `switch (pause(1)) { case 1: ${before} let x: any = pause(1); ${inSight} case 2: ${after} }`,
  "variable of a green function around": (before, inSight, after) =>
    `${before} let x: any = pause(1); (function () { ${inSight} pause(0); ${inSight} })(); ${after}`,
  "variable of the module": (before, inSight, after) => `${before} pause(0); ${inSight} ${after}`,
};

/** One kind with all uses, as a program that logs the value of each. */
function programOf(kind: string, declare: (before: string, inSight: string, after: string) => string): string {
  const functions = USES.map((use, k) => {
    const at = (where: string) => `attempt("${where} ${k}", () => ${use});`;
    const inSight = `try { log("${k}", show(${use})); } catch (e) { log("${k}", (e as Error).name); } pause(0); ${at("closure")}`;
    const before = `const early = () => ${use}; attempt("early ${k}", early);`;
    const after = `pause(0); ${at("late")} attempt("early again ${k}", early); log("at last", show(typeof x === "function" ? "function" : x));`;
    return `
/** @greenlet */
function use${k}(): void { let rest: any; ${declare(before, inSight, after)} log(show(rest)); }`;
  });
  return `
import { log, pause } from "../_support.js";
${kind === "variable of the module" ? "let x: any = 1;" : ""}
const show = (value: any): any =>
  typeof value === "function" ? "function " + value.name : JSON.stringify(value)?.replace(/(?:function|class) x\\b.*/, "source");
/** @greenlet */
function attempt(label: string, f: () => any): void {
  try { log(label, show(f())); } catch (e) { log(label, (e as Error).name); }
}
/** @greenlet */
function each(value: any): any { pause(0); return [value]; }
${functions.join("")}
/** @greenlet */
export function main(): void {
${USES.map((_, k) => `  attempt("function ${k}", use${k});`).join("\n")}
}
`;
}

test.each(Object.entries(KINDS))("%s", (kind, declare) => {
  expectSame(programOf(kind, declare), (line) => USES[Number(/(\d+) /.exec(line)?.[1])] ?? line);
});

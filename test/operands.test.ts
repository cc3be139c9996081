/**
 * Order of evaluation: every construct that has operands, with every pair of kinds of operands in it. Some read variables,
 * some change them, in sight or out of it, some suspend or fail; a third operand shows what the variables are by then.
 */
import { test } from "vitest";
import { expectSame } from "./same.js";

/** `i` is a local, `c` one that closures change, `m` a variable of the module. */
const OPERANDS: readonly string[] = [
  "i",
  "c",
  "m",
  "(i = 5)",
  "c++",
  "(m += 2)",
  "next()",
  "o.getter",
  "+coerced",
  "pause(c)",
  "bump(i)",
  "o.none.x",
];

const CONSTRUCTS: Readonly<Record<string, (a: string, b: string) => string>> = {
  "dynamic call": (a, b) => `o.call(${a}, ${b}, [i, c, m])`,
  "call of what is no function": (a, b) => `o.missing(${a}, ${b}, [i, c, m])`,
  "optional call": (a, b) => `o.call?.(${a}, ${b}, [i, c, m])`,
  "call in an optional chain": (a, b) => `o?.missing(${a}, ${b}, [i, c, m])`,
  "call by a computed name": (a, b) => `o["call" + (${a} ? "" : "")](${b}, i, c, m)`,
  "call of the result of a call": (a, b) => `o.maker(${a})(${b}, i, c, m)`,
  "direct call": (a, b) => `show(${a}, ${b}, i, c, m)`,
  "call of a local function": (a, b) => `f(${a}, ${b}, i, c, m)`,
  "call of a variable that changes": (a, b) => `g(${a}, (g = f), ${b}, c)`,
  "call of a call": (a, b) => `o.call(o.call(${a}, ${b}), i, c, m)`,
  "call with spread": (a, b) => `o.call(...[${a}], ${b}, ...[i, c, m])`,
  "call of what is no function, with spread": (a, b) => `o.missing(...[${a}], ...(${b} as any), c)`,
  new: (a, b) => `new Made(${a}, ${b}, c).values`,
  "tagged template": (a, b) => `o.tag\`\${${a}} \${${b}} \${c}\``,
  template: (a, b) => `\`\${${a}} \${${b}} \${c} \${i}\``,
  array: (a, b) => `[${a}, , ${b}, i, c, m]`,
  object: (a, b) => `({ a: ${a}, [${b}]: i, c, m, ...{ i } })`,
  spread: (a, b) => `[...[${a}, c], ${b}, ...[i, c]]`,
  arithmetic: (a, b) => `${a} * 100 + ${b} * c - i`,
  comparison: (a, b) => `[${a} < ${b}, ${a} === c, i !== ${b}]`,
  "logical operators": (a, b) => `(${a} && ${b}) || (i ?? c)`,
  conditional: (a, b) => `${a} > 2 ? [${b}, i] : [c, ${b}]`,
  comma: (a, b) => `[(${a}, ${b}, i), c]`,
  member: (a, b) => `[o.list[${a}], o.list[${b} % 3], i, c]`,
  "assignment to a member": (a, b) => `[(o.list[${a}] = ${b}), i, c, o.list]`,
  "assignment to a member of a result": (a, b) => `[(o.self(${a}).x = ${b}), i, c, o.x]`,
  "assignment to a member of a variable": (a, b) => `[((t as any)[${a}] = ((t = { n: 1 }), ${b})), t, c]`,
  "compound assignment": (a, b) => `[(i += ${a}), (c += ${b}), (m += i), i, c, m]`,
  "compound assignment to a member": (a, b) => `[(o.list[${a}] += ${b}), o.list, c]`,
  "logical assignment": (a, b) => `[(t[${a}] ??= ${b}), (i &&= ${b}), t, i, c]`,
  update: (a, b) => `[o.list[${a}]++ + ${b}, --o.list[${b} % 3], o.list, i]`,
  destructuring: (a, b) => `[([o.x = ${a}, o.list[${b}], ...o.rest] = [undefined, i, c, m] as any), o]`,
  "destructuring by key": (a, b) => `[({ [${a}]: o.x = ${b}, ...o.rest } = { z: i, c }), o, m]`,
  delete: (a, b) => `[delete o.list[${a}], ${b} in o.list, o.list, c]`,
  instanceof: (a, b) => `[o.self(${a}) instanceof o.classOf(${b}), i, c]`,
  closure: (a, b) => `[() => [i, c], ${a}, () => m, ${b}].map((x) => (typeof x === "function" ? x() : x))`,
};

/** All pairs in one construct, as a program that logs the value of each. */
function programOf(construct: (a: string, b: string) => string): string {
  const expressions = OPERANDS.flatMap((a) => OPERANDS.map((b) => construct(a, b)));
  return `
import { log, pause, tried } from "../_support.js";
let m = 1;
/** @greenlet */
function bump(by: any) { m += by; return pause(m); }
/** @greenlet */
function show(...values: any[]) { m++; return values; }
class Made { values: any[]; constructor(...values: any[]) { this.values = values; } }
${expressions
  .map(
    (expression, k) => `
/** @greenlet */
function expression${k}(): any {
  m = 1;
  let i: any = 1, c: any = 2, t: any = {};
  const next = () => (c += 10);
  const coerced: any = { valueOf: () => ++c };
  const f: any = (...values: any[]) => values;
  let g: any = show;
  const o: any = {
    list: [7, 8, 9], none: null, call: show, x: 0, get getter() { return (c += 20); }, maker: (x: any) => (c++, show), self: () => o,
    tag: (texts: any, ...values: any[]) => [texts.join(), values], classOf: () => Object,
  };
  return [${expression}, i, c, m];
}`,
  )
  .join("")}
/** @greenlet */
export function main(): void {
  const text = (value: any): any => (Array.isArray(value) ? value.map(text) : typeof value === "object" ? { ...value } : value);
  const attempt = /** @greenlet */ (k: number, f: () => any): void => {
    try { log(k, JSON.stringify(text(f()))); } catch (e) { log(k, (e as Error).name, m); }
  };
${expressions.map((_, k) => `  attempt(${k}, expression${k});`).join("\n")}
}
`;
}

test.each(Object.entries(CONSTRUCTS))("%s", (_, construct) => {
  expectSame(programOf(construct), (line) => {
    const k = Number(/^(\d+) /.exec(line)?.[1]);
    return Number.isNaN(k)
      ? line
      : construct(OPERANDS[Math.floor(k / OPERANDS.length)]!, OPERANDS[k % OPERANDS.length]!);
  });
});

/** The compiler's table of built-ins that call back, against the runtime's list of their green versions. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { GREEN_VERSIONS } from "../../../transformer/2-analyse/builtins.js";
import { greenBuiltins } from "../../../runtime/builtins/install.js";
import { build, nodesOf } from "./program.js";

/** How a program writes what a green built-in is called on. */
const HOLDERS = new Map<unknown, string>([
  [Array.prototype, "([] as any[])"],
  [Array, "Array"],
  [Object.getPrototypeOf(Uint8Array).prototype, "new Uint8Array(1)"],
  [Object.getPrototypeOf(Uint8Array), "Uint8Array"],
  [Map.prototype, "new Map<any, any>()"],
  [Map, "Map"],
  [Set.prototype, "new Set<any>()"],
  [Object, "Object"],
  [String.prototype, `"a"`],
  [Function.prototype, "green"],
  [Reflect, "Reflect"],
  [(globalThis as any).Iterator?.prototype, "(null as unknown as IteratorObject<any>)"],
  [(globalThis as any).Iterator, "Iterator"],
]);

const natives = greenBuiltins.filter(([holder, key]) => holder !== undefined && typeof key === "string");

describe("a built-in with a green version is called dynamically when its callback may be green", () => {
  const calls = natives.map(([holder, key]) => `${HOLDERS.get(holder)}.${String(key)}(green as any, green as any);`);
  const built = build(
    `/** @greenlet */ function green(f: any) { f(); }\n/** @greenlet */ function f() {\n${calls.join("\n")}\n}`,
  );
  const statements = nodesOf(built.file("main.ts"), ts.isFunctionDeclaration)[1]!.body!.statements;
  it.each(calls.map((call, index) => ({ call, index })))("$call", ({ index }) => {
    const { expression } = statements[index] as ts.ExpressionStatement;
    expect(built.analysis.call(expression as ts.CallExpression).kind).toBe("dynamic");
  });
});

it("what the table names has a green version", () => {
  const names = new Set(greenBuiltins.map(([, key]) => key));
  const named = Object.values(GREEN_VERSIONS).flatMap((members) => Object.keys(members));
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});

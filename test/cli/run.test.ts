/** `greenc run`: in memory, both module formats, arguments, exit codes, and stacks that name the TypeScript source. */
import { describe, expect, test } from "vitest";
import { commands, createProject, read, run } from "./support.js";

const files = {
  "package.json": '{ "type": "module" }',
  "main.ts": [
    'import { Greenlet, getcurrent } from "greenlet-ts";',
    'import { ask, format } from "./library.cjs";',
    'import type { Answer } from "./types.js";',
    "",
    "const g = new Greenlet((): Answer => ({ text: ask(getcurrent().parent!) }));",
    "console.log(g.switch(), format(g.switch<Answer>(process.argv.slice(2).join(' '))));",
    'const { late } = await import("./late.ts");',
    "late(import.meta.url.endsWith('/main.ts'));",
    "",
  ].join("\n"),
  "types.ts": "export interface Answer { text: string }\n",
  "library.cts": [
    'import { inspect } from "node:util";',
    'import type { Greenlet } from "greenlet-ts";',
    'import helper = require("./helper.cjs");',
    "/** @greenlet */",
    "export function ask(other: Greenlet): string {",
    '  return helper.shout(other.switch("question"));',
    "}",
    "export const format = (value: unknown): string => inspect(value);",
    "",
  ].join("\n"),
  "helper.cts": "export function shout(text: string): string { return text.toUpperCase(); }\n",
  "late.ts": "export function late(isMain: boolean): void { console.log('late', isMain); process.exitCode = 3; }\n",
  "failing.ts": [
    'import { Greenlet } from "greenlet-ts";',
    "interface Padding { only: 'types' }",
    "/** @greenlet */",
    "function fail(other: Greenlet): never {",
    "  const value: unknown = other.switch();",
    "  throw new RangeError(`no ${value as string}`);",
    "}",
    "const g: Greenlet = new Greenlet(() => fail(g.parent!));",
    "g.switch();",
    'g.switch("luck");',
    "",
  ].join("\n"),
  "script.cts": "console.log(require.main === module, __filename.endsWith('script.cts'), process.argv.length);\n",
  "plain.js": [
    'import { Greenlet } from "greenlet-ts";',
    'import { visit } from "./plain-visit.js";',
    "const tree = new Greenlet(() => visit({ left: { value: 1 }, value: 2 }, tree.parent));",
    "for (let value = tree.switch(); !tree.dead; value = tree.switch()) console.log(value);",
    "",
  ].join("\n"),
  "plain-visit.js": [
    "/** @greenlet */",
    "export function visit(node, to) {",
    "  if (node.left) visit(node.left, to);",
    "  to.switch(node.value);",
    "}",
    "",
  ].join("\n"),
  "warned.ts": [
    'import { getcurrent } from "greenlet-ts";',
    "/** @greenlet */",
    "const pause = (): unknown => getcurrent().switch();",
    "const work = { step: (): unknown => pause() };",
    'console.log("done");',
    "export { work };",
    "",
  ].join("\n"),
  "mistyped.ts": 'console.log("runs");\nconst x: string = 1;\n',
  "malformed.ts": 'console.log("runs");\nconst = ;\n',
};

const folder = createProject("run", files);
const greenc = (...args: string[]) => run(folder, commands.greenc, "run", ...args);

describe.concurrent("greenc run", () => {
  test("runs modules of both formats, with arguments and the program's exit code", async () => {
    expect(await greenc("main.ts", "well", "-p", "then")).toEqual({
      stdout: "question { text: 'WELL -P THEN' }\nlate true\n",
      stderr: "",
      code: 3,
    });
  });

  test("runs a CommonJS file as the main module", async () => {
    expect(await greenc("script.cts")).toEqual({ stdout: "true true 2\n", stderr: "", code: 0 });
  });

  test("runs JavaScript", async () => {
    expect(await greenc("plain.js")).toEqual({ stdout: "1\n2\n", stderr: "", code: 0 });
  });

  test("shows where in the source an error was thrown, in a function that was suspended", async () => {
    const { stderr, code } = await greenc("failing.ts");
    expect(stderr).toContain("RangeError: no luck");
    expect(stderr).toMatch(/\/failing\.ts:6:9\)?$/m);
    expect(stderr).toContain("  throw new RangeError(`no ${value as string}`);");
    expect(code).toBe(1);
  });

  test("prints type and syntax errors and runs nothing", async () => {
    const [mistyped, malformed] = await Promise.all([greenc("mistyped.ts"), greenc("malformed.ts")]);
    expect(mistyped).toEqual({
      stdout: "mistyped.ts(2,7): error TS2322: Type 'number' is not assignable to type 'string'.\n",
      stderr: "",
      code: 1,
    });
    expect(malformed.stdout).toMatch(/^malformed\.ts\(2,7\): error TS\d+: /);
    expect(malformed.stdout).not.toContain("runs");
    expect(malformed.code).toBe(1);
  });

  test("prints warnings where they are not in the way of what the program prints", async () => {
    const { stdout, stderr, code } = await greenc("warned.ts");
    expect(stdout).toBe("done\n");
    expect(stderr).toMatch(/^warned\.ts\(4,37\): warning GL2001: /);
    expect(code).toBe(0);
  });

  test("says how it is used when it is asked", async () => {
    const [help, short] = await Promise.all([greenc("--help"), greenc("-h")]);
    expect(help).toEqual({ stdout: "Usage: greenc run [-p tsconfig.json] file.ts [arguments]\n", stderr: "", code: 0 });
    expect(short).toEqual(help);
  });

  test("answers wrong usage with a message", async () => {
    const [none, missing, config] = await Promise.all([greenc(), greenc("nowhere.ts"), greenc("-p", "x", "main.ts")]);
    expect(none).toEqual({
      stdout: "Usage: greenc run [-p tsconfig.json] file.ts [arguments]\n",
      stderr: "",
      code: 1,
    });
    expect(missing).toEqual({ stdout: "error TS6053: File 'nowhere.ts' not found.\n", stderr: "", code: 1 });
    expect(config).toEqual({ stdout: "error TS5058: The specified path does not exist: 'x'.\n", stderr: "", code: 1 });
  });

  test("writes no file", () => {
    expect(Object.keys(read(folder)).sort()).toEqual(Object.keys(files).sort());
  });
});

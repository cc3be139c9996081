/** `transpile`: one module by itself, for bundlers. That what it makes behaves the same is shown in projects.test.ts. */
import { expect, test } from "vitest";
import ts from "typescript";
import { transpile } from "../transformer/index.js";

const green = [
  'import { getcurrent } from "greenlet-ts";',
  "/** @greenlet */",
  "export function ask(question: string): string {",
  "  return getcurrent().parent!.switch<string>(question) + '!';",
  "}",
  "",
].join("\n");

test("compiles what is marked", () => {
  const { code, diagnostics } = transpile(green);
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  expect(code).toContain('from "greenlet-ts/internal"');
  expect(code).not.toContain(": string");
  expect(code).not.toContain("sourceMappingURL");
});

test("leaves what is not marked to TypeScript", () => {
  const source =
    "export const f = (x: number): number => x?.toFixed().length ?? 0;\nexport { type T } from './t.js';\n";
  const compilerOptions = { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.ESNext };
  const { code } = transpile(source, { compilerOptions });
  expect(code).toBe(ts.transpileModule(source, { compilerOptions }).outputText);
});

test("maps to the source", () => {
  const map = JSON.parse(transpile(green, { fileName: "src/ask.ts" }).map);
  expect(map.version).toBe(3);
  expect(map.sources).toEqual(["ask.ts"]);
  expect(map.mappings).not.toBe("");
});

test("takes the kind of a file from its name", () => {
  const tsx = transpile("export const x = <b>{1 as number}</b>;\n", { fileName: "x.tsx" });
  expect(tsx.code).toBe("export const x = <b>{1}</b>;\n");
  const cts = transpile(green, { fileName: "ask.cts" });
  expect(cts.code).toContain('require("greenlet-ts/internal")');
  const js = transpile(green.replace(/: string|!|<string>/g, ""), { fileName: "ask.js" });
  expect(js.diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  expect(js.code).toContain('from "greenlet-ts/internal"');
});

test("takes options", () => {
  expect(transpile(green, { runtime: "./own.js" }).code).toContain('from "./own.js"');
  expect(() => transpile(green, { colour: 1 } as object)).toThrow(
    /^Unknown option 'colour' for greenlet-ts\/transformer\. Its options are runtime, infer, /,
  );
});

test("knows the types of this package: a forgotten mark, and a switch, after which only the machine goes on", () => {
  expect(transpile(green).code).toContain("return $after(");
  const forgotten = transpile(green.replace("/** @greenlet */", ""));
  expect(forgotten.diagnostics.map(({ code, start }) => [code, start])).toEqual([[2001, green.indexOf("switch") - 16]]);
});

test("uses constants unless another module may call a function before they exist", () => {
  const constants = 'import * as $greenlet from "greenlet-ts/internal";\nconst { ';
  expect(transpile(green).code).toContain(constants);
  expect(transpile(`import type { T } from "./t.js"; import { type U } from "./u.js";\n${green}`).code).toContain(
    constants,
  );
  expect(transpile(`import { x } from "./x.js";\n${green}export { x };\n`).code).toMatch(
    /^import \{ .*state as \$.* \} from "greenlet-ts\/internal";\n/,
  );
});

test("reports syntax errors, and what the compiler has to say", () => {
  const broken = transpile("export const = 1;");
  expect(broken.diagnostics.map(({ code }) => code)).toEqual([1134, 1134]);
  const generator = transpile("/** @greenlet */ export function* f() {}");
  // Not the whole diagnostics: one holds its file, and so the program.
  expect(generator.diagnostics.map(({ source, code }) => [source, code])).toEqual([["greenlet-ts", 1002]]);
});

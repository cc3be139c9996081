/**
 * What the compiler must leave alone: programs without a mark, and functions without a suspension point. Both are
 * compared with what tsc emits, byte by byte.
 */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { createCompiler } from "../transformer/pipeline.js";
import { createProgram, createProject, REFERENCE, root, withoutDecorators } from "./suite.js";

/** Emits a program with or without the compiler; output by file name. */
function emit(program: ts.Program, green: boolean): Map<string, string> {
  const files = new Map<string, string>();
  const transformers = green
    ? createCompiler(program, {}, ts, (d) => {
        if (d.category !== ts.DiagnosticCategory.Error) return;
        throw new Error(ts.flattenDiagnosticMessageText(d.messageText, "\n"));
      }).transformers
    : undefined;
  program.emit(undefined, (name, text) => files.set(relative(root, name), text), undefined, false, transformers);
  return files;
}

function expectSameOutput(program: ts.Program): void {
  const expected = emit(program, false);
  const actual = emit(program, true);
  expect([...actual.keys()]).toEqual([...expected.keys()]);
  for (const [name, text] of expected) expect(actual.get(name), name).toBe(text);
}

describe("a program without a mark is emitted byte by byte as tsc emits it", () => {
  test("this compiler, with maps and declarations", () => {
    const folder = join(root, "transformer");
    const { config } = ts.readConfigFile(join(folder, "tsconfig.json"), ts.sys.readFile);
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
    const more = { incremental: false, tsBuildInfoFile: undefined, declarationMap: true };
    expectSameOutput(ts.createProgram(fileNames, { ...options, ...more }));
  });

  test("the fixtures, with their marks taken away", () => {
    const project = createProject(REFERENCE, false, "unmarked");
    const program = createProgram(project, "tsconfig.json", unmark);
    expectSameOutput(program);
  });

  test("a script, and a file with a syntax error", () => {
    for (const text of ["var x = 1;\nfunction f() { return x; }\n", "const a = ;\nlet b = { c: 1 \n"]) {
      const host = ts.createCompilerHost({});
      const getSourceFile = host.getSourceFile.bind(host);
      host.getSourceFile = (name, version) =>
        name === "script.ts" ? ts.createSourceFile(name, text, version, true) : getSourceFile(name, version);
      expectSameOutput(ts.createProgram(["script.ts"], { target: 9, lib: [], types: [] }, host));
    }
  });
});

/** The same program for a compiler that looks for marks. */
function unmark(text: string): string {
  return withoutDecorators(text)
    .replaceAll("* @greenlet", "* @other")
    .replaceAll('"use greenlet"', '"use other"')
    .replace(/new Greenlet\(.*?\)\.switch\(value\)/g, "value");
}

describe("in a green file", () => {
  let plain: ts.SourceFile;
  let green: string;

  beforeAll(() => {
    const file = join(root, "fixtures/identity/main.ts");
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
      outDir: join(root, "_output/identity"),
    };
    const program = ts.createProgram([file], options);
    const text = [...emit(program, false).values()][0]!;
    plain = ts.createSourceFile("plain.js", text, ts.ScriptTarget.Latest, true);
    green = [...emit(program, true).values()][0]!;
    expect(readFileSync(file, "utf8")).toContain("@greenlet");
    expect(green).not.toBe(text);
  });

  test("every statement and member without a suspension point is emitted as tsc emits it", () => {
    const compared: string[] = [];
    const visit = (node: ts.Node): void => {
      if (node.getText().includes("hub.switch") || ts.isSourceFile(node)) {
        // A green function is compiled as a whole. What holds one is looked into.
        if (!ts.isFunctionLike(node)) node.forEachChild(visit);
        return;
      }
      if (!ts.isStatement(node) && !ts.isClassElement(node)) return;
      const text = node.getFullText().replace(/^\n/, "");
      expect(green).toContain(text);
      compared.push(text.trim().split("\n").at(-1)!);
    };
    visit(plain);
    expect(compared.length).toBeGreaterThan(14);
  });

  test("the green functions are not", () => {
    expect(green).not.toContain(`return inner(hub.switch(x));`);
  });
});

/** The editor plugin: in TypeScript's language server as editors start it, and the fixes in a language service. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import ts from "typescript";
import { createProject, root } from "./cli/support.js";

const greenlet = 'import { Greenlet } from "greenlet-ts";\n';
const plugin = { name: "greenlet-ts", transform: "greenlet-ts/transformer" };
const compilerOptions = { strict: true, target: "es2022", module: "nodenext", types: [] };

test("the language server loads it by its name", async () => {
  const folder = createProject("editor", {
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, plugins: [plugin] } }),
    "main.ts": `${greenlet}function relay(g: Greenlet): string {\n  return g.switch("?");\n}\nexport const run = (g: Greenlet): number => relay(g);\n`,
  });
  const file = join(folder, "main.ts");
  const diagnostics = await new Promise<{ code: number; source?: string; start: object }[]>((resolve, reject) => {
    const server = spawn(process.execPath, [
      join(root, "node_modules/typescript/lib/tsserver.js"),
      "--allowLocalPluginLoads",
      "--disableAutomaticTypingAcquisition",
    ]);
    let output = "";
    server.on("error", reject);
    server.on("close", () => reject(new Error(`the server ended: ${output}`)));
    server.stdout.on("data", (data) => {
      output += data;
      const event = /^\{.*"event":"semanticDiag".*\}$/m.exec(output);
      if (event === null) return;
      resolve(JSON.parse(event[0]).body.diagnostics);
      server.kill();
    });
    const send = (command: string, args: object) =>
      server.stdin.write(`${JSON.stringify({ seq: 0, type: "request", command, arguments: args })}\n`);
    send("open", { file });
    send("geterr", { files: [file], delay: 0 });
  });
  expect(diagnostics.map(({ code, source, start }) => [code, source, start])).toEqual([
    [2322, undefined, { line: 5, offset: 45 }],
    [2001, "greenlet-ts", { line: 3, offset: 12 }],
  ]);
});

const { service, update } = languageService();

test.each([
  [
    "a declaration",
    "function f(g: Greenlet) {\n  g.switch();\n}\nexport { f };",
    "/** @greenlet */\nfunction f(g: Greenlet)",
  ],
  ["an exported one", "export function f(g: Greenlet) { g.switch(); }", "/** @greenlet */\nexport function f"],
  ["an arrow function", "const f = (g: Greenlet) => g.switch();", "const f = /** @greenlet */ (g: Greenlet) =>"],
  [
    "a method",
    "class C {\n  private f(g: Greenlet) { g.switch(); }\n}",
    "{\n  /** @greenlet */\n  private f(g: Greenlet)",
  ],
  [
    "a function with a comment",
    "class C {\n  /**\n   * Waits.\n   */\n  f(g: Greenlet) { g.switch(); }\n}",
    "  /**\n   * Waits.\n   * @greenlet\n   */\n  f(g: Greenlet)",
  ],
  [
    "a function with a comment of one line",
    "/** Waits. */\nexport function f(g: Greenlet) { g.switch(); }",
    "/** Waits. */\n/** @greenlet */\nexport function f",
  ],
  [
    "a function that calls back",
    "function twice(f: () => void) { f(); f(); }\n/** @greenlet */\nfunction f(g: Greenlet) { twice(() => g.switch()); }",
    "/** @greenlet */\nfunction twice(",
  ],
  [
    "what a greenlet is to run",
    "const f = () => g.switch();\nconst g: Greenlet = new Greenlet(f);",
    "const f = /** @greenlet */ () =>",
  ],
])("the fix marks %s", (_, code, expected) => {
  const source = `${greenlet}${code}\nexport {};\n`;
  update(source);
  const [diagnostic, ...others] = service.getSemanticDiagnostics("/main.ts").filter((d) => d.source === "greenlet-ts");
  expect(others).toEqual([]);
  expect(service.getSupportedCodeFixes("/main.ts")).toContain(String(diagnostic!.code));
  const { start, length } = diagnostic!;
  const [fix] = service.getCodeFixesAtPosition("/main.ts", start!, start! + length!, [diagnostic!.code], {}, {});
  const [{ span, newText }] = fix!.changes[0]!.textChanges as [ts.TextChange];
  const fixed = source.slice(0, span.start) + newText + source.slice(span.start);
  expect(fixed).toContain(expected);
  update(fixed);
  expect(service.getSemanticDiagnostics("/main.ts").filter((d) => d.source === "greenlet-ts")).toEqual([]);
});

test("it says what is wrong with its options", () => {
  const { service } = languageService({ colour: 1 });
  const [first] = service.getSemanticDiagnostics("/main.ts");
  expect(first!.messageText).toMatch(/^Unknown option 'colour'/);
});

/** The plugin in a service of one file, whose text `update` sets. */
function languageService(config: object = {}): { service: ts.LanguageService; update: (source: string) => void } {
  let text = "export {};\n";
  let version = 0;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }),
    getScriptFileNames: () => ["/main.ts"],
    getScriptVersion: (name) => (name === "/main.ts" ? String(version) : "0"),
    getScriptSnapshot: (name) => {
      const content = name === "/main.ts" ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === "/main.ts" || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const name = text === "greenlet-ts" ? "./index.js" : text;
        const folder = text === "greenlet-ts" ? join(root, "dist/esm/runtime/x.d.ts") : from;
        return ts.resolveModuleName(name, folder, { moduleResolution: ts.ModuleResolutionKind.Bundler }, ts.sys);
      }),
  };
  const init = createRequire(import.meta.url)(join(root, "dist/cjs/transformer/editor/index.js"));
  const service = init({ typescript: ts }).create({ languageService: ts.createLanguageService(host), config });
  return {
    service,
    update: (source) => {
      text = source;
      version++;
    },
  };
}

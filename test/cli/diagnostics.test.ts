/** How greenc and ts-patch show what the compiler has to say: format, exit code, what is emitted, what is remembered. */
import { describe, expect, test } from "vitest";
import { commands, createProject, read, run, write, type Files } from "./support.js";

const generator = "/** @greenlet */\nexport function* numbers() {\n  yield 1;\n}\n";
const unmarked = [
  'import type { Greenlet } from "greenlet-ts";',
  "export function ask(other: Greenlet): string {",
  '  return other.switch("?");',
  "}",
  "",
].join("\n");
const fine = "export const fine = 1;\n";

const error =
  "src/bad.ts(2,18): error GL1002: `numbers` is a generator, so it cannot also be @greenlet: its `next()` resumes it natively\n";
const warning =
  /^src\/unmarked\.ts\(3,\d+\): warning GL2001: `other\.switch` may switch, but `ask`, which calls it, is not marked @greenlet: in a greenlet its frame would be a native one\n$/;

function tsconfig(options: object = {}, plugin: object = {}): Files {
  const plugins = [{ transform: "greenlet-ts/transformer", ...plugin }];
  const compilerOptions = {
    lib: ["es2022"],
    types: [],
    skipLibCheck: true,
    rootDir: "src",
    outDir: "out",
    plugins,
    ...options,
  };
  return { "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }) };
}

const emitted = (folder: string): string[] => Object.keys(read(folder)).filter((path) => path.endsWith(".js"));

describe.concurrent("greenc", () => {
  test("counts an error like one of tsc's", async () => {
    const folder = createProject("diagnostics/error", { "src/bad.ts": generator, "src/fine.ts": fine, ...tsconfig() });
    expect(await run(folder, commands.greenc)).toEqual({ stdout: error, stderr: "", code: 2 });
    expect(emitted(folder)).toEqual(["out/bad.js", "out/fine.js"]);

    const pretty = await run(folder, commands.greenc, "--pretty", "--noEmit");
    expect(pretty.stdout).toContain(
      "src/bad.ts\x1b[0m:\x1b[93m2\x1b[0m:\x1b[93m18\x1b[0m - \x1b[91merror\x1b[0m\x1b[90m GL1002: ",
    );
    expect(pretty.stdout).toContain("Found 1 error in src/bad.ts");
  });

  test("emits nothing for an error under noEmitOnError", async () => {
    const folder = createProject("diagnostics/no-emit", {
      "src/bad.ts": generator,
      ...tsconfig({ noEmitOnError: true }),
    });
    expect(await run(folder, commands.greenc)).toEqual({ stdout: error, stderr: "", code: 1 });
    expect(emitted(folder)).toEqual([]);
  });

  test("remembers an error in an incremental build", async () => {
    const files = { "src/bad.ts": generator, ...tsconfig({ incremental: true }) };
    const folder = createProject("diagnostics/incremental", files);
    const first = await run(folder, commands.greenc);
    expect(await run(folder, commands.greenc)).toEqual(first);
    write(folder, { "src/bad.ts": generator.replace("*", "").replace("yield", "return") });
    expect(await run(folder, commands.greenc)).toEqual({ stdout: "", stderr: "", code: 0 });
  });

  test("prints a warning, and succeeds", async () => {
    const folder = createProject("diagnostics/warning", { "src/unmarked.ts": unmarked, ...tsconfig() });
    const { stdout, code } = await run(folder, commands.greenc);
    expect(stdout).toMatch(warning);
    expect(code).toBe(0);
  });

  test("takes levels from the options, and compiles anew when these change", async () => {
    const levels = (level: string): Files => tsconfig({ incremental: true }, { diagnostics: { GL2001: level } });
    const folder = createProject("diagnostics/levels", { "src/unmarked.ts": unmarked, ...levels("off") });
    expect(await run(folder, commands.greenc)).toEqual({ stdout: "", stderr: "", code: 0 });
    write(folder, levels("error"));
    const { stdout, code } = await run(folder, commands.greenc);
    expect(stdout).toContain("error GL2001: ");
    expect(code).toBe(2);
  });

  test("names an option that does not exist", async () => {
    const folder = createProject("diagnostics/option", {
      "src/fine.ts": fine,
      ...tsconfig({}, { infer: "yes", colour: 1 }),
    });
    const { stdout, stderr, code } = await run(folder, commands.greenc);
    const [first, second, ...rest] = stdout.split(/^/m);
    expect(first).toBe(
      "error GL9002: Option 'infer' of greenlet-ts/transformer must be true or false. It is \"yes\".\n",
    );
    expect(second).toMatch(/^error GL9002: Unknown option 'colour' for greenlet-ts\/transformer\. Its options are /);
    expect([rest, stderr, code]).toEqual([[], "", 2]);
  });

  test("compiles the callers of a function that was marked since the last build", async () => {
    const callee = (mark: string): Files => ({
      "src/callee.ts": `import type { Greenlet } from "greenlet-ts";\n${mark}export function f(g: Greenlet): number { return g.switch<number>() + 1; }\n`,
    });
    const folder = createProject("diagnostics/callers", {
      ...callee(""),
      "src/caller.ts": [
        'import type { Greenlet } from "greenlet-ts";',
        'import { f } from "./callee.js";',
        "/** @greenlet */",
        "export function g(other: Greenlet): number { return 2 * f(other); }",
        "",
      ].join("\n"),
      ...tsconfig({ incremental: true, removeComments: true }, { diagnostics: { GL2001: "off" } }),
    });
    await run(folder, commands.greenc);
    const before = read(folder)["out/caller.js"]!;
    write(folder, callee("/** @greenlet */ "));
    expect(await run(folder, commands.greenc)).toEqual({ stdout: "", stderr: "", code: 0 });
    const after = read(folder)["out/caller.js"]!;
    expect(before).not.toContain("suspending");
    expect(after).toContain("suspending");
  });
});

describe.concurrent("ts-patch", () => {
  test("counts an error, and gives its code in the text", async () => {
    const folder = createProject("diagnostics/tspc", {
      "src/bad.ts": generator,
      "src/unmarked.ts": unmarked,
      ...tsconfig(),
    });
    const { stdout, code } = await run(folder, commands.tspc);
    const [first, second, ...rest] = stdout.split(/^/m);
    expect(first).toMatch(warning);
    expect(second).toBe(error.replace("GL1002", "TS1002: GL1002"));
    expect(rest).toEqual([]);
    expect(code).toBe(2);
  });

  test("prints a warning, and succeeds", async () => {
    const folder = createProject("diagnostics/tspc-warning", { "src/unmarked.ts": unmarked, ...tsconfig() });
    const { stdout, code } = await run(folder, commands.tspc);
    expect(stdout).toMatch(warning);
    expect(code).toBe(0);
  });
});

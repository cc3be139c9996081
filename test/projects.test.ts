/**
 * Whole projects (fixtures/projects), through greenc and through ts-patch: the same files come out, and the programs
 * print what `_expected/stdout.txt` says. The module by module compilation of `transpile` prints it too.
 */
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { transpile } from "../transformer/index.js";
import { commands, createProject, read, root, run, write } from "./cli/support.js";

const fixtures = join(root, "fixtures/projects");
type Command = "greenc" | "tspc" | "tsc";

describe.concurrent("projects", () => {
  for (const name of readdirSync(fixtures)) {
    const expected = readFileSync(join(fixtures, name, "_expected/stdout.txt"), "utf8");
    const isSolution = existsSync(join(fixtures, name, "app"));

    test(`${name}: greenc and tspc`, async () => {
      const [byGreenc, byTspc] = await Promise.all([compile("greenc"), compile("tspc")]);
      expect(outputs(byTspc)).toEqual(outputs(byGreenc));
      expect(await print(byGreenc)).toBe(expected);
    });

    // Of the declarations of another project, only greenc and tspc know.
    if (!isSolution) {
      test(`${name}: transpile`, async () => {
        const folder = copy("transpile");
        const config = ts.getParsedCommandLineOfConfigFile(
          join(folder, "tsconfig.json"),
          {},
          { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
        )!;
        const isModule = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).type === "module";
        for (const fileName of config.fileNames.filter((name) => !name.endsWith(".d.ts"))) {
          const { code, diagnostics } = transpile(readFileSync(fileName, "utf8"), {
            fileName,
            compilerOptions: {
              ...config.options,
              // A bundler knows the format; the options of a project leave it to the files' names.
              module: isModule || fileName.endsWith(".mts") ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
            },
          });
          expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
          const out = fileName.replace(/([cm]?)tsx?$/, "$1js").replace("/src/", "/out/");
          write(folder, { [out.slice(folder.length + 1)]: code });
        }
        expect(await print(folder)).toBe(expected);
      });
    }

    if (name === "plain") {
      test("plain: tsc emits the same", async () => {
        const [byTsc, byGreenc] = await Promise.all([compile("tsc"), compile("greenc", "again")]);
        expect(outputs(byGreenc)).toEqual(outputs(byTsc));
      });
    }

    /** A copy of the project. */
    function copy(use: string): string {
      const folder = createProject(`projects/${name}/${use}`, {});
      cpSync(join(fixtures, name), folder, { recursive: true });
      return folder;
    }

    async function compile(command: Command, use: string = command): Promise<string> {
      const folder = copy(use);
      const result = await run(folder, commands[command], ...(isSolution ? ["-b"] : ["-p", "."]));
      expect(result).toEqual({ stdout: "", stderr: "", code: 0 });
      return folder;
    }

    async function print(folder: string): Promise<string> {
      const main = [".", "app"]
        .flatMap((part) => ["main.js", "main.mjs"].map((file) => join(folder, part, "out", file)))
        .find(existsSync)!;
      const { stdout, stderr } = await run(folder, main);
      expect(stderr).toBe("");
      return stdout;
    }
  }
});

/** The emitted files. What incremental builds remember differs: each tool has a version of its own. */
function outputs(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(read(folder)).filter(([path]) => /(^|\/)out\//.test(path) && !path.endsWith(".tsbuildinfo")),
  );
}

function fail(diagnostic: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
}

/** greenc compiles like tsc: the same output, messages and exit codes, for code without marks. */
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands, createProject, read, run, start, write, type Files, type Result } from "./support.js";

/** Small libraries: most of the time of a run would be spent on the others. */
const fast = { lib: ["es5"], types: [], skipLibCheck: true };

function tsconfig(compilerOptions: object = {}, rest: object = { include: ["src"] }): string {
  return JSON.stringify({ compilerOptions: { ...fast, rootDir: "src", outDir: "out", ...compilerOptions }, ...rest });
}

const good = {
  "src/a.ts": "export const a: number = 1;\n",
  "src/b.ts": 'import { a } from "./a.js";\nexport let b = a;\n',
};
const mistyped = { ...good, "src/c.ts": 'import { a } from "./a.js";\nexport const c: string = a;\n' };
const malformed = { ...good, "src/c.ts": "export const c = ;\nfunction (\n" };

/** What to run one after the other in a project. */
const samples: Record<string, { files: Files; runs: string[][] }> = {
  "a project": { files: { ...good, "tsconfig.json": tsconfig() }, runs: [["-p", "."]] },
  "declarations and maps": {
    files: { ...good, "tsconfig.json": tsconfig({ declaration: true, declarationMap: true, sourceMap: true }) },
    runs: [["--listEmittedFiles"]],
  },
  "a type error": { files: { ...mistyped, "tsconfig.json": tsconfig() }, runs: [["-p", "tsconfig.json"]] },
  "a type error, pretty": { files: { ...mistyped, "tsconfig.json": tsconfig() }, runs: [["--pretty"]] },
  "a type error with noEmitOnError": {
    files: { ...mistyped, "tsconfig.json": tsconfig({ noEmitOnError: true }) },
    runs: [[]],
  },
  "a syntax error": { files: { ...malformed, "tsconfig.json": tsconfig() }, runs: [[]] },
  "files on the command line": {
    files: good,
    runs: [["src/b.ts", "--outDir", "out", "--lib", "es5", "--types", "", "--module", "commonjs"]],
  },
  "files beside a tsconfig": { files: { ...good, "tsconfig.json": tsconfig() }, runs: [["src/b.ts"]] },
  "a missing file": { files: good, runs: [["src/nowhere.ts", "--lib", "es5"]] },
  "a missing tsconfig": {
    files: good,
    runs: [
      ["-p", "nowhere.json"],
      ["-p", "src"],
    ],
  },
  "a bad option": { files: good, runs: [["--colour", "red", "--target", "es1", "--outDir"]] },
  "a bad tsconfig": {
    files: {
      ...good,
      "tsconfig.json":
        '{ "compilerOptions": { "target": "es1", "colour": 1, "lib": ["es5"], "types": [] }, "files": ["x.ts"] ',
    },
    runs: [[]],
  },
  "no emit": { files: { ...mistyped, "tsconfig.json": tsconfig() }, runs: [["--noEmit"]] },
  "an incremental project": {
    files: { ...mistyped, "tsconfig.json": tsconfig({ incremental: true }) },
    runs: [[], ["--listEmittedFiles"]],
  },
  "project references": {
    files: {
      "core/src/core.ts": "export const core = 1;\n",
      "core/tsconfig.json": tsconfig({ composite: true }),
      "app/src/app.ts": 'import { core } from "../../core/src/core.js";\nexport const app: number = core;\n',
      "app/tsconfig.json": tsconfig({ composite: true }, { include: ["src"], references: [{ path: "../core" }] }),
    },
    runs: [
      ["-b", "app", "--verbose"],
      ["-b", "app", "--verbose"],
      ["--build", "app", "--clean"],
      ["-b", "nowhere"],
    ],
  },
  "--init": { files: {}, runs: [["--init"], ["--init"]] },
  "--showConfig": { files: { ...good, "tsconfig.json": tsconfig() }, runs: [["--showConfig"]] },
};

describe.concurrent("greenc and tsc agree on", () => {
  for (const [name, { files, runs }] of Object.entries(samples)) {
    test(name, async () => {
      const [expected, actual] = await Promise.all([perform("tsc"), perform("greenc")]);
      expect(actual).toEqual(expected);

      async function perform(command: "tsc" | "greenc") {
        const folder = createProject(`${name.replace(/\W+/g, "-")}/${command}`, files);
        const results = [];
        for (const args of runs) results.push(await run(folder, commands[command], ...args));
        return { results: results.map((result) => neutral(result, folder)), files: withoutVersions(read(folder)) };
      }
    });
  }
});

/** Leaves out where the project lies, and the time of day that `-b --verbose` prints. */
function neutral({ stdout, stderr, code }: Result, folder: string): Result {
  return { stdout: stdout.replaceAll(folder, "<folder>").replace(/\d+:\d+:\d+ [AP]M/g, "<time>"), stderr, code };
}

/** The one difference there must be: what tsc wrote is not up to date for greenc. */
function withoutVersions(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replace(/"version":"6[^"]*"/, '"version":"<version>"')]),
  );
}

test("what tsc built incrementally is out of date for greenc", async () => {
  const folder = createProject("after-tsc", { ...good, "tsconfig.json": tsconfig({ incremental: true }) });
  await run(folder, commands.tsc);
  const { stdout } = await run(folder, commands.greenc, "--listEmittedFiles");
  expect(stdout.match(/TSFILE: .*\.js$/gm)).toHaveLength(2);
});

test("greenc --watch compiles again after a change", { timeout: 30_000 }, async () => {
  const folder = createProject("watch", { ...good, "tsconfig.json": tsconfig() });
  const child = start(folder, commands.greenc, "--watch", "--preserveWatchOutput");
  try {
    let stdout = "";
    const compiled = (): Promise<void> =>
      new Promise((done) => {
        stdout = "";
        child.stdout!.on("data", function listen(data) {
          stdout += data;
          if (!stdout.includes("Watching for file changes.")) return;
          child.stdout!.off("data", listen);
          done();
        });
      });

    await compiled();
    expect(stdout).toContain("Found 0 errors.");
    const again = compiled();
    write(folder, { "src/a.ts": 'export const a: number = "2";\n' });
    await again;
    expect(stdout).toContain("src/a.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.");
    expect(read(folder)["out/a.js"]).toBe('export const a = "2";\n');
  } finally {
    child.kill();
  }
});

describe("greenc says about itself", () => {
  test("its version", async () => {
    const folder = createProject("version", {});
    const { stdout, code } = await run(folder, commands.greenc, "--version");
    expect(stdout).toMatch(/^Version \d+\.\d+\.\d+ \(TypeScript 6\.0\.\d+\)\n$/);
    expect(code).toBe(0);
  });

  test("its commands, and then tsc's help", async () => {
    // Not below this package, whose own tsconfig.json would be found.
    const folder = mkdtempSync(join(tmpdir(), "greenc-"));
    const [help, none] = await Promise.all([run(folder, commands.greenc, "--help"), run(folder, commands.greenc)]);
    expect(help.stdout).toContain("greenc run [-p tsconfig.json] file.ts [arguments]");
    expect(help.stdout).toContain("  greenc app.ts util.ts\n");
    expect(help.stdout).not.toMatch(/\btsc\b(?! takes)/);
    expect(help.code).toBe(0);
    expect(none.stdout).toContain("greenc run");
    expect(none.code).toBe(1);
    rmdirSync(folder);
  });
});

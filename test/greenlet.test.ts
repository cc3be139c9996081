/**
 * The pairs in fixtures/greenlet: each TypeScript program must print what its Python twin prints.
 *
 * What Python prints is recorded in `.out` (`npm run record`); where Python's greenlet is installed it runs now, too.
 * All programs are compiled as one project. Each runs in a worker, which has a realm, and thus a runtime, of its own.
 * One pair: `npm test -- greenlet -t <name>`
 */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { transpile } from "../transformer/index.js";
import { compile, root, type Compilation, type Project } from "./suite.js";

/** A program needs milliseconds; one that takes so long never ends. */
const PATIENCE = 10_000;

const folder = join(root, "fixtures/greenlet");
const files = readdirSync(folder);
const names = files.filter((file) => file.endsWith(".py")).map((file) => file.slice(0, -".py".length));
const python = process.env.PYTHON ?? "/usr/bin/python3";
const pythonVersion = await runPython("-c", "import greenlet; print(greenlet.__version__)");

let compilation: Compilation;
let printed: Map<string, string>;
/** The same of the programs compiled one by one, where every call of an imported or unknown function is dynamic. */
let printedBlind: Map<string, string>;
let pythonPrinted: Map<string, string>;

beforeAll(async () => {
  const project = createProject();
  compilation = await compile(project, true);
  const out = join(project.directory, "out");
  const blind = join(project.directory, "blind");
  transpileAll(blind);
  [printed, printedBlind, pythonPrinted] = await Promise.all([
    collect((name) => runInWorker(join(out, `${name}.js`))),
    collect((name) => runInWorker(join(blind, `${name}.js`))),
    pythonVersion.startsWith("failed") ? new Map() : collect((name) => runPython(`${name}.py`)),
  ]);
}, 300_000);

test("every program has its twin and its recorded output", () => {
  const expected = names.flatMap((name) => [`${name}.out`, `${name}.py`, `${name}.ts`]);
  expect(files.sort()).toEqual(expected.sort());
});

test("the compiler and the type checker have nothing to say", () => {
  expect(compilation.errors).toEqual([]);
  expect([...compilation.crashes]).toEqual([]);
});

describe.each(names)("%s", (name) => {
  const recorded = readFileSync(join(folder, `${name}.out`), "utf8");

  test("prints what Python printed", () => {
    expect(recorded).not.toBe("");
    expect(printed.get(name)).toBe(recorded);
  });

  test("compiled without types, too", () => {
    expect(printedBlind.get(name)).toBe(recorded);
  });

  test.skipIf(pythonVersion.startsWith("failed"))("Python still prints it", () => {
    expect(pythonPrinted.get(name)).toBe(recorded);
  });
});

/** The project on disk: a copy of the programs, and this package in its node_modules. */
function createProject(): Project {
  const directory = join(root, "_output/greenlet");
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  cpSync(folder, join(directory, "src"), { recursive: true, filter: (file) => !/\.(py|out)$/.test(file) });
  symlinkSync(root, join(directory, "node_modules/greenlet-ts"), "dir");
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    lib: ["es2023", "esnext.disposable"],
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    strict: true,
    skipLibCheck: true,
    rootDir: "src",
    outDir: "out",
  };
  writeFileSync(join(directory, "package.json"), JSON.stringify({ private: true, type: "module" }));
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  return { name: "greenlet", directory, green: true, configs: ["tsconfig.json"] };
}

/** Compiles each program by itself, without type information. */
function transpileAll(directory: string): void {
  mkdirSync(directory);
  for (const name of names) {
    const fileName = `${name}.ts`;
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    const { code } = transpile(readFileSync(join(folder, fileName), "utf8"), { fileName, compilerOptions });
    writeFileSync(join(directory, `${name}.js`), code);
  }
}

/** Runs all programs, one after the other. */
async function collect(run: (name: string) => Promise<string>): Promise<Map<string, string>> {
  const results = new Map<string, string>();
  for (const name of names) results.set(name, await run(name));
  return results;
}

/** What the program prints; an error that it ends with, and its being stopped, are a last line. */
function runInWorker(file: string): Promise<string> {
  return new Promise((resolve) => {
    const worker = new Worker(file, { stdout: true, stderr: true, execArgv: [] });
    let text = "";
    const note = (chunk: Buffer | string) => (text += chunk);
    worker.stdout.on("data", note);
    worker.stderr.on("data", note);
    worker.on("error", (error) => note(`failed: ${error.stack ?? error}\n`));
    const stop = setTimeout(() => {
      note(`failed: no end after ${PATIENCE / 1000} seconds\n`);
      void worker.terminate();
    }, PATIENCE);
    // The streams may deliver the last lines after the worker's end.
    const end = new Promise((resolve) => worker.on("exit", resolve));
    void Promise.all([end, once(worker.stdout, "end"), once(worker.stderr, "end")]).then(() => {
      clearTimeout(stop);
      resolve(text);
    });
  });
}

function runPython(...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(python, args, { cwd: folder, timeout: PATIENCE }, (error, stdout, stderr) => {
      resolve(error ? `failed: ${error.message}` : stdout + stderr);
    });
  });
}

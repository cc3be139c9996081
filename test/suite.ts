/**
 * The behaviour suite: fixture programs as whole projects on disk, compiled in this process, run in a child process.
 *
 * A *variant* is a module format and a target. Its project lies in `_output/behaviour/<variant>/`: a copy of the
 * fixtures in `src`, `out` with the compiled ones, a tsconfig.json that `greenc` and `tspc` can compile as it stands,
 * and a link to this package in `node_modules`. All fixtures of a variant are one program; those whose name starts
 * with `legacy-` are a second one, with the options of TypeScript's older dialect of decorators and class fields.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import type { Outcome, Plan } from "./driver.js";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const fixtureRoot = join(root, "fixtures/behaviour");
const outputRoot = join(root, "_output/behaviour");

export interface Variant {
  readonly module: "nodenext" | "commonjs";
  readonly target: string;
}

/** The variant that the plain program is compiled for, and that `behaviour.test.ts` compiles the green one for. */
export const REFERENCE: Variant = { module: "nodenext", target: "es2022" };

export const TARGETS = [
  "es2017",
  "es2018",
  "es2019",
  "es2020",
  "es2021",
  "es2022",
  "es2023",
  "es2024",
  "es2025",
  "esnext",
];

export interface Project {
  readonly name: string;
  readonly directory: string;
  readonly green: boolean;
  /** tsconfig files of the project's programs. */
  readonly configs: readonly string[];
}

/** What came of compiling: messages for the whole program, and by fixture. */
export interface Compilation {
  readonly errors: readonly string[];
  /** Fixtures for which the compiler itself threw. */
  readonly crashes: ReadonlyMap<string, string>;
}

/** `FIXTURES=<regular expression>` leaves out all others. */
const chosen = new RegExp(process.env["FIXTURES"] ?? "");

/** Names of all fixtures: the folders of fixtures/behaviour. */
export function fixtureNames(): string[] {
  return readdirSync(fixtureRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && chosen.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** Programs with a recorded output, below fixtures/ and without extension: the pairs and the seed programs. */
export function programNames(): string[] {
  return ["greenlet", "programs"].flatMap((folder) =>
    readdirSync(join(root, "fixtures", folder))
      .filter((file) => file.endsWith(".out") && chosen.test(file))
      .map((file) => `${folder}/${basename(file, ".out")}`),
  );
}

/** The fixture's file that exports `main`. */
export function mainFile(name: string): string {
  const file = readdirSync(join(fixtureRoot, name)).find((file) => /^main\.[cm]?[jt]sx?$/.test(file));
  if (file === undefined) throw new Error(`fixtures/behaviour/${name} has no main file`);
  return join(fixtureRoot, name, file);
}

/** Syntax that TypeScript leaves as it is at target ESNext, by the engine's reason to refuse it. */
const YOUNG_SYNTAX: Readonly<Record<string, string>> = {
  using: "{ using x = null; }",
  decorators: "(@(x => x) class {})",
};

/**
 * Why a fixture cannot run in this variant, or undefined. It may have syntax that this version of Node does not know
 * (`// syntax: using`) and TypeScript does not lower for the target, or some that tsc lowers for older targets to code
 * that does something else, marked or not (`// since: es2018`).
 */
export function skipReason(name: string, variant: Variant): string | undefined {
  const text = readFileSync(mainFile(name), "utf8");
  const since = /^\/\/ since: (\w+)/m.exec(text)?.[1];
  if (since !== undefined && TARGETS.indexOf(variant.target) < TARGETS.indexOf(since as Variant["target"])) {
    return `tsc makes something else of it below ${since}`;
  }
  if (variant.target !== "esnext") return undefined;
  const syntax = /^\/\/ syntax: (\w+)/m.exec(text)?.[1];
  if (syntax === undefined) return undefined;
  try {
    new Function(YOUNG_SYNTAX[syntax]!);
    return undefined;
  } catch {
    return `Node ${process.version} does not know the syntax of ${syntax}`;
  }
}

export function variantName(variant: Variant): string {
  return `${variant.module}-${variant.target}`;
}

/** Writes the project of a variant afresh. `kind` keeps apart what several tests make of one variant. */
export function createProject(variant: Variant, green: boolean, kind = green ? "green" : "plain"): Project {
  const name = `${kind}-${variantName(variant)}`;
  const directory = join(outputRoot, name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  const names = fixtureNames();
  const isWanted = (path: string) => {
    const folder = relative(fixtureRoot, path).split("/")[0]!;
    return folder === "" || folder.startsWith("_") || names.includes(folder);
  };
  cpSync(fixtureRoot, join(directory, "src"), { recursive: true, filter: isWanted });
  for (const name of programNames()) cpSync(join(root, "fixtures", `${name}.ts`), join(directory, "src", `${name}.ts`));
  symlinkSync(root, join(directory, "node_modules/greenlet-ts"), "dir");
  const json = (file: string, value: unknown) => writeFileSync(join(directory, file), JSON.stringify(value, null, 2));
  json("package.json", {
    private: true,
    type: variant.module === "nodenext" ? "module" : "commonjs",
    imports: { "#fixtures": "./out/_jsx.js", "#fixtures/jsx-runtime": "./out/_jsx.js" },
  });
  const compilerOptions = {
    target: variant.target,
    module: variant.module,
    moduleResolution: variant.module === "nodenext" ? "nodenext" : "bundler",
    lib: ["esnext"],
    types: [],
    strict: true,
    allowJs: true,
    jsx: "react",
    jsxFactory: "element",
    jsxFragmentFactory: "Fragment",
    useDefineForClassFields: true,
    skipLibCheck: true,
    rootDir: "src",
    outDir: "out",
    ...(green && { plugins: [{ transform: "greenlet-ts/transformer" }] }),
  };
  const exclude = ["src/legacy-*", "src/greenlet", "src/programs"];
  json("tsconfig.json", { compilerOptions, include: ["src"], exclude });
  const legacy = { experimentalDecorators: true, emitDecoratorMetadata: true, useDefineForClassFields: false };
  json("tsconfig.legacy.json", {
    compilerOptions: { ...compilerOptions, ...legacy },
    include: ["src/legacy-*/**/*"],
    exclude: [],
  });
  json("tsconfig.programs.json", {
    compilerOptions: { ...compilerOptions, types: ["node"] },
    include: ["src/greenlet", "src/programs"],
  });
  const configs = ["tsconfig.json"];
  if (names.some((name) => name.startsWith("legacy-"))) configs.push("tsconfig.legacy.json");
  if (programNames().length > 0) configs.push("tsconfig.programs.json");
  return { name, directory, green, configs };
}

/** A program of the project, as tsc would make it; `edit` changes the source of its own files first. */
export function createProgram(project: Project, config: string, edit?: (text: string) => string): ts.Program {
  const file = join(project.directory, config);
  const { config: json } = ts.readConfigFile(file, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(json, ts.sys, project.directory);
  if (parsed.errors.length > 0) throw new Error(parsed.errors.map(describe).join("\n"));
  const host = ts.createCompilerHost(parsed.options, true);
  // As for a command that runs in the project's folder.
  host.getCurrentDirectory = () => project.directory;
  if (edit !== undefined) {
    const read = host.readFile;
    const own = join(project.directory, "src");
    host.readFile = (name) => (name.startsWith(own) ? edit(read(name)!) : read(name));
  }
  return ts.createProgram(parsed.fileNames, parsed.options, host);
}

/** For tsc alone: `@greenlet` as a decorator is taken away by our compiler, and an error where it was not. */
export function withoutDecorators(text: string): string {
  return text.replace(/^(\s*)@greenlet(?=\s)/gm, "$1");
}

/** Compiles the project in this process. `check` also reports what the type checker finds. */
export async function compile(project: Project, check = false): Promise<Compilation> {
  const errors: string[] = [];
  const crashes = new Map<string, string>();
  for (const config of project.configs) {
    const program = createProgram(project, config, project.green ? undefined : withoutDecorators);
    if (check) errors.push(...ts.getPreEmitDiagnostics(program).map(describe));
    const diagnostics: ts.Diagnostic[] = [];
    const transformers = project.green ? await greenTransformers(program, (d) => diagnostics.push(d)) : undefined;
    for (const sourceFile of program.getSourceFiles()) {
      if (sourceFile.isDeclarationFile || program.isSourceFileFromExternalLibrary(sourceFile)) continue;
      try {
        program.emit(sourceFile, undefined, undefined, false, transformers);
      } catch (thrown) {
        const name = relative(join(project.directory, "src"), sourceFile.fileName).split("/")[0]!;
        crashes.set(name, thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown));
      }
    }
    errors.push(...diagnostics.filter((d) => d.category === ts.DiagnosticCategory.Error).map(describe));
  }
  return { errors, crashes };
}

async function greenTransformers(
  program: ts.Program,
  report: (diagnostic: ts.Diagnostic) => void,
): Promise<ts.CustomTransformers> {
  const { createCompiler } = await import("../transformer/pipeline.js");
  return createCompiler(program, {}, ts, report).transformers;
}

function describe(diagnostic: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  if (diagnostic.file === undefined) return message;
  const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  const file = relative(outputRoot, diagnostic.file.fileName);
  const code = typeof diagnostic.code === "number" ? `TS${diagnostic.code}` : String(diagnostic.code);
  return `${file}:${line + 1}:${character + 1} ${code}: ${message}`;
}

/** Runs the fixtures of a compiled project in a child process; one that never ends is named, and the rest goes on. */
export async function run(project: Project, names: readonly string[]): Promise<Map<string, Outcome>> {
  const driver = join(project.directory, "driver.mjs");
  writeFileSync(
    driver,
    ts.transpile(readFileSync(join(root, "test/driver.ts"), "utf8"), { target: 99, module: ts.ModuleKind.ESNext }),
  );
  const outcomes = new Map<string, Outcome>();
  const todo = new Set(names);
  while (todo.size > 0) {
    const plan: Plan = { directory: join(project.directory, "out"), green: project.green, fixtures: {} };
    for (const name of todo) plan.fixtures[name] = `${name}/${basename(mainFile(name)).replace(/[jt]sx?$/, "js")}`;
    const planFile = join(project.directory, "plan.json");
    const resultFile = join(project.directory, "result.json");
    writeFileSync(planFile, JSON.stringify(plan));
    rmSync(resultFile, { force: true });
    const { last, why } = await spawnDriver([driver, planFile, resultFile]);
    if (existsSync(resultFile)) {
      const results = JSON.parse(readFileSync(resultFile, "utf8")) as Record<string, Outcome>;
      for (const name of todo) outcomes.set(name, results[name]!);
      break;
    }
    if (last === undefined || !todo.has(last)) throw new Error(`the driver did not start: ${why}`);
    outcomes.set(last, { logs: {}, suspensions: 0, failure: `it ended the process: ${why}` });
    todo.delete(last);
  }
  return outcomes;
}

/** A fixture needs milliseconds; without a line for so long, it never ends. */
const PATIENCE = 5_000;

function spawnDriver(args: readonly string[]): Promise<{ last: string | undefined; why: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--max-old-space-size=512", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let last: string | undefined;
    let why = "";
    const kill = () => {
      why += `no end after ${PATIENCE / 1000} seconds\n`;
      child.kill("SIGKILL");
    };
    let timer = setTimeout(kill, PATIENCE);
    child.stdout.on("data", (data: Buffer) => {
      last = data.toString().trim().split("\n").at(-1);
      clearTimeout(timer);
      timer = setTimeout(kill, PATIENCE);
    });
    child.stderr.on("data", (data: Buffer) => (why = (why + data.toString()).slice(-4000)));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ last, why: `${why}(exit code ${code}, signal ${signal})` });
    });
  });
}

/** What a program of `programNames` prints, in a realm of its own. Times are left out, and an error is a last line. */
export async function print(project: Project, name: string): Promise<string> {
  const file = join(project.directory, "out", `${name}.js`);
  const worker = new Worker(pathToFileURL(file), { stdout: true, stderr: true, execArgv: [] });
  const stop = setTimeout(() => void worker.terminate(), PATIENCE);
  const failed = once(worker, "error").then(([error]) => `failed: ${String(error)}\n`);
  const [stdout, stderr, end] = await Promise.all([
    text(worker.stdout),
    text(worker.stderr),
    Promise.race([failed, once(worker, "exit").then(([code]) => (code === 0 ? "" : `exit code ${code}\n`))]),
  ]);
  clearTimeout(stop);
  return withoutTimes(stdout + stderr + end);
}

/** What Python printed, as `print` would give it. */
export function recorded(name: string): string {
  return withoutTimes(readFileSync(join(root, "fixtures", `${name}.out`), "utf8"));
}

function withoutTimes(output: string): string {
  return output.replace(/^(total time : )[\d.e-]+$/gm, "$1");
}

/** Compares the compiled program's logs with the plain one's. Returns the differences, one text for each. */
export function differences(expected: Outcome, actual: Outcome): string[] {
  if (actual.failure !== undefined) return [actual.failure];
  const result: string[] = [];
  for (const [key, log] of Object.entries(actual.logs)) {
    const [expectation, way] = key.split(": ") as [string, string];
    const wanted = expected.logs[expectation];
    if (log !== wanted) result.push(`${way}\n${firstDifference(wanted ?? "(no such run)", log)}`);
  }
  return result;
}

/** The lines around the first one that differs. */
function firstDifference(expected: string, actual: string): string {
  const left = expected.split("\n");
  const right = actual.split("\n");
  const at = left.findIndex((line, i) => line !== right[i]);
  const first = at === -1 ? left.length : at;
  const lines = left.slice(Math.max(0, first - 3), first).map((line) => `    ${line}`);
  const show = (sign: string, side: string[]) => (first < side.length ? `  ${sign} ${side[first]}` : `  ${sign} (end)`);
  return [...lines, show("-", left), show("+", right)].join("\n");
}

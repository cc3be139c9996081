/**
 * The libraries on disk, in `_output/libraries/`:
 *
 *   plain/           what uses them, as it is written; imports the libraries that npm installed
 *   source/          the libraries and what uses them, rewritten so that they suspend at random places
 *   green/0, 1, …    the same, compiled, every function green; each is an instance of all libraries for itself
 *   node_modules/    what they have in common: this package, and the module that suspends
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { createCompiler } from "../../transformer/pipeline.js";
import { hopEverywhere } from "../everywhere.js";
import { root } from "../suite.js";
import type { Plan, Report } from "./driver.js";

const output = join(root, "_output/libraries");
const here = join(root, "test/libraries");

/** The libraries, and the file of each that its users import. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  acorn: "dist/acorn.mjs",
  "decimal.js": "decimal.mjs",
  "expr-eval": "dist/index.mjs",
  immer: "dist/immer.mjs",
  immutable: "dist/immutable.js",
  "js-yaml": "dist/js-yaml.mjs",
  luxon: "build/es6/luxon.mjs",
  marked: "lib/marked.esm.js",
  mustache: "mustache.mjs",
  semver: "index.js",
};

export interface Library {
  readonly name: string;
  /** How many functions it has, in how many files; how many expressions may suspend by themselves. */
  readonly functions: number;
  readonly files: number;
  readonly hops: number;
}

/** Writes everything afresh. `chooses` decides which expressions may suspend. Out: the libraries, and what we have to say. */
export function createLibraries(chooses: () => boolean, instances: number): { libraries: Library[]; errors: string[] } {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(join(output, "node_modules/suspend"), { recursive: true });
  symlinkSync(root, join(output, "node_modules/greenlet-ts"), "dir");
  cpSync(join(here, "cases"), join(output, "plain"), { recursive: true });
  const errors: string[] = [];
  compileSuspend(errors);
  transpileDriver();
  const libraries = Object.entries(LIBRARIES).map(([name, entry]) => compileLibrary(name, entry, chooses, errors));
  for (let k = 1; k < instances; k++) cpSync(join(output, "green/0"), join(output, `green/${k}`), { recursive: true });
  return { libraries, errors };
}

/** Runs the tasks of all libraries: uncompiled, or by so many instances in greenlets. */
export async function runTasks(
  names: readonly string[],
  seed: number | null,
  instances: number,
  interval: number,
): Promise<Record<string, Report>> {
  const url = (file: string) => pathToFileURL(join(output, file)).href;
  const folders = seed === null ? ["plain"] : Array.from({ length: instances }, (_, k) => `green/${k}`);
  const modules = Object.fromEntries(
    names.map((name) => [name, folders.map((folder) => url(`${folder}/${name}.mjs`))]),
  );
  const plan: Plan = { modules, seed, suspend: url("node_modules/suspend/index.js"), interval };
  const [planFile, resultFile] = ["plan", "result"].map((file) => join(output, `${file}-${seed ?? "plain"}.json`));
  writeFileSync(planFile!, JSON.stringify(plan));
  const child = spawn(process.execPath, [join(output, "driver.mjs"), planFile!, resultFile!], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`the driver ended with exit code ${String(code)}\n${stderr}`);
  return JSON.parse(readFileSync(resultFile!, "utf8")) as Record<string, Report>;
}

function transpileDriver(): void {
  const driver = readFileSync(join(here, "driver.ts"), "utf8");
  writeFileSync(join(output, "driver.mjs"), ts.transpile(driver, { target: 99, module: ts.ModuleKind.ESNext }));
}

/** The module that suspends, compiled as any program is. */
function compileSuspend(errors: string[]): void {
  const folder = join(output, "node_modules/suspend");
  compile([join(here, "suspend.ts")], here, folder, { module: ts.ModuleKind.CommonJS }, false, errors);
  cpSync(join(folder, "suspend.js"), join(folder, "index.js"));
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
}

function compileLibrary(name: string, entry: string, chooses: () => boolean, errors: string[]): Library {
  const installed = join(root, "node_modules", name);
  const source = join(output, "source", name);
  const folder = `node_modules/${name}`;
  const files = modulesFrom(join(installed, entry));
  const format = (JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { type?: string }).type;
  let [functions, hops] = [0, 0];
  const rewrite = (from: string, to: string, commonJs: boolean): string => {
    const rewritten = hopEverywhere(readFileSync(from, "utf8"), from, "suspend", { commonJs, chooses });
    hops += rewritten.split("$hop(").length - 1;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, rewritten);
    return to;
  };
  const written = files.map((file) => {
    const commonJs = !file.endsWith(".mjs") && format !== "module";
    functions += countFunctions(file);
    return rewrite(file, join(source, folder, relative(installed, file)), commonJs);
  });
  written.push(rewrite(join(here, "cases", `${name}.mjs`), join(source, `${name}.mjs`), false));
  for (const place of [source, join(output, "green/0")]) {
    cpSync(join(installed, "package.json"), join(place, folder, "package.json"), { recursive: true });
  }
  const options = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    // Not the declarations that npm installed: what they declare would be taken for native.
    paths: { [name]: [join(source, folder, entry)], [`${name}/*`]: [join(source, folder, "*")] },
  };
  compile(written, source, join(output, "green/0"), options, true, errors);
  return { name, functions, files: files.length, hops };
}

/** A module and what it imports by a path, and so on. */
function modulesFrom(entry: string, found = new Set<string>()): string[] {
  if (!found.has(entry)) {
    found.add(entry);
    const { importedFiles } = ts.preProcessFile(readFileSync(entry, "utf8"), true, true);
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith(".")) modulesFrom(createRequire(entry).resolve(fileName), found);
    }
  }
  return [...found].filter((file) => !file.endsWith(".json"));
}

function countFunctions(file: string): number {
  let functions = 0;
  const count = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) functions++;
    ts.forEachChild(node, count);
  };
  count(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest));
  return functions;
}

function compile(
  files: readonly string[],
  rootDir: string,
  outDir: string,
  given: ts.CompilerOptions,
  markAll: boolean,
  errors: string[],
): void {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.esnext.d.ts"],
    types: [],
    allowJs: true,
    noCheck: true,
    removeComments: true,
    skipLibCheck: true,
    rootDir,
    outDir,
    ...given,
  });
  const { transformers } = createCompiler(program, { markAll, diagnostics: QUIET }, ts, ({ category, messageText }) => {
    if (category === ts.DiagnosticCategory.Error) errors.push(ts.flattenDiagnosticMessageText(messageText, "\n"));
  });
  program.emit(undefined, undefined, undefined, false, transformers);
}

/** Libraries call what is green from native code, and in ways that nest. */
const QUIET = { GL2001: "off", GL2002: "off", GL2003: "off", GL2004: "off", GL2101: "off" } as const;

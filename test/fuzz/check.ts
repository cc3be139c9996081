/**
 * The fuzzer: random programs in batches, each compared with its uncompiled self; the first that differs is made as
 * small as it gets. Every other batch is compiled as one typed program, so that calls are judged by declarations;
 * the others go through `transpile`, which knows one file only and takes all calls for dynamic.
 */
import fc from "fast-check";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { compare, Environment, plainly, withinTime, type Compile, type Difference } from "./oracle.js";
import { moduleText, plainText, randomProgram } from "./program.js";
import { shrink, type Node } from "./tree.js";

const { default: transformer, transpile } = createRequire(import.meta.url)("greenlet-ts/transformer") as {
  default: (program: ts.Program, options: object, extras: object) => ts.TransformerFactory<ts.SourceFile>;
  transpile: (source: string, options: object) => { code: string; diagnostics: readonly ts.Diagnostic[] };
};

const BATCH = 50;
/** Milliseconds for the compilation of one program, on a busy machine. */
const PATIENCE = 3000;
/** Where programs pretend to lie: beside the fixtures, whose modules they import. */
const folder = resolve(dirname(fileURLToPath(import.meta.url)), "../../fixtures/behaviour/fuzz");
const common: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  types: [],
  noCheck: true,
};
const withTypes: ts.CompilerOptions = {
  ...common,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts"],
  strict: true,
  skipLibCheck: true,
};
/** What `transpile` compiles with, but for the types of the package, of which programs use nothing. */
const withoutTypes: ts.CompilerOptions = { ...common, isolatedModules: true, noLib: true, noResolve: true };

/** The programs suspend in native code on purpose, in ways that nest. */
const quiet = { diagnostics: { GL2001: "off", GL2002: "off", GL2003: "off", GL2004: "off", GL2101: "off" } };

export interface Failure {
  seed: number;
  typed: boolean;
  /** The minimal program, as a module. */
  program: string;
  difference: Difference;
}

export interface Statistics {
  programs: number;
  /** Times a compiled program ran. */
  runs: number;
  pauses: number;
  suspensions: number;
}

export interface Options {
  programs: number;
  seed: number;
  /** All programs typed, or none; by default, every other batch. */
  typed?: boolean;
  onProgress?: (statistics: Statistics) => void;
}

const environments = new Map<boolean | "plain", Environment>();

function environment(kind: boolean | "plain"): Environment {
  let found = environments.get(kind);
  if (found === undefined) environments.set(kind, (found = new Environment(kind === "plain" ? plainly : alone)));
  return found;
}

/** A module by itself. */
export const alone: Compile = (source, fileName) => {
  const { code, diagnostics } = transpile(source, { fileName, compilerOptions: common, ...quiet });
  refuse(diagnostics);
  return code;
};

/** A module as a program of its own, whose types are known. */
export const withItsTypes: Compile = (source) => together([source], true)[0]!;

/** Several modules as one program: with types, or each for itself as `transpile` compiles it, and without source maps. */
function together(sources: readonly string[], typed: boolean): string[] {
  const compilerOptions = typed ? withTypes : withoutTypes;
  const names = sources.map((_, k) => `${folder}/p${k}.ts`);
  const texts = new Map(names.map((name, k) => [name, sources[k]!]));
  const outputs = new Map<string, string>();
  const host: ts.CompilerHost = {
    ...sharedHost,
    getSourceFile: (name, options) =>
      texts.has(name) ? ts.createSourceFile(name, texts.get(name)!, options) : sharedHost.getSourceFile(name, options),
    fileExists: (name) => texts.has(name) || sharedHost.fileExists(name),
    writeFile: (name, text) => void outputs.set(name, text),
  };
  const program = ts.createProgram(names, compilerOptions, host);
  const diagnostics: ts.Diagnostic[] = [];
  const before = transformer(program, quiet, {
    ts,
    addDiagnostic: (diagnostic: ts.Diagnostic) => diagnostics.push(diagnostic),
  });
  for (const name of names)
    program.emit(program.getSourceFile(name), undefined, undefined, false, { before: [before] });
  refuse(diagnostics);
  return names.map((name) => outputs.get(name.replace(/ts$/, "js"))!);
}

/** Reads and parses each file of the libraries and the fixtures' modules once. */
const sharedHost = ((): ts.CompilerHost => {
  const host = ts.createCompilerHost(withTypes);
  const { getSourceFile } = host;
  const files = new Map<string, ts.SourceFile | undefined>();
  host.getSourceFile = (name, options) => {
    if (!files.has(name)) files.set(name, getSourceFile.call(host, name, options));
    return files.get(name);
  };
  return host;
})();

/** The generator makes nothing that the compiler has reason to refuse. */
function refuse(diagnostics: readonly ts.Diagnostic[]): void {
  const error = diagnostics.find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
}

/** Checks programs until one fails or there are enough. */
export function check(options: Options): Failure | Statistics {
  const { programs, seed, onProgress } = options;
  const statistics: Statistics = { programs: 0, runs: 0, pauses: 0, suspensions: 0 };
  for (let batch = 0; statistics.programs < programs; batch++) {
    const size = Math.min(BATCH, programs - statistics.programs);
    const batchSeed = seed + batch;
    const typed = options.typed ?? batch % 2 === 1;
    const trees = fc.sample(randomProgram(), { seed: batchSeed, numRuns: size });
    let codes: string[] | undefined;
    try {
      codes = withinTime(() => together(trees.map(moduleText), typed), BATCH * PATIENCE);
    } catch {
      // One of them makes the compiler fail: below, each is compiled by itself.
    }
    for (const [k, tree] of trees.entries()) {
      const difference = differenceOf(tree, batchSeed, typed, statistics, codes?.[k]);
      if (difference !== undefined) return minimise(tree, difference, batchSeed, typed);
    }
    statistics.programs += size;
    onProgress?.(statistics);
  }
  return statistics;
}

/** How a program differs from its uncompiled self, or undefined. */
function differenceOf(
  tree: Node,
  seed: number,
  typed: boolean,
  statistics?: Statistics,
  code?: string,
): Difference | undefined {
  const text = moduleText(tree);
  const plain = plainText(tree);
  if (!parses(plain, false)) return undefined;
  try {
    code ??= withinTime(() => together([text], typed)[0]!, PATIENCE);
  } catch (thrown) {
    if (!parses(text, true)) return undefined;
    return { way: "compiling", expected: "", actual: (thrown as Error).stack ?? String(thrown) };
  }
  const result = compare(
    { environment: environment("plain"), code: plain },
    { environment: environment(typed), code },
    seed,
  );
  if ("way" in result) return result;
  if (statistics !== undefined) {
    statistics.runs += result.runs;
    statistics.pauses += result.pauses;
    statistics.suspensions += result.suspensions;
  }
  return undefined;
}

function parses(code: string, typed: boolean): boolean {
  if (typed) return ts.transpileModule(code, { reportDiagnostics: true }).diagnostics!.length === 0;
  try {
    new Function("require", "exports", `"use strict";${code}`);
    return true;
  } catch {
    return false;
  }
}

/** Smaller programs, as long as they fail; the difference may become another one. */
function minimise(tree: Node, difference: Difference, seed: number, typed: boolean): Failure {
  for (let attempts = 4000, smaller: Node | undefined = tree; smaller !== undefined && !difference.isStopped;) {
    tree = smaller;
    smaller = undefined;
    for (const candidate of shrink(tree)) {
      if (attempts-- <= 0) break;
      const found = differenceOf(candidate, seed, typed);
      if (found === undefined) continue;
      difference = found;
      smaller = candidate;
      break;
    }
  }
  return { seed, typed, program: moduleText(tree), difference };
}

/** What to tell of a failure. */
export function report({ seed, typed, program, difference }: Failure): string {
  const { way, expected, actual } = difference;
  return `seed ${seed}${typed ? ", typed" : ""}, ${way}:\n\n${program}\n--- expected\n${expected}\n--- actual\n${actual}\n`;
}

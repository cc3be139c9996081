/** `greenc run`: compiles a file and what it imports in memory, and runs it in this process. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import ts from "typescript";
import { printDiagnostics } from "../hostDiagnostics.js";
import { compilerFor } from "../programCompiler.js";
import { runModules, type CompiledModule } from "./moduleLoader.js";
import { parseArguments } from "./parseArguments.js";
import { loadProject, type Project } from "./project.js";
import { UsageError } from "./usageError.js";

const USAGE = "Usage: greenc run [-p tsconfig.json] file.ts [arguments]";

/** Modules in memory, with the map inside; files of any other kind are not written. */
const IN_MEMORY: ts.CompilerOptions = {
  noEmit: false,
  noEmitOnError: false,
  emitDeclarationOnly: false,
  declaration: false,
  declarationMap: false,
  composite: false,
  incremental: false,
  tsBuildInfoFile: undefined,
  sourceMap: false,
  inlineSourceMap: true,
  inlineSources: true,
  mapRoot: undefined,
  sourceRoot: undefined,
  removeComments: false,
  outDir: undefined,
  // The output of JavaScript would lie where its source does.
  suppressOutputPathCheck: true,
  outFile: undefined,
  declarationDir: undefined,
  // Modules keep the names of their sources, so that may be what an import says.
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: false,
};

/**
 * Runs `args`; the process then goes on as the program wants.
 * Errors in the program are printed, and nothing runs.
 * @throws UsageError
 */
export function run(args: readonly string[]): void {
  const { configPath, file, rest } = readArguments(args);
  const project = loadProject(file, configPath, IN_MEMORY);
  const modules = compileModules(project);
  if (modules === null) {
    process.exitCode = 1;
    return;
  }
  const entry = project.file.fileName;
  if (!modules.has(entry)) throw new UsageError(`${file} is compiled to nothing that could run.`);
  process.argv.splice(1, process.argv.length - 1, resolve(file), ...rest);
  process.setSourceMapsEnabled(true);
  runModules(entry, modules, project.imports);
}

/** Options of ours stand before the file; all that follows it is the program's. */
function readArguments(args: readonly string[]): { configPath: string | null; file: string; rest: string[] } {
  const config = { options: { project: { type: "string", short: "p" } }, allowPositionals: true } as const;
  const { tokens } = parseArgs({ ...config, args: [...args], strict: false, tokens: true });
  const end = tokens.find((token) => token.kind === "positional")?.index ?? args.length;
  const { values } = parseArguments({ ...config, args: args.slice(0, end) }, USAGE);
  const file = args[end];
  if (file === undefined) throw new UsageError(USAGE);
  return { configPath: values.project ?? null, file, rest: args.slice(end + 1) };
}

/** Every source file of the project as a module, by path. Prints what is wrong; null if that includes errors. */
function compileModules({ program, options }: Project): Map<string, CompiledModule> | null {
  const diagnostics = [
    ...program.getSyntacticDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  const modules = new Map<string, CompiledModule>();
  const { before } = compilerFor(program, options, ts, (diagnostic) => diagnostics.push(diagnostic));
  const write: ts.WriteFileCallback = (path, source, _bom, _onError, files) => {
    const file = files?.[0];
    if (file === undefined || path.endsWith(".json")) return;
    modules.set(file.fileName, { source, format: formatOf(program, file) });
  };
  program.emit(undefined, write, undefined, false, { before: [before] });
  const fails = diagnostics.some(({ category }) => category === ts.DiagnosticCategory.Error);
  // Where the program runs, standard output is the program's.
  const print = fails ? undefined : (text: string): void => void process.stderr.write(text);
  printDiagnostics(ts.sortAndDeduplicateDiagnostics(diagnostics), program.getCompilerOptions(), ts, print);
  return fails ? null : modules;
}

/** What the emitter made of `file`. The question is public only for a single import, not for a file. */
function formatOf(program: ts.Program, file: ts.SourceFile): CompiledModule["format"] {
  const { getEmitModuleFormatOfFile } = program as ts.Program & {
    getEmitModuleFormatOfFile(file: ts.SourceFile): ts.ModuleKind;
  };
  return getEmitModuleFormatOfFile(file) === ts.ModuleKind.CommonJS ? "commonjs" : "module";
}

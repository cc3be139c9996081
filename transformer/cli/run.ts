/** `greenc run`: compiles a file and what it imports in memory, and runs it in this process. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import ts from "typescript";
import { printDiagnostics } from "../hostDiagnostics.js";
import { compilerFor } from "../programCompiler.js";
import { runModules, type CompiledModule } from "./moduleLoader.js";
import { loadProject, UsageError, type Project } from "./project.js";

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
  outFile: undefined,
  declarationDir: undefined,
};

/** Runs `args`; the process then goes on as the program wants. Errors of any kind are printed, with exit code 1. */
export function run(args: readonly string[]): void {
  let modules: Map<string, CompiledModule>;
  let project: Project;
  const { options, file, rest } = splitArguments(args);
  try {
    if (file === undefined) throw new UsageError(USAGE);
    project = loadProject(file, options.project ?? null, IN_MEMORY);
    modules = compileModules(project);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.log(error.message);
    process.exitCode = 1;
    return;
  }
  if (modules.size === 0) {
    process.exitCode = 1;
    return;
  }
  const entry = resolve(file);
  process.argv.splice(1, process.argv.length - 1, entry, ...rest);
  process.setSourceMapsEnabled(true);
  runModules(project.file.fileName, modules, project.imports);
}

/** Options of ours stand before the file; all that follows it is the program's. */
function splitArguments(args: readonly string[]): { options: { project?: string }; file?: string; rest: string[] } {
  const config = { options: { project: { type: "string", short: "p" } }, allowPositionals: true } as const;
  const { tokens } = parseArgs({ ...config, args: [...args], strict: false, tokens: true });
  const first = tokens.find((token) => token.kind === "positional");
  const end = first?.index ?? args.length;
  try {
    const { values } = parseArgs({ ...config, args: args.slice(0, end) });
    return { options: values, file: args[end], rest: args.slice(end + 1) };
  } catch (error) {
    return { options: {}, rest: [String((error as Error).message)] };
  }
}

/** Every source file of the project as a module, by path. Prints what is wrong; with errors there are no modules. */
function compileModules({ program, options }: Project): Map<string, CompiledModule> {
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
  printDiagnostics(ts.sortAndDeduplicateDiagnostics(diagnostics), program.getCompilerOptions(), ts);
  if (diagnostics.some(({ category }) => category === ts.DiagnosticCategory.Error)) modules.clear();
  return modules;
}

/** What the emitter made of `file`. The question is public only for a single import, not for a file. */
function formatOf(program: ts.Program, file: ts.SourceFile): CompiledModule["format"] {
  const { getEmitModuleFormatOfFile } = program as ts.Program & {
    getEmitModuleFormatOfFile(file: ts.SourceFile): ts.ModuleKind;
  };
  return getEmitModuleFormatOfFile(file) === ts.ModuleKind.CommonJS ? "commonjs" : "module";
}

/**
 * One module by itself: a program of one file and the types of this package, so that a checker exists. What libraries and
 * other modules declare is unknown to it, and every call that might reach a green function of theirs is dynamic.
 */
import type ts from "typescript";
import type { GreenletOptions } from "./context.js";
import { readOptions } from "./options.js";
import { packageTypes } from "./packageTypes.js";
import { compilerFor } from "./programCompiler.js";

export interface TranspileOptions extends GreenletOptions {
  /** Names the module in the source map and in diagnostics; its extension says what it is. Default "module.ts". */
  fileName?: string;
  /** As in a tsconfig's `compilerOptions`, with enum values. `target` and `module` default to the newest. */
  compilerOptions?: ts.CompilerOptions;
}

export interface TranspileResult {
  code: string;
  map: string;
  /** Syntax errors, and what this compiler has to say. Types are not checked. */
  diagnostics: readonly ts.Diagnostic[];
}

/**
 * @returns the module in JavaScript, with its source map (not mentioned in `code`)
 * @throws TypeError for options that do not exist or have the wrong type
 */
export function transpile(source: string, given: TranspileOptions = {}): TranspileResult {
  const { fileName = "module.ts", compilerOptions = {}, ...rest } = given;
  const options = readOptions(rest, (message) => {
    throw new TypeError(message);
  });
  // Loaded on first use: the plugin works with the TypeScript of its host and should not load another one.
  const ts = require("typescript") as typeof import("typescript");

  const settings = programOptions(ts, fileName, compilerOptions);
  const file = ts.createSourceFile(fileName, source, {
    languageVersion: settings.target!,
    impliedNodeFormat: settings.module === ts.ModuleKind.CommonJS ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
    // `force`: a module is a module even without an import or export.
    setExternalModuleIndicator: (created) =>
      void ((created as { externalModuleIndicator?: unknown }).externalModuleIndicator ??= true),
  });
  let code = "";
  let map = "";
  const types = packageTypes(ts);
  const program = ts.createProgram([fileName], settings, {
    getSourceFile: (name) => (name === fileName ? file : types.sourceFile(name)),
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => ({ resolvedModule: types.resolve(text, from) })),
    writeFile: (name, text) => void (name.endsWith(".map") ? (map = text) : (code = text)),
    getDefaultLibFileName: () => "lib.d.ts",
    getCurrentDirectory: () => "",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => name === fileName,
    readFile: () => undefined,
    directoryExists: () => true,
    getDirectories: () => [],
  });

  const diagnostics: ts.Diagnostic[] = [...program.getSyntacticDiagnostics(file)];
  const { before } = compilerFor(program, options, ts, (diagnostic) => diagnostics.push(diagnostic));
  program.emit(undefined, undefined, undefined, false, { before: [before] });
  return { code: code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"), map, diagnostics };
}

/** What a caller may not change: one file, no libraries, nothing but code and map written. */
function programOptions(
  ts: typeof import("typescript"),
  fileName: string,
  given: ts.CompilerOptions,
): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ESNext,
    module: fileName.endsWith(".cts") ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
    ...given,
    allowJs: true,
    allowNonTsExtensions: true,
    isolatedModules: true,
    noLib: true,
    noCheck: true,
    lib: undefined,
    types: [],
    suppressOutputPathCheck: true,
    sourceMap: true,
    inlineSourceMap: false,
    declaration: false,
    declarationMap: false,
    emitDeclarationOnly: false,
    composite: false,
    incremental: false,
    tsBuildInfoFile: undefined,
    noEmit: false,
    noEmitOnError: false,
    outDir: undefined,
    outFile: undefined,
    rootDir: undefined,
    rootDirs: undefined,
    paths: undefined,
  };
}

/** What the subcommands share: a program for one file, with the settings of the tsconfig it belongs to. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ts from "typescript";
import type { GreenletOptions } from "../context.js";
import { printDiagnostics } from "../hostDiagnostics.js";
import { pluginEntry, readOptions } from "../options.js";
import { UsageError } from "./usageError.js";

export interface Project {
  readonly program: ts.Program;
  readonly file: ts.SourceFile;
  /** Options of this compiler, from the tsconfig. */
  readonly options: GreenletOptions;
  /** What each file's imports resolve to: by the importing file, then by the specifier. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** For a file that belongs to no tsconfig. */
const DEFAULTS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  types: ["*"],
};

/**
 * @param path         the file; a program of it and of all it imports is made
 * @param configPath   a tsconfig.json or its folder; null for the nearest one above the file, if there is one
 * @param overrides    options that win over the tsconfig's
 * @throws UsageError if the file or the tsconfig does not exist, or the tsconfig makes no sense
 */
export function loadProject(path: string, configPath: string | null, overrides: ts.CompilerOptions): Project {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new UsageError(`error TS6053: File '${path}' not found.`);
  const config = readConfig(dirname(absolute), configPath);
  const options: ts.CompilerOptions = { ...config.options, ...overrides };
  if (/\.[cm]?jsx?$/.test(absolute)) options.allowJs = true;

  const host = ts.createIncrementalCompilerHost(options);
  const imports = recordImports(host, options);
  // Declarations of the project count, even if the file does not mention them; its other sources do not.
  const declarations = config.fileNames.filter((name) => /\.d\.[cm]?ts$/.test(name));
  const program = ts.createProgram({ rootNames: [absolute, ...declarations], options, host });
  const file = program.getSourceFile(absolute);
  if (file === undefined) throw new UsageError(`${path} is no file that TypeScript compiles.`);
  const greenletOptions = readOptions(pluginEntry(options), (message) => {
    throw new UsageError(message);
  });
  return { program, file, options: greenletOptions, imports };
}

function readConfig(folder: string, configPath: string | null): Pick<ts.ParsedCommandLine, "options" | "fileNames"> {
  const path = configPath === null ? ts.findConfigFile(folder, ts.sys.fileExists) : findConfig(configPath);
  if (path === undefined) return { options: DEFAULTS, fileNames: [] };
  const errors: ts.Diagnostic[] = [];
  const parsed = ts.getParsedCommandLineOfConfigFile(path, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => errors.push(diagnostic),
  });
  // 18002 and 18003: a tsconfig without files. The file to run need not be among them.
  errors.push(...(parsed?.errors ?? []).filter(({ code }) => code !== 18002 && code !== 18003));
  if (errors.length > 0) {
    printDiagnostics(errors, {}, ts);
    throw new UsageError(`${path} has errors.`);
  }
  return parsed!;
}

function findConfig(configPath: string): string {
  const isFolder = ts.sys.directoryExists(configPath);
  const path = isFolder ? resolve(configPath, "tsconfig.json") : resolve(configPath);
  if (ts.sys.fileExists(path)) return path;
  throw new UsageError(
    isFolder
      ? `error TS5057: Cannot find a tsconfig.json file at the specified directory: '${configPath}'.`
      : `error TS5058: The specified path does not exist: '${configPath}'.`,
  );
}

/** Makes `host` note how it resolves imports. Returns the notes; they fill while the program is created. */
function recordImports(host: ts.CompilerHost, options: ts.CompilerOptions): Map<string, Map<string, string>> {
  const imports = new Map<string, Map<string, string>>();
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), host.getCanonicalFileName, options);
  host.resolveModuleNameLiterals = (literals, importer, redirected, settings, file) => {
    const known = imports.get(importer) ?? new Map<string, string>();
    imports.set(importer, known);
    return literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(file, literal, settings);
      const result = ts.resolveModuleName(literal.text, importer, settings, host, cache, redirected, mode);
      if (result.resolvedModule !== undefined) known.set(literal.text, result.resolvedModule.resolvedFileName);
      return result;
    });
  };
  return imports;
}

/**
 * The plugin for editors: TypeScript's language server loads it for `{ "name": "greenlet-ts" }` among the plugins of a
 * tsconfig. The diagnostics of this compiler then stand beside TypeScript's while one types, and a missing mark can be
 * added by a quick fix. The server finds the package by `main` in package.json, which nobody else reads: imports go by
 * `exports`.
 */
import type ts from "typescript";
import type { GreenletOptions } from "../context.js";
import { HostCode, hostError } from "../hostDiagnostics.js";
import { readOptions } from "../options.js";
import { compilerFor, type ProgramCompiler } from "../programCompiler.js";
import { FIXABLE, markFix } from "./markFix.js";

/** What the language server hands to a plugin, as far as we use it (`ts.server.PluginCreateInfo`). */
interface PluginCreateInfo {
  readonly languageService: ts.LanguageService;
  /** The entry in the tsconfig. */
  readonly config: object;
}

export = function init({ typescript: t }: { typescript: typeof ts }) {
  return {
    create({ languageService, config }: PluginCreateInfo): ts.LanguageService {
      const complaints: string[] = [];
      const options = readOptions(config, (message) => complaints.push(message));
      const diagnosticsOf = diagnoser(t, languageService, options);
      return {
        ...languageService,
        getSemanticDiagnostics(fileName) {
          const file = languageService.getProgram()?.getSourceFile(fileName);
          const wrong = complaints.map((text) => hostError(t, HostCode.BadOption, text, file));
          return [...languageService.getSemanticDiagnostics(fileName), ...wrong, ...diagnosticsOf(fileName)];
        },
        getSupportedCodeFixes: (fileName) => [...languageService.getSupportedCodeFixes(fileName), ...FIXABLE],
        getCodeFixesAtPosition(fileName, start, end, codes, format, preferences) {
          const known = languageService.getCodeFixesAtPosition(fileName, start, end, codes, format, preferences);
          const here = diagnosticsOf(fileName).filter((d) => d.start === start && codes.includes(d.code));
          return [...here.flatMap((diagnostic) => markFix(t, diagnostic) ?? []), ...known];
        },
      };
    },
  };
};

/** The diagnostics of a file. There is a new program for each state of the sources; what is known of one is kept. */
function diagnoser(t: typeof ts, service: ts.LanguageService, options: GreenletOptions) {
  let last: { program: ts.Program; compiler: ProgramCompiler } | undefined;
  let found: ts.Diagnostic[] = [];
  return (fileName: string): readonly ts.Diagnostic[] => {
    const program = service.getProgram();
    const file = program?.getSourceFile(fileName);
    if (program === undefined || file === undefined) return [];
    if (last?.program !== program) {
      last = { program, compiler: compilerFor(program, options, t, (diagnostic) => found.push(diagnostic)) };
    }
    found = [];
    last.compiler.check(file);
    return found.filter((diagnostic) => diagnostic.file === file);
  };
}

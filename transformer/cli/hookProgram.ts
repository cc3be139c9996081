/**
 * What greenc does to each program that TypeScript creates: it checks marked code along with the types, and compiles
 * it when files are emitted.
 *
 * Errors of ours are semantic diagnostics like tsc's own. So they count for the exit code, stop the output under
 * noEmitOnError, appear with --noEmit, and are kept in .tsbuildinfo for a file that is not checked again. Warnings are
 * none of this; they are printed when the file is checked.
 */
import type ts from "typescript";
import { setHandledByGreenc } from "../handled.js";
import { HostCode, hostError, printDiagnostics } from "../hostDiagnostics.js";
import { pluginEntry, readOptions } from "../options.js";
import { compilerFor, type ProgramCompiler } from "../programCompiler.js";

/** `ts.Program`, with what the builder of incremental programs calls instead of `getSemanticDiagnostics`. */
interface HookableProgram extends ts.Program {
  getBindAndCheckDiagnostics(file: ts.SourceFile, token?: ts.CancellationToken): readonly ts.Diagnostic[];
}

/** Changes `program` in place, and returns it. */
export function hookProgram(program: ts.Program, tsInstance: typeof ts): ts.Program {
  setHandledByGreenc(program);
  const hookable = program as HookableProgram;
  const { getOptionsDiagnostics, getSemanticDiagnostics, getBindAndCheckDiagnostics, emit } = hookable;
  const options = program.getCompilerOptions();
  const mistakes: ts.Diagnostic[] = [];
  const greenletOptions = readOptions(pluginEntry(options), (message) =>
    mistakes.push(hostError(tsInstance, HostCode.BadOption, message, undefined)),
  );

  /** Errors of each file, once it has been checked or compiled. */
  const errors = new Map<ts.SourceFile, ts.Diagnostic[]>();
  /** Where the compiler reports to at present. */
  let reported: ts.Diagnostic[] = [];
  let made: ProgramCompiler | undefined;

  hookable.getOptionsDiagnostics = (token) => getOptionsDiagnostics(token).concat(mistakes);

  hookable.getSemanticDiagnostics = (file, token, ...rest: []) => {
    const own = getSemanticDiagnostics(file, token, ...rest);
    if (options.noCheck) return own;
    const files = file === undefined ? program.getSourceFiles() : [file];
    return own.concat(files.flatMap(check));
  };

  hookable.getBindAndCheckDiagnostics = (file, token) => getBindAndCheckDiagnostics(file, token).concat(check(file));

  hookable.emit = (file, writeFile, token, emitOnlyDts, given, ...rest: []) => {
    const late: ts.Diagnostic[] = [];
    const { before, compile: compileOnly, afterDeclarations } = compiler();
    const compile: ts.TransformerFactory<ts.SourceFile> = (context) => {
      const [checking, compiling] = [before(context), compileOnly(context)];
      return (source) => {
        const isChecked = errors.has(tsInstance.getOriginalNode(source) as ts.SourceFile);
        return reportingTo(late, () => (isChecked ? compiling : checking)(source));
      };
    };
    const transformers = {
      before: [compile, ...(given?.before ?? [])],
      after: given?.after,
      afterDeclarations: [...(given?.afterDeclarations ?? []), afterDeclarations],
    };
    const result = emit(file, writeFile, token, emitOnlyDts, transformers, ...rest);
    return late.length === 0 ? result : { ...result, diagnostics: result.diagnostics.concat(late) };
  };

  return program;

  function compiler(): ProgramCompiler {
    return (made ??= compilerFor(program, greenletOptions, tsInstance, report));
  }

  function report(diagnostic: ts.Diagnostic): void {
    if (diagnostic.category === tsInstance.DiagnosticCategory.Error) reported.push(diagnostic);
    else printDiagnostics([diagnostic], options, tsInstance);
  }

  function reportingTo<T>(list: ts.Diagnostic[], action: () => T): T {
    const outer = reported;
    reported = list;
    try {
      return action();
    } finally {
      reported = outer;
    }
  }

  /** The errors of `file`, once: a later emit may be skipped, or be limited to other files. */
  function check(file: ts.SourceFile): readonly ts.Diagnostic[] {
    const known = errors.get(file);
    if (known !== undefined) return known;
    const found: ts.Diagnostic[] = [];
    errors.set(file, found);
    if (!file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file)) {
      reportingTo(found, () => compiler().check(file));
    }
    return found;
  }
}

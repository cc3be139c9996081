/**
 * The entry of `greenlet-ts/transformer`: the plugin for ts-patch and other hosts of custom transformers, and
 * `transpile` for bundlers.
 *
 * In a tsconfig for ts-patch one entry is enough: `{ "transform": "greenlet-ts/transformer" }`. A host that takes
 * `CustomTransformers` from a script gets the same function twice:
 * `{ before: [t], afterDeclarations: [t] }` with `t = transformer(program)`.
 */
import type ts from "typescript";
import type { GreenletOptions } from "./context.js";
import { HostCode, hostError, printDiagnostics } from "./hostDiagnostics.js";
import { readOptions } from "./options.js";
import { compilerFor, type ProgramCompiler } from "./programCompiler.js";
import { isHandledByGreenc } from "./handled.js";

export type { GreenletOptions } from "./context.js";
export { transpile, type TranspileOptions, type TranspileResult } from "./transpile.js";

/** What ts-patch passes to a plugin of the type "program", as far as we use it. */
export interface Extras {
  ts: typeof ts;
  addDiagnostic(diagnostic: ts.Diagnostic): unknown;
}

/** ts-patch calls the plugin at each emit of a program, in incremental builds once a file: the compiler is made once. */
const compilers = new WeakMap<ts.Program, { compiler: ProgramCompiler; report: (diagnostic: ts.Diagnostic) => void }>();

/**
 * The transformer for one program: compiles source files, and keeps the marks in declaration files.
 * Errors go to `extras.addDiagnostic`. Warnings are printed instead, as are errors without `extras`: a host counts
 * whatever it is told as an error.
 */
export default function transformer(
  program: ts.Program,
  options: GreenletOptions = {},
  extras?: Extras,
): ts.TransformerFactory<ts.SourceFile> {
  if (isHandledByGreenc(program)) return () => (file) => file;
  const tsInstance = extras?.ts ?? (require("typescript") as typeof ts);
  const report = (diagnostic: ts.Diagnostic): void => {
    const isError = diagnostic.category === tsInstance.DiagnosticCategory.Error;
    if (isError && extras !== undefined) extras.addDiagnostic(withCodeInText(diagnostic));
    else printDiagnostics([diagnostic], program.getCompilerOptions(), tsInstance);
  };

  let entry = compilers.get(program);
  if (entry === undefined) {
    const created = { report, compiler: undefined! as ProgramCompiler };
    const checkedOptions = readOptions(options, (message) =>
      report(hostError(tsInstance, HostCode.BadOption, message, undefined)),
    );
    created.compiler = compilerFor(program, checkedOptions, tsInstance, (diagnostic) => created.report(diagnostic));
    compilers.set(program, (entry = created));
    addDeclarations(program, entry.compiler);
  }
  // ts-patch collects the diagnostics of each emit in a new list.
  entry.report = report;

  const { before, afterDeclarations } = entry.compiler;
  return (context) => {
    const compile = before(context);
    const declare = afterDeclarations(context);
    return (file) => {
      const isDeclaration = tsInstance.isBundle(file) || file.isDeclarationFile;
      return isDeclaration ? (declare(file) as ts.SourceFile) : compile(file);
    };
  };
}

/** tsc and so ts-patch print every code as `TS1234`. Ours are looked up as `GL1234`, so the text begins with that. */
function withCodeInText(diagnostic: ts.Diagnostic): ts.Diagnostic {
  const { messageText } = diagnostic;
  const code = `GL${diagnostic.code}: `;
  return {
    ...diagnostic,
    messageText:
      typeof messageText === "string"
        ? code + messageText
        : { ...messageText, messageText: code + messageText.messageText },
  };
}

/**
 * A ts-patch entry gives either a `before` or an `afterDeclarations` transformer. So that users need not write two,
 * the second one is added to what ts-patch passes to the program's own emit.
 */
function addDeclarations(program: ts.Program & { originalEmit?: ts.Program["emit"] }, compiler: ProgramCompiler): void {
  const emit = program.originalEmit;
  if (emit === undefined) return;
  program.originalEmit = (file, writeFile, token, emitOnlyDts, transformers, ...rest: []) =>
    emit(
      file,
      writeFile,
      token,
      emitOnlyDts,
      { ...transformers, afterDeclarations: [...(transformers?.afterDeclarations ?? []), compiler.afterDeclarations] },
      ...rest,
    );
}

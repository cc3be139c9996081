/** Diagnostics that do not go through tsc's own report: printed to the same place, in the same format. */
import type ts from "typescript";

/** Writes `diagnostic` to standard output as tsc would, with our prefix for the code. */
export function printDiagnostic(diagnostic: ts.Diagnostic, program: ts.Program, tsInstance: typeof ts): void {
  const { sys } = tsInstance;
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => sys.getCurrentDirectory(),
    getNewLine: () => sys.newLine,
    getCanonicalFileName: (fileName) => (sys.useCaseSensitiveFileNames ? fileName : fileName.toLowerCase()),
  };
  // As tsc decides and spaces it (executeCommandLine.ts: defaultIsPretty; watch.ts: createDiagnosticReporter).
  const pretty = program.getCompilerOptions().pretty ?? (sys.writeOutputIsTTY?.() === true && !process.env.NO_COLOR);
  const text = pretty
    ? tsInstance.formatDiagnosticsWithColorAndContext([diagnostic], host) + sys.newLine
    : tsInstance.formatDiagnostics([diagnostic], host);
  sys.write(text.replace(` TS${diagnostic.code}: `, ` GL${diagnostic.code}: `));
}

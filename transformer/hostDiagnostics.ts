/**
 * Diagnostics at the border to the host: those that are about no piece of source (the catalogue has the others), and
 * the printing of those that the host is not told.
 */
import type ts from "typescript";

/** What can be wrong besides the source. The numbers lie beyond the catalogue's. */
export const enum HostCode {
  InternalError = 9001,
  BadOption = 9002,
}

/** An error that concerns a whole file, or none. */
export function hostError(
  tsInstance: typeof ts,
  code: HostCode,
  messageText: string,
  file: ts.SourceFile | undefined,
): ts.Diagnostic {
  const { Error } = tsInstance.DiagnosticCategory;
  return { category: Error, code, source: "greenlet-ts", messageText, file, start: file && 0, length: file && 0 };
}

/** Writes `diagnostics`, to standard output if nothing else is said, as tsc would under `options`, with our prefix for our codes. */
export function printDiagnostics(
  diagnostics: readonly ts.Diagnostic[],
  options: ts.CompilerOptions,
  tsInstance: typeof ts,
  write: (text: string) => void = tsInstance.sys.write,
): void {
  const { sys } = tsInstance;
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => sys.getCurrentDirectory(),
    getNewLine: () => sys.newLine,
    getCanonicalFileName: (fileName) => (sys.useCaseSensitiveFileNames ? fileName : fileName.toLowerCase()),
  };
  // As tsc decides and spaces it (executeCommandLine.ts: defaultIsPretty; watch.ts: createDiagnosticReporter).
  const pretty = options.pretty ?? (sys.writeOutputIsTTY?.() === true && !process.env.NO_COLOR);
  for (const diagnostic of diagnostics) {
    const text = pretty
      ? tsInstance.formatDiagnosticsWithColorAndContext([diagnostic], host) + sys.newLine
      : tsInstance.formatDiagnostics([diagnostic], host);
    const isOurs = diagnostic.source === "greenlet-ts";
    write(isOurs ? text.replace(` TS${diagnostic.code}: `, ` GL${diagnostic.code}: `) : text);
  }
}

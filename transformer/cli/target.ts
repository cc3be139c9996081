/** What `greenc explain` and `greenc why` are asked about: `file.ts`, or `file.ts:function`. */
import ts from "typescript";
import { printDiagnostics } from "../hostDiagnostics.js";
import { parseArguments } from "./parseArguments.js";
import { loadProject, type Project } from "./project.js";
import { UsageError } from "./usageError.js";

export interface Target {
  readonly project: Project;
  readonly functionName: string | undefined;
  readonly phase: string | undefined;
}

/**
 * The file of the one argument, loaded.
 * @throws UsageError for wrong arguments, and for a file with syntax errors, which are printed
 */
export function loadTarget(args: readonly string[], usage: string): Target {
  const { values, positionals } = parseArguments(
    {
      args: [...args],
      options: { project: { type: "string", short: "p" }, phase: { type: "string" } },
      allowPositionals: true,
    } as const,
    usage,
  );
  const [argument, ...others] = positionals;
  if (argument === undefined || others.length > 0) throw new UsageError(usage);
  const [, path = argument, functionName] = /^(.+\.[cm]?[jt]sx?):([^\\/]+)$/.exec(argument) ?? [];
  const project = loadProject(path, values.project ?? null, { noEmit: true, allowJs: true });
  const errors = project.program.getSyntacticDiagnostics(project.file);
  if (errors.length > 0) {
    printDiagnostics(errors, project.program.getCompilerOptions(), ts);
    throw new UsageError(`${path} has syntax errors.`);
  }
  return { project, functionName, phase: values.phase };
}

/** Prints what `describe` returns. An `Error` of it, and of no subclass, is about the user's question. */
export function answer(describe: () => string): void {
  try {
    process.stdout.write(describe());
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) throw new UsageError(error.message);
    throw error;
  }
}

/** `greenc why`: says which calls of a function may suspend, and why. */
import ts from "typescript";
import { why as whyFunction } from "../debug/why.js";
import { answer, loadTarget } from "./target.js";
import { UsageError } from "./usageError.js";

const USAGE = "Usage: greenc why [-p tsconfig.json] file.ts[:function]";

/** @throws UsageError */
export function why(args: readonly string[]): void {
  const { project, functionName, phase } = loadTarget(args, USAGE);
  if (phase !== undefined) throw new UsageError(USAGE);
  answer(() => whyFunction(project.program, project.file, functionName, { ts, greenlet: project.options }));
}

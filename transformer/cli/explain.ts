/** `greenc explain`: prints what each phase makes of a function, or of all functions of a file. */
import ts from "typescript";
import { explain as explainFunction, PHASES, type Phase } from "../debug/explain.js";
import { answer, loadTarget } from "./target.js";
import { UsageError } from "./usageError.js";

const USAGE = `Usage: greenc explain [-p tsconfig.json] [--phase ${PHASES.join("|")}] file.ts[:function]`;

/** @throws UsageError */
export function explain(args: readonly string[]): void {
  const { project, functionName, phase } = loadTarget(args, USAGE);
  if (phase !== undefined && !isPhase(phase)) throw new UsageError(`There is no phase '${phase}'.\n${USAGE}`);
  const options = { ts, greenlet: project.options, ...(phase && { phase }) };
  answer(() => explainFunction(project.program, project.file, functionName, options));
}

function isPhase(name: string): name is Phase {
  return (PHASES as readonly string[]).includes(name);
}

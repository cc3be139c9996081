/** greenc as a compiler: tsc with the hook. Arguments, output and exit codes are tsc's. */
import { setFlagsFromString } from "node:v8";
import type ts from "typescript";
import { helpText } from "./help.js";
import { hookProgram } from "./hookProgram.js";
import { loadHookedTypeScript } from "./hookedTypeScript.js";
import { packageVersion } from "../package.js";

/**
 * A third of what a compilation takes of the processor is V8's optimising compiler, which here mostly inlines what runs
 * for seconds only. With a fifth of its budget for inlining, TypeScript's own part takes a sixth less of the processor,
 * and less time (`npm run bench:compile`). `greenc run` leaves V8 as it is: it runs other people's programs.
 */
export const LESS_INLINING = "--max-inlined-bytecode-size-cumulative=200";

/** Does what `tsc ...args` would do; ends the process unless it watches. */
export function compile(args: readonly string[]): void {
  try {
    setFlagsFromString(LESS_INLINING);
  } catch {
    // Not Node: another engine, or one whose flags can't be set.
  }
  const version = packageVersion();
  const ts = loadHookedTypeScript(version, (program) => hookProgram(program, ts));
  const { sys } = ts;
  // As in TypeScript's own src/tsc/tsc.ts.
  (sys as { setBlocking?(): void }).setBlocking?.();

  const { options, errors } = ts.parseCommandLine(args);
  if (options.version && errors.length === 0) {
    sys.write(`Version ${version} (TypeScript ${ts.version.replace(/\+.*/, "")})${sys.newLine}`);
    return sys.exit(0);
  }
  if (options.help || options.all || printsHelpOnly(ts, args)) {
    sys.write(helpText);
    const write = sys.write.bind(sys);
    sys.write = (text) => write(text.replace(/\btsc\b/g, "greenc"));
  }
  ts.executeCommandLine(sys, () => {}, args);
}

/** Without arguments and without a tsconfig.json there is nothing to compile: tsc prints its help, and fails. */
function printsHelpOnly({ sys, findConfigFile }: typeof ts, args: readonly string[]): boolean {
  return args.length === 0 && findConfigFile(sys.getCurrentDirectory(), sys.fileExists) === undefined;
}

/** greenc as a compiler: tsc with the hook. Arguments, output and exit codes are tsc's. */
import type ts from "typescript";
import { helpText } from "./help.js";
import { hookProgram } from "./hookProgram.js";
import { loadHookedTypeScript } from "./hookedTypeScript.js";
import { packageVersion } from "../package.js";

/** Does what `tsc ...args` would do; ends the process unless it watches. */
export function compile(args: readonly string[]): void {
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

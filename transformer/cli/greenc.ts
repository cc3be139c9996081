#!/usr/bin/env node
/**
 * The command `greenc`: chooses the subcommand, each in a file of its own, or compiles like tsc.
 * A file that has the name of a subcommand is reached with its extension, or as `./run`.
 *
 * Modules are loaded with `require`, when they are needed: they come with one TypeScript or another, which takes time;
 * and a program that is run reports an error of its own as uncaught, not as a rejected promise.
 */
import type * as Compile from "./compile.js";
import type * as Explain from "./explain.js";
import type * as Run from "./run.js";
import type * as Why from "./why.js";
import { UsageError } from "./usageError.js";

const [command, ...rest] = process.argv.slice(2);
try {
  switch (command) {
    case "run":
      (require("./run.js") as typeof Run).run(rest);
      break;
    case "explain":
      (require("./explain.js") as typeof Explain).explain(rest);
      break;
    case "why":
      (require("./why.js") as typeof Why).why(rest);
      break;
    default:
      (require("./compile.js") as typeof Compile).compile(process.argv.slice(2));
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.log(error.message);
  process.exitCode = error.exitCode;
}

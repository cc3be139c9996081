/** Arguments of the subcommands. (Those of the compiler itself are tsc's business.) */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./usageError.js";

/**
 * As `parseArgs`.
 * @throws UsageError with what is wrong, and `usage`; with `usage` alone, and no failure, if help is asked for
 */
export function parseArguments<C extends ParseArgsConfig>(config: C, usage: string): ReturnType<typeof parseArgs<C>> {
  if (config.args?.some((argument) => argument === "--help" || argument === "-h")) throw new UsageError(usage, 0);
  try {
    return parseArgs(config);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${error.message}\n${usage}`);
    throw error;
  }
}

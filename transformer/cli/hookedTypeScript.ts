/**
 * TypeScript with one hook: every program it creates is handed to greenc first.
 *
 * `executeCommandLine` is tsc itself: arguments, projects, watching, building, statistics, exit codes. It takes no
 * transformers, and the functions it is made of are local to its file. To write it anew with the public functions
 * means to copy about five hundred lines (and still lacks --diagnostics, --generateTrace, --init and the help), to
 * be kept equal to each release; so the source of typescript.js is changed in five places while it is loaded, as
 * ts-patch does with its own hook. package.json pins the minor version; a text that does not match is an error here,
 * not a silent difference.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";
import type ts from "typescript";
import { UsageError } from "./usageError.js";

/** `executeCommandLine` is exported by typescript.js, but not declared. */
export type HookedTypeScript = typeof ts & {
  executeCommandLine(system: ts.System, onProgram: (program: unknown) => void, args: readonly string[]): unknown;
};

interface Change {
  readonly pattern: RegExp;
  readonly replacement: string;
}

/** @param version of this package */
function changes(version: string): readonly Change[] {
  return [
    {
      // Programs pass through the hook. Where `ts-patch install` has been at work, the function has a second name.
      pattern: /^ *function (createProgram|originalCreateProgram)\(_rootNamesOrOptions,/m,
      replacement:
        "function $1(...args) { return onCreateProgram(createUnhookedProgram(...args)); }\n" +
        "function createUnhookedProgram(_rootNamesOrOptions,",
    },
    // Codes of our own have a prefix of their own: once for plain and once for pretty output.
    prefixChange,
    prefixChange,
    {
      // The version is part of .tsbuildinfo: what tsc or another release of ours emitted is not up to date for us.
      pattern: /^ *var version = (.*);$/m,
      replacement: `var version = $1 + "+greenlet-ts.${version}";`,
    },
    {
      // So are our options: they stand among the plugins, which mean nothing to the output of tsc itself.
      pattern: /name: "plugins",/,
      replacement: "$& affectsSemanticDiagnostics: true, affectsEmit: true, affectsBuildInfo: true,",
    },
  ];
}
const prefixChange: Change = {
  pattern: / TS\$\{diagnostic\.code\}: /,
  replacement: ' ${diagnostic.source === "greenlet-ts" ? "GL" : "TS"}${diagnostic.code}: ',
};

/**
 * Loads the TypeScript this package depends on.
 * @param onCreateProgram receives each program just created, and returns it
 * @throws UsageError if its text is not the expected one
 */
export function loadHookedTypeScript(
  version: string,
  onCreateProgram: (program: ts.Program) => ts.Program,
): HookedTypeScript {
  const path = require.resolve("typescript");
  let text = readFileSync(path, "utf8");
  for (const { pattern, replacement } of changes(version)) {
    const changed = text.replace(pattern, replacement);
    if (changed === text)
      throw new UsageError(`${path} is not the version of TypeScript that greenc was made for: ${pattern}`);
    text = changed;
  }
  const module = { exports: {} as HookedTypeScript };
  const parameters = ["exports", "require", "module", "__filename", "__dirname", "onCreateProgram"];
  const load = compileFunction(text, parameters, { filename: path });
  load.call(module.exports, module.exports, createRequire(path), module, path, dirname(path), onCreateProgram);
  return module.exports;
}

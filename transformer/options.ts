/** The options of the plugin: where they are written, and the check of what a user wrote. */
import type ts from "typescript";
import type { GreenletOptions } from "./context.js";
import { pageOf } from "./diagnostics/report.js";

/** How a tsconfig names this compiler: `{ "plugins": [{ "transform": "greenlet-ts/transformer" }] }`. */
const PLUGIN_NAME = "greenlet-ts/transformer";

interface OptionType {
  /** For the message: "must be …". */
  readonly expected: string;
  accepts(value: unknown): boolean;
}

const string: OptionType = { expected: "a string", accepts: (value) => typeof value === "string" };
const boolean: OptionType = { expected: "true or false", accepts: (value) => typeof value === "boolean" };
const levels: OptionType = {
  expected: 'an object that gives codes or names of diagnostics one of the levels "off", "warning" and "error"',
  accepts: (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(
      ([code, level]) => pageOf(code) !== null && (level === "off" || level === "warning" || level === "error"),
    ),
};

/** Every option. A new member of GreenletOptions has to be entered here. */
const OPTIONS: { readonly [name in keyof Required<GreenletOptions>]: OptionType } = {
  runtime: string,
  infer: boolean,
  markAll: boolean,
  diagnostics: levels,
};

/** Keys of a plugin entry that are not ours: ts-patch reads them, or hands them on to us. */
const FOREIGN_KEYS = new Set([
  "transform",
  "name",
  "type",
  "import",
  "after",
  "afterDeclarations",
  "transformProgram",
  "tsConfig",
  "resolvePathAliases",
  "isEsm",
]);

/**
 * The options in a plugin entry or in what a caller passed.
 * A key or value that makes no sense is told to `complain`, in a sentence for the user, and left out.
 */
export function readOptions(given: object, complain: (message: string) => void): GreenletOptions {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || FOREIGN_KEYS.has(name)) continue;
    const type = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof GreenletOptions] : undefined;
    if (type === undefined) {
      complain(`Unknown option '${name}' for ${PLUGIN_NAME}. Its options are ${Object.keys(OPTIONS).join(", ")}.`);
    } else if (!type.accepts(value)) {
      complain(`Option '${name}' of ${PLUGIN_NAME} must be ${type.expected}. It is ${JSON.stringify(value)}.`);
    } else {
      options[name] = value;
    }
  }
  return options;
}

/** The entry for this compiler among the plugins of a tsconfig; `{}` if there is none. */
export function pluginEntry(options: ts.CompilerOptions): object {
  const plugins = (options.plugins ?? []) as readonly { transform?: unknown }[];
  return plugins.find((plugin) => plugin.transform === PLUGIN_NAME) ?? {};
}

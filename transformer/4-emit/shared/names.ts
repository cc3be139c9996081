/** The names that both versions invent for themselves, apart from labels. The only place that spells them. */
import type ts from "typescript";
import type { NormalFunction } from "../../3-normalise/normalForm.js";
import type { Context } from "../../context.js";

export interface Names {
  /** The machine's parameters: its frame, and what the pending call returns. The fast version keeps dropped values in the latter. */
  readonly frame: string;
  readonly value: string;
  /** The machine's own variables: where to continue, the active handler, the array of a frame with many locals. */
  readonly point: string;
  readonly handler: string;
  readonly slots: string;
  readonly error: string;
  /** The resumable entry found on the function value of a dynamic call. */
  readonly entry: string;
  readonly machine: string;
  /** The same for a parameter, looked up once when the function is entered. */
  entryOf(parameter: string): string;
}

const names = new WeakMap<NormalFunction, Names>();

export function namesOf(fn: NormalFunction, ctx: Context): Names {
  let result = names.get(fn);
  if (result === undefined) names.set(fn, (result = invent(fn, ctx)));
  return result;
}

function invent(fn: NormalFunction, ctx: Context): Names {
  const taken = new Set([...fn.paramLocals, ...fn.locals].map((local) => local.name));
  const file = ctx.ts.getOriginalNode(fn.source).getSourceFile();
  const fresh = (base: string) => {
    let name = base;
    for (let i = 1; taken.has(name) || mentions(file, name); i++) name = base + i;
    return name;
  };
  return {
    frame: fresh("$frame"),
    value: fresh("$value"),
    point: fresh("$point"),
    handler: fresh("$handler"),
    slots: fresh("$slots"),
    error: fresh("$error"),
    entry: fresh("$entry"),
    machine: fresh("$machine"),
    entryOf: (parameter) => fresh(`$entry$${parameter}`),
  };
}

const mentioned = new WeakMap<ts.SourceFile, Map<string, boolean>>();

/** Whether a name stands anywhere in a file's text. Remembered: files with many functions are long. */
function mentions(file: ts.SourceFile | undefined, name: string): boolean {
  if (file === undefined) return false;
  let known = mentioned.get(file);
  if (known === undefined) mentioned.set(file, (known = new Map()));
  let answer = known.get(name);
  if (answer === undefined) known.set(name, (answer = file.text.includes(name)));
  return answer;
}

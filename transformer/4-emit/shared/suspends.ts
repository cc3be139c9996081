/** Walks over the normal form: what a statement contains, and whether it contains a suspension point. */
import type { NStatement } from "../../3-normalise/normalForm.js";

const memo = new WeakMap<NStatement, boolean>();

/**
 * Whether the statement (or one of them) contains a call that control may come back to: a tail call is none, nothing
 * of the function is left to do after it. Remembered per statement.
 */
export function suspends(code: NStatement | readonly NStatement[]): boolean {
  if (isList(code)) return code.some(suspends);
  let known = memo.get(code);
  if (known === undefined) {
    known = code.kind === "suspend" || parts(code).some(suspends);
    memo.set(code, known);
  }
  return known;
}

/** The statement lists directly inside a statement, in order of appearance. */
export function parts(s: NStatement): readonly (readonly NStatement[])[] {
  switch (s.kind) {
    case "if":
      return [s.then, s.else];
    case "loop":
      return [s.body, s.update];
    case "switch":
      return s.cases.map((c) => c.body);
    case "block":
      return [s.body];
    case "try":
      return [s.body, s.handler];
    default:
      return [];
  }
}

/** Calls `visit` for every statement, outer before inner, in order of appearance. */
export function everyStatement(code: readonly NStatement[], visit: (s: NStatement) => void): void {
  for (const s of code) {
    visit(s);
    for (const part of parts(s)) everyStatement(part, visit);
  }
}

function isList(code: NStatement | readonly NStatement[]): code is readonly NStatement[] {
  return Array.isArray(code);
}

/**
 * Functions that every engine has, for programs without types: a name that the file does not declare is a global, and
 * one of these is what it says unless somebody replaced it. None of them calls back.
 */
import type ts from "typescript";
import type { Context } from "../context.js";

const NAMES = new Set(
  (
    "parseInt parseFloat isNaN isFinite String Number Boolean BigInt Symbol Object Error TypeError RangeError " +
    "encodeURI encodeURIComponent decodeURI decodeURIComponent queueMicrotask require " +
    "setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate structuredClone"
  ).split(" "),
);
/** Objects whose functions are all plain; what calls back is excluded. */
const OBJECTS: Record<string, ReadonlySet<string>> = {
  Math: new Set(),
  console: new Set(),
  performance: new Set(),
  process: new Set(),
  Number: new Set(),
  String: new Set(),
  Symbol: new Set(),
  BigInt: new Set(),
  Date: new Set(),
  Atomics: new Set(),
  JSON: new Set(),
  Object: new Set(["groupBy", "fromEntries"]),
  Array: new Set(["from", "fromAsync"]),
  Promise: new Set(["try"]),
};

export function isWellKnownGlobal(node: ts.Expression, { ts, checker }: Context): boolean {
  if (ts.isIdentifier(node)) return NAMES.has(node.text) && isGlobal(node);
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression) || !isGlobal(node.expression))
    return false;
  const { text } = node.expression;
  return Object.hasOwn(OBJECTS, text) && !OBJECTS[text]!.has(node.name.text);

  function isGlobal(name: ts.Identifier): boolean {
    return !checker.getSymbolAtLocation(name)?.declarations?.length;
  }
}

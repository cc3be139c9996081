/**
 * What the types of a call promise. Types may be wrong at run time, so whatever is made of the answers must be right for
 * all values; it may only be slower, or say less of an error, where a type lied.
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { ReturnedValue } from "../normalForm.js";

/** What a call returns when it does not suspend. */
export function returnedValue({ ts: t, checker }: Context, node: ts.Node): ReturnedValue {
  const signature = t.isCallExpression(node) ? checker.getResolvedSignature(node) : undefined;
  if (signature === undefined) return "any";
  const { flags } = signature.getReturnType();
  const { NumberLike, BooleanLike, VoidLike } = t.TypeFlags;
  if (flags & VoidLike) return "nothing";
  if (flags & NumberLike) return "number";
  // `boolean` is a union of its literals.
  if (flags & BooleanLike) return "boolean";
  return "any";
}

/**
 * Whether what is called is a function by its type: the checker found the signature that is called. Without strict null
 * checks it finds one for what may be null, too.
 */
export function isCallable(
  { ts: t, checker, program }: Context,
  call: ts.CallExpression | ts.TaggedTemplateExpression,
): boolean {
  // The default of `strict` is true since TypeScript 6.
  const { strict = parseInt(t.version) >= 6, strictNullChecks = strict } = program.getCompilerOptions();
  if (!strictNullChecks) return false;
  // Of a call without a signature (of `any`) it says so by one that no declaration stands for.
  return checker.getResolvedSignature(call)?.declaration !== undefined;
}

/** Whether a method of a greenlet is called that gives control away. By its name and class; it need not be certain. */
export function isSwitch({ ts: t, checker }: Context, node: ts.Node): boolean {
  if (!t.isCallExpression(node) || !t.isPropertyAccessExpression(node.expression)) return false;
  const { text } = node.expression.name;
  if (text !== "switch" && text !== "throw") return false;
  const owner = checker.getResolvedSignature(node)?.declaration?.parent;
  return owner !== undefined && t.isClassDeclaration(owner) && owner.name?.text === "Greenlet";
}

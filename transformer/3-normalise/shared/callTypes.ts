/**
 * What the types of a call promise. Types may be wrong at run time, so whatever is made of the answers must be right for
 * all values; it may only be slower, or say less of an error, where a type lied.
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { ReturnedValue } from "../normalForm.js";

/** What a call returns when it does not suspend. */
export function returnedValue({ ts: t, checker }: Context, node: ts.Node): ReturnedValue {
  if (!t.isCallExpression(node)) return "any";
  const { flags } = checker.getTypeAtLocation(node);
  const { NumberLike, BooleanLike, VoidLike } = t.TypeFlags;
  if (flags & VoidLike) return "nothing";
  if (flags & NumberLike) return "number";
  // `boolean` is a union of its literals.
  if (flags & BooleanLike) return "boolean";
  return "any";
}

/** Whether what is called is a function by its type. Without strict null checks no type can say so. */
export function isCallable({ ts: t, checker, program }: Context, callee: ts.Expression): boolean {
  const { strict, strictNullChecks } = program.getCompilerOptions();
  if (!(strictNullChecks ?? strict)) return false;
  const type = checker.getTypeAtLocation(callee);
  const { Any, Unknown } = t.TypeFlags;
  if (type.flags & (Any | Unknown)) return false;
  const types = type.isUnion() ? type.types : [type];
  return types.every((it) => checker.getSignaturesOfType(checker.getApparentType(it), t.SignatureKind.Call).length > 0);
}

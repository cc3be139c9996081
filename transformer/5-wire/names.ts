/** Names for dumps, stack traces and the functions that the compiler adds. */
import type ts from "typescript";
import { nameFromPlace, textOfName } from "../ast/names.js";

/** How stack traces and dumps call a function. */
export function displayName(t: typeof ts, fn: ts.Node): string {
  const own = (fn as ts.NamedDeclaration).name;
  let name = own && t.isPropertyName(own) ? (textOfName(t, own) ?? own.getText()) : nameFromPlace(t, fn);
  if (t.isGetAccessor(fn)) name = `get ${name}`;
  if (t.isSetAccessor(fn)) name = `set ${name}`;
  const parent = fn.parent;
  if (t.isClassLike(parent) && parent.name) return `${parent.name.text}.${name}`;
  if (!name && t.isFunctionDeclaration(fn)) return "default";
  return name || "<anonymous>";
}

/** A readable identifier made from a name, for functions that the compiler adds. */
export function identifierFrom(name: string): string {
  const text = name.replace(/[^\p{ID_Continue}$]+/gu, "_").replace(/^_+|_+$/g, "");
  return /^[\p{ID_Start}$_]/u.test(text) ? text : `_${text}`;
}

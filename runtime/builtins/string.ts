/**
 * String.prototype.replace and replaceAll with a function, and RegExp.prototype[Symbol.replace], which does the work
 * for regular expressions. ECMA-262, 22.1.3.19, 22.1.3.20 and 22.2.6.11. With a string to insert no callback can
 * suspend: the natives do it.
 */
import {
  append,
  getMethod,
  hasRegExpMatcher,
  isObject,
  lengthOf,
  requireObjectCoercible,
  toIntegerOrInfinity,
  toLength,
  type Callable,
} from "./shared/abstractOperations.js";
import { reflectApply } from "./function.js";

const { replace: replaceOfString, replaceAll: replaceAllOfString, indexOf, slice } = String.prototype;
const replaceOfRegExp = RegExp.prototype[Symbol.replace];
const execOfRegExp = RegExp.prototype.exec;
const nativeApply = Reflect.apply;

/** @greenlet */
export function replace(this: unknown, searchValue: any, replaceValue: any): string {
  requireObjectCoercible(this, "String.prototype.replace");
  const replacer = isObject(searchValue) ? getMethod(searchValue, Symbol.replace) : undefined;
  if (replacer !== undefined) return reflectApply(replacer, searchValue, [this, replaceValue]);
  const string = `${this}`;
  const search = `${searchValue}`;
  if (typeof replaceValue !== "function") return native(replaceOfString, string, search, replaceValue);
  const position = find(string, search, 0);
  if (position < 0) return string;
  const replacement = replaceValue(search, position, string);
  return cut(string, 0, position) + `${replacement}` + cut(string, position + search.length);
}

/** @greenlet */
export function replaceAll(this: unknown, searchValue: any, replaceValue: any): string {
  requireObjectCoercible(this, "String.prototype.replaceAll");
  if (isObject(searchValue)) {
    if (isRegExp(searchValue)) requireGlobal(searchValue.flags);
    const replacer = getMethod(searchValue, Symbol.replace);
    if (replacer !== undefined) return reflectApply(replacer, searchValue, [this, replaceValue]);
  }
  const string = `${this}`;
  const search = `${searchValue}`;
  if (typeof replaceValue !== "function") return native(replaceAllOfString, string, search, replaceValue);
  const advance = Math.max(1, search.length);
  let result = "";
  let end = 0;
  for (let position = find(string, search, 0); position >= 0; position = find(string, search, position + advance)) {
    const replacement = replaceValue(search, position, string);
    result += cut(string, end, position) + `${replacement}`;
    end = position + search.length;
  }
  return result + cut(string, end);
}

/** @greenlet RegExp.prototype[Symbol.replace]: all matches are found before the first callback runs. */
export function regExpReplace(this: any, value: unknown, replaceValue: any): string {
  if (typeof replaceValue !== "function" || !isObject(this)) return native(replaceOfRegExp, this, value, replaceValue);
  const string = `${value}`;
  const matches = allMatches(this, string);
  let result = "";
  let end = 0;
  for (let k = 0; k < matches.length; k++) {
    const match = matches[k];
    const args = callbackArguments(match, string);
    const position = args.position;
    const replacement = `${reflectApply(replaceValue, undefined, args.list)}`;
    if (position >= end) {
      result += cut(string, end, position) + replacement;
      end = position + args.matched.length;
    }
  }
  return end >= string.length ? result : result + cut(string, end);
}

/** Steps 6 to 13: the results of RegExpExec, one or (with the flag g) all of them. */
function allMatches(regExp: any, string: string): any[] {
  const flags = `${regExp.flags}`;
  const global = flags.includes("g");
  const unicode = flags.includes("u") || flags.includes("v");
  if (global) regExp.lastIndex = 0;
  const matches: any[] = [];
  for (;;) {
    const match = regExpExec(regExp, string);
    if (match === null) return matches;
    append(matches, match);
    if (!global) return matches;
    if (`${match[0]}` === "") regExp.lastIndex = advance(string, toLength(regExp.lastIndex), unicode);
  }
}

/** RegExpExec */
function regExpExec(regExp: any, string: string): any {
  const { exec } = regExp;
  if (typeof exec !== "function") return nativeApply(execOfRegExp, regExp, [string]);
  const match = nativeApply(exec, regExp, [string]);
  if (match !== null && !isObject(match)) throw new TypeError("object null is not a function");
  return match;
}

/** AdvanceStringIndex */
function advance(string: string, index: number, unicode: boolean): number {
  if (!unicode || index + 1 >= string.length) return index + 1;
  return index + (string.codePointAt(index)! > 0xffff ? 2 : 1);
}

/** Reads a match as the specification does, and makes the callback's arguments of it. */
function callbackArguments(match: any, string: string): { matched: string; position: number; list: unknown[] } {
  const captures = Math.max(lengthOf(match) - 1, 0);
  const matched = `${match[0]}`;
  const position = Math.max(Math.min(toIntegerOrInfinity(match.index), string.length), 0);
  const list: unknown[] = [matched];
  for (let n = 1; n <= captures; n++) {
    const capture = match[n];
    append(list, capture === undefined ? undefined : `${capture}`);
  }
  const { groups } = match;
  append(list, position);
  append(list, string);
  if (groups !== undefined) append(list, groups);
  return { matched, position, list };
}

/** IsRegExp */
function isRegExp(value: any): boolean {
  const matcher = value[Symbol.match];
  return matcher === undefined ? hasRegExpMatcher(value) : Boolean(matcher);
}

function requireGlobal(flags: unknown): void {
  requireObjectCoercible(flags, "String.prototype.replaceAll");
  if (!`${flags}`.includes("g")) throw new TypeError("replaceAll must be called with a global RegExp");
}

function find(string: string, search: string, from: number): number {
  // indexOf("") finds the end of the string again and again.
  return from > string.length ? -1 : nativeApply(indexOf, string, [search, from]);
}

function cut(string: string, start: number, end?: number): string {
  return nativeApply(slice, string, [start, end]);
}

function native(method: Callable, thisArg: unknown, ...args: unknown[]): string {
  return nativeApply(method, thisArg, args);
}

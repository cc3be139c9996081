/**
 * The mark in a comment, read from the text. tsc parses JSDoc only when its host asks for it (TypeScript 5.3), and the
 * parsed form misses comments on the same line; the text is there in every host.
 */
import type ts from "typescript";

/**
 * Where the text has a comment with the mark between `pos` and the next token; -1 if it has none.
 * White space and comments may stand between it and the token, nothing else. `/*!` is what survives minifiers.
 */
export function markAt(text: string, pos: number): number {
  let found = -1;
  for (const comment of commentsAt(text, pos)) if (hasTag(text, comment)) found = comment.pos;
  return found;
}

/** The position of the first token at or after `pos`. */
export function skipTrivia(text: string, pos: number): number {
  for (const comment of commentsAt(text, pos)) pos = comment.end;
  return skipSpace(text, pos);
}

function* commentsAt(text: string, pos: number): Generator<ts.TextRange> {
  for (;;) {
    pos = skipSpace(text, pos);
    if (text.charCodeAt(pos) !== SLASH) return;
    const second = text.charCodeAt(pos + 1);
    if (second !== SLASH && second !== ASTERISK) return;
    const [close, width] = second === SLASH ? ["\n", 1] : ["*/", 2];
    const stop = text.indexOf(close, pos + 2);
    const end = stop < 0 ? text.length : stop + width;
    yield { pos, end };
    pos = end;
  }
}

const SLASH = 47;
const ASTERISK = 42;

function skipSpace(text: string, pos: number): number {
  if (pos === 0 && text.startsWith("#!")) pos = Math.max(text.indexOf("\n"), 0) || text.length;
  SPACE.lastIndex = pos;
  SPACE.exec(text);
  return SPACE.lastIndex;
}
const SPACE = /\s*/y;

/**
 * A tag is what tsc takes for one: `@` after white space or an asterisk, also in the middle of a line. Code in
 * backquotes is prose about the tag.
 */
function hasTag(text: string, { pos, end }: ts.TextRange): boolean {
  const opening = text.slice(pos, pos + 3);
  if (opening !== "/**" && opening !== "/*!") return false;
  const comment = text.slice(pos + 3, end - 2);
  return comment.includes("@greenlet") && TAG.test(comment.replace(/`[^`]*`/g, ""));
}
const TAG = /(?:^|[\s*])@greenlet(?![\w$-])/;

/** The start of every comment of the file that carries the mark, without asking what it stands before. */
export function allMarks(text: string): number[] {
  if (!text.includes("@greenlet")) return [];
  const starts: number[] = [];
  for (const match of text.matchAll(/\/\*[*!](?:(?!\*\/)[\s\S])*?\*\//g)) {
    if (hasTag(text, { pos: match.index, end: match.index + match[0].length })) starts.push(match.index);
  }
  return starts;
}

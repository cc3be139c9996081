/** The quick fix for a missing mark: writes the comment before the function that a diagnostic says needs it. */
import type ts from "typescript";

/** What editors are told that there are fixes for: the diagnostics that name an unmarked function. */
export const FIXABLE = ["2001", "2003", "2005"];

/** @returns null for a diagnostic that is about something else */
export function markFix(t: typeof ts, diagnostic: ts.Diagnostic): ts.CodeFixAction | null {
  const [place] = diagnostic.relatedInformation ?? [];
  if (place?.file === undefined || place.start === undefined) return null;
  const { file } = place;
  const fn = functionAt(t, file, place.start);
  if (fn === null) return null;
  const name = t.getNameOfDeclaration(fn as ts.Declaration)?.getText(file);
  return {
    fixName: "greenletMark",
    description: `Mark ${name === undefined ? "the function" : `'${name}'`} @greenlet`,
    changes: [{ fileName: file.fileName, textChanges: [markAt(t, file, fn)] }],
  };
}

/** The innermost function around a position. */
function functionAt(t: typeof ts, file: ts.SourceFile, position: number): ts.Node | null {
  let found: ts.Node | null = null;
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(file) || position >= node.end) return;
    if (t.isFunctionLike(node)) found = node;
    t.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** On a line of its own, if the function begins one; as a tag of the comment that describes it, if there is one. */
function markAt(t: typeof ts, file: ts.SourceFile, fn: ts.Node): ts.TextChange {
  const start = fn.getStart(file);
  const insert = (at: number, newText: string): ts.TextChange => ({ span: { start: at, length: 0 }, newText });
  const lineStart = file.getPositionOfLineAndCharacter(file.getLineAndCharacterOfPosition(start).line, 0);
  const indentation = file.text.slice(lineStart, start);
  if (indentation.trim() !== "") return insert(start, "/** @greenlet */ ");
  const comment = t.getLeadingCommentRanges(file.text, fn.pos)?.at(-1);
  const text = comment && file.text.slice(comment.pos, comment.end);
  if (comment && text!.startsWith("/**") && text!.includes("\n") && /\n\s*\*\/$/.test(text!)) {
    return insert(comment.end - 2, `* @greenlet\n${indentation} `);
  }
  return insert(start, `/** @greenlet */\n${indentation}`);
}

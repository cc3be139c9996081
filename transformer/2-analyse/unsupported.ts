/**
 * The diagnostics of a file, in one walk: constructs that cannot be green, green functions that would run on top of a
 * native frame, overriding that changes the colour, marks without meaning. The catalogue (diagnostics/messages) says
 * what each means and what to do.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { isAsyncOrGenerator } from "../1-mark/index.js";
import { createKnownGreen } from "./knownGreen.js";
import { createMarkCheck } from "./meaninglessMarks.js";
import { headOfFunction, nameOfFunction } from "./names.js";
import { createNativeFrameCheck } from "./nativeFrames.js";
import { createOverridingCheck } from "./overriding.js";
import { internalsOf, type Analysis, type Internals } from "./index.js";

/** One subject of the walk. Children are visited after their parents. */
export type Check = (node: ts.Node) => void;

/** Reports everything that the file has against it to `ctx.report`, in the order of the source. */
export function checkFile(file: ts.SourceFile, analysis: Analysis, given: Context): void {
  const internals = internalsOf(analysis);
  if (file.isDeclarationFile || !analysis.isInUse()) return;
  const found: Parameters<Context["report"]>[] = [];
  const ctx: Context = { ...given, report: (...args) => void found.push(args) };
  const known = createKnownGreen(analysis, internals);
  const marks = createMarkCheck(file, internals, ctx);
  const frames = createNativeFrameCheck(internals, known, ctx);
  const checks: Check[] = [
    kinds(internals, ctx),
    names(internals, ctx),
    createOverridingCheck(internals, ctx),
    frames.visit,
    marks.visit,
  ];
  const { LastToken } = ctx.ts.SyntaxKind;
  const visit = (node: ts.Node): void => {
    // Names and tokens, most of all nodes, say nothing by themselves.
    if (node.kind <= LastToken) return;
    for (const check of checks) check(node);
    ctx.ts.forEachChild(node, visit);
  };
  visit(file);
  frames.finish();
  marks.finish();
  found.sort(([, a], [, b]) => a.getStart(file) - b.getStart(file));
  for (const args of found) given.report(...args);
}

/** Marked functions of a kind that cannot be green. */
function kinds({ marks }: Internals, ctx: Context): Check {
  const { ts } = ctx;
  return (node) => {
    if (!ts.isFunctionLike(node)) return;
    const isConstructor = ts.isConstructorDeclaration(node) || ts.isConstructSignatureDeclaration(node);
    if ((!isConstructor && !isAsyncOrGenerator(node, ts)) || marks.of(node) === null) return;
    const code = isConstructor ? "GL1001" : (node as ts.FunctionLikeDeclaration).asteriskToken ? "GL1002" : "GL1003";
    ctx.report(code, headOfFunction(node, ctx), { name: nameOfFunction(node, ctx) });
  };
}

/** What makes the meaning of names unknown: direct eval and `with`, also in functions written inside a green one. */
function names({ candidate }: Internals, ctx: Context): Check {
  const { ts } = ctx;
  return (node) => {
    if (ts.isWithStatement(node)) reportInGreen("GL1005", node.getFirstToken() ?? node);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "eval") {
      reportInGreen("GL1004", node.expression);
    }
  };

  function reportInGreen(code: string, node: ts.Node): void {
    for (let outer = node.parent; outer; outer = outer.parent) {
      if (!ts.isFunctionLike(outer) || candidate(outer) === null) continue;
      ctx.report(code, node, { name: nameOfFunction(outer, ctx) });
      return;
    }
  }
}

/** `greenc why`: which calls of a function may suspend, and what each judgement rests on. */
import type ts from "typescript";
import type { Context, GreenletOptions } from "../context.js";
import { accessModes } from "../2-analyse/containsSuspension.js";
import { createAnalysis, internalsOf, type Analysis, type Judgement } from "../2-analyse/index.js";
import { displayName } from "../5-wire/names.js";

export interface WhyOptions {
  readonly ts: typeof ts;
  readonly greenlet: GreenletOptions;
}

/**
 * Text for one function of a file, or for all its functions.
 * @throws Error if there is no function of that name
 */
export function why(program: ts.Program, file: ts.SourceFile, name: string | undefined, options: WhyOptions): string {
  const { ts } = options;
  const ctx: Context = {
    ts,
    factory: ts.factory,
    program,
    checker: program.getTypeChecker(),
    options: options.greenlet,
    runtime: () => ts.factory.createIdentifier("undefined"),
    report: () => {},
  };
  const analysis = createAnalysis(ctx);
  const sections: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body) {
      const called = displayName(ts, node);
      if (!name || called === name || called.endsWith(`.${name}`)) {
        sections.push([heading(called, node), ...callsIn({ ts }, file, node, analysis)].join("\n  "));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (sections.length === 0) throw new Error(`There is no function${name ? ` ${name}` : ""} in ${file.fileName}.`);
  return `${sections.join("\n")}\n`;

  function heading(called: string, node: ts.SignatureDeclaration): string {
    const reason = analysis.green(node);
    if (!reason) return `${called} is not green`;
    const compiled = analysis.compile(node) ? "" : "; nothing in it may suspend, so it stays as written";
    return `${called} is green (${reason.kind}, ${position(file, reason.node)})${compiled}`;
  }
}

/** A line for each place of the function itself that calls something: where, how it is made, why. */
export function callsIn({ ts }: Pick<Context, "ts">, file: ts.SourceFile, fn: ts.Node, analysis: Analysis): string[] {
  const { walk } = internalsOf(analysis);
  return walk.pointsOf(fn as ts.FunctionLikeDeclaration).flatMap((node) => {
    const line = (text: string, { kind, why }: Judgement) =>
      `${position(file, node)}  ${kind.padEnd(7)}  ${text}: ${why}`;
    const text = (part: ts.Node) => part.getText(file).replace(/\s+/g, " ");
    if (ts.isCallExpression(node)) return line(text(node.expression), analysis.call(node));
    if (ts.isTaggedTemplateExpression(node)) return line(text(node.tag), analysis.call(node));
    // What runs something only by exception is worth a line only then.
    const judged: [string, Judgement][] = [];
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      for (const mode of accessModes(node, ts)) judged.push([`${mode} ${text(node)}`, analysis.access(node, mode)]);
    } else if (ts.isVariableDeclaration(node)) judged.push([`dispose ${text(node.name)}`, analysis.dispose(node)]);
    else judged.push([`iterate ${text(ts.isForOfStatement(node) ? node.expression : node)}`, analysis.iteration(node)]);
    return judged.filter(([, { kind }]) => kind !== "plain").map(([what, judgement]) => line(what, judgement));
  });
}

function position(file: ts.SourceFile, node: ts.Node): string {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  const at = `${line + 1}:${character + 1}`;
  return source === file ? at : `${source.fileName}:${at}`;
}

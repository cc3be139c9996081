/**
 * The compiler: what it does with a file, in order.
 *
 *   1-mark, 2-analyse   what is green and which calls may suspend; asked lazily, per program
 *   3-normalise         every suspension point becomes a statement of its own
 *   4-emit              the fast version and the machine
 *   5-wire              puts them in their places; drives 3 and 4, function by function
 */
import type ts from "typescript";
import type { Context, GreenletOptions } from "./context.js";
import { declarationTransformer } from "./1-mark/declarations.js";
import { createAnalysis } from "./2-analyse/index.js";
import { checkFile } from "./2-analyse/unsupported.js";
import { Wiring, type Observer } from "./5-wire/index.js";
import { createReporter } from "./diagnostics/report.js";

export interface Compiler {
  /** Checks each file and compiles it. */
  readonly transformers: ts.CustomTransformers;
  /** Reports the diagnostics of a file. */
  check(file: ts.SourceFile): void;
  /** Compiles files without another check. */
  readonly compile: ts.TransformerFactory<ts.SourceFile>;
}

/** In: a program and options.   Out: transformers for its emit. Diagnostics of ours go to `report`. */
export function createCompiler(
  program: ts.Program,
  options: GreenletOptions,
  instance: typeof ts,
  report: (diagnostic: ts.Diagnostic) => void,
  observe?: Observer,
): Compiler {
  const tsInstance = withoutGetters(instance);
  const analysisOnly = { runtime: () => tsInstance.factory.createIdentifier("undefined") };
  const base: Omit<Context, "runtime"> = {
    ts: tsInstance,
    factory: tsInstance.factory,
    program,
    checker: program.getTypeChecker(),
    options,
    report: createReporter(tsInstance, options, report),
  };
  const analysis = createAnalysis({ ...base, ...analysisOnly });

  const check = (file: ts.SourceFile) => checkFile(file, analysis, { ...base, ...analysisOnly });
  const compile: ts.TransformerFactory<ts.SourceFile> = (transformation) => (file) => {
    if (!analysis.isInUse()) return file;
    const wiring = new Wiring(base, file, analysis, transformation, observe);
    return wiring.hasGreen(file) ? wiring.compileFile() : file;
  };
  const before: ts.TransformerFactory<ts.SourceFile> = (transformation) => {
    const compileFile = compile(transformation);
    return (file) => {
      check(file);
      return compileFile(file);
    };
  };
  return {
    transformers: { before: [before], afterDeclarations: [declarationTransformer(analysis, base)] },
    check,
    compile,
  };
}

/** Copies by the instance they are of. */
const copies = new WeakMap<typeof ts, typeof ts>();

/**
 * The same functions as values. What typescript.js exports are getters that call getters; the phases ask `ts.isIdentifier`
 * and the like millions of times: with the copy they take a tenth to a sixth less time.
 */
function withoutGetters(instance: typeof ts): typeof ts {
  let copy = copies.get(instance);
  if (copy === undefined) copies.set(instance, (copy = { ...instance }));
  return copy;
}

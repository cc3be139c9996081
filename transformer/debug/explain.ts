/** `greenc explain`: what each phase makes of a function. */
import type ts from "typescript";
import type { Context, GreenletOptions } from "../context.js";
import { createAnalysis } from "../2-analyse/index.js";
import { emitFast } from "../4-emit/fast/index.js";
import { emitMachine } from "../4-emit/machine/index.js";
import { printGraph } from "../4-emit/machine/ir.js";
import { lower } from "../4-emit/machine/lower.js";
import { pointsOf } from "../4-emit/shared/points.js";
import type { NormalFunction } from "../3-normalise/normalForm.js";
import { createCompiler } from "../pipeline.js";
import { dumpNormal, printerFor } from "./dump.js";
import { callsIn } from "./why.js";

export const PHASES = ["analysis", "normal", "instructions", "fast", "machine"] as const;
export type Phase = (typeof PHASES)[number];

export interface ExplainOptions {
  readonly ts: typeof ts;
  readonly greenlet: GreenletOptions;
  /** Only this phase; all of them by default. */
  readonly phase?: Phase;
}

const TITLES: Record<Phase, string> = {
  analysis: "analysis: its calls, and what is live across those that may suspend",
  normal: "normal form",
  instructions: "instructions of the machine",
  fast: "fast version",
  machine: "machine",
};

/**
 * Text of all phases for one function of a file, or for every function that is compiled.
 * @throws Error if no function of that name is compiled
 */
export function explain(
  program: ts.Program,
  file: ts.SourceFile,
  name: string | undefined,
  options: ExplainOptions,
): string {
  const { ts } = options;
  const found: { normal: NormalFunction; ctx: Context }[] = [];
  const compiler = createCompiler(
    program,
    options.greenlet,
    ts,
    () => {},
    (normal, ctx) => found.push({ normal, ctx }),
  );
  const before = compiler.transformers.before as ts.TransformerFactory<ts.SourceFile>[];
  ts.transform(file, before, program.getCompilerOptions());
  const wanted = found.filter(({ normal }) => !name || normal.name === name || normal.name.endsWith(`.${name}`));
  if (wanted.length === 0) {
    const names = found.map(({ normal }) => normal.name).join(", ") || "none";
    throw new Error(
      `${name ? `No function ${name} is` : "Nothing is"} compiled in ${file.fileName}. Compiled: ${names}.`,
    );
  }
  return wanted.map(({ normal, ctx }) => section(normal, ctx, file, options.phase)).join("\n");
}

function section(normal: NormalFunction, ctx: Context, file: ts.SourceFile, phase: Phase | undefined): string {
  const { ts, factory } = ctx;
  const print = printerFor(ctx, file);
  const machine = factory.createIdentifier(`${normal.name.replace(/\W/g, "_")}$machine`);
  const points = pointsOf(normal, ctx);
  const texts: Record<Phase, () => string> = {
    analysis: () => {
      const live = points.map((p) => {
        const { line } = file.getLineAndCharacterOfPosition(p.node.getStart(file));
        return `point ${p.number}  line ${line + 1}  live: ${p.live.map((l) => l.name).join(" ") || "nothing"}`;
      });
      return [...callsIn({ ts }, file, normal.source, createAnalysis(ctx)), ...live].join("\n");
    },
    normal: () => dumpNormal(normal, print),
    instructions: () => printGraph(lower(normal, ctx).blocks, print),
    fast: () => emitFast(normal, ctx, machine).map(print).join("\n"),
    machine: () =>
      points.length > 0 ? print(emitMachine(normal, ctx, machine)) : "none: every suspension point is a tail call",
  };
  const parts = PHASES.filter((p) => !phase || p === phase).map((p) => `--- ${TITLES[p]}\n${texts[p]()}\n`);
  return `=== ${normal.name}\n${parts.join("\n")}`;
}

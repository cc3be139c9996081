/**
 * The machine: the version of a function that goes on from its resume points. Only the run loop enters it.
 * In: a NormalFunction.   Out: `function F$machine($frame, $value) { … }`.
 * A function without points (pointsOf) needs none: tail calls leave nothing to resume.
 * Phases: lower (instructions), shape (what is reachable, and how it nests), dispatch (output).
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { NormalFunction } from "../../3-normalise/normalForm.js";
import { needsEntry } from "../shared/call.js";
import { slotOfLocal } from "../shared/frame.js";
import { namesOf } from "../shared/names.js";
import { layoutOf } from "../shared/points.js";
import { unmapped } from "../shared/print.js";
import { everyStatement } from "../shared/suspends.js";
import { none } from "../shared/usage.js";
import { emitDispatch } from "./dispatch.js";
import { printGraph, type Block } from "./ir.js";
import { lower } from "./lower.js";
import { shapeOf } from "./shape.js";
import { touchedIn } from "./touched.js";

/** `description` is what the machine answers when it is asked where its frames are (DESCRIBE in protocol.ts). */
export function emitMachine(
  fn: NormalFunction,
  ctx: Context,
  name: ts.Identifier,
  description?: ts.Expression,
): ts.FunctionDeclaration {
  const f = ctx.factory;
  const graph = lower(fn, ctx);
  const shape = shapeOf(graph);
  const { statements, usesPoint, usesHandler } = emitDispatch(graph, shape, ctx, description);
  const names = namesOf(fn, ctx);
  const variables = [...locals(shape.order, fn, ctx)];
  const add = (variable: string, value?: ts.Expression) =>
    variables.push(f.createVariableDeclaration(variable, undefined, undefined, value));
  const frame = f.createIdentifier(names.frame);
  if (usesPoint) add(names.point, f.createPropertyAccessExpression(frame, "point"));
  if (usesHandler) add(names.handler, f.createNumericLiteral(0));
  if (usesEntry(shape.order, ctx)) add(names.entry);
  if (layoutOf(fn, ctx).spread) {
    variables.unshift(
      f.createVariableDeclaration(names.slots, undefined, undefined, f.createPropertyAccessExpression(frame, "a")),
    );
  }
  const declaration =
    variables.length === 0
      ? []
      : [
          unmapped(
            ctx,
            f.createVariableStatement(undefined, f.createVariableDeclarationList(variables, ctx.ts.NodeFlags.Let)),
          ),
        ];
  const parameter = (text: string) => f.createParameterDeclaration(undefined, undefined, text);
  const body = f.createBlock([...declaration, ...withoutLastReturn(ctx.ts, statements)], true);
  return f.createFunctionDeclaration(
    undefined,
    undefined,
    name,
    undefined,
    [parameter(names.frame), parameter(names.value)],
    undefined,
    // The comments of the source are in the fast version.
    ctx.ts.setEmitFlags(body, ctx.ts.EmitFlags.NoNestedComments),
  );
}

/** The reachable instructions as text, for dumps. */
export function dumpMachine(fn: NormalFunction, ctx: Context, text: (node: ts.Node) => string): string {
  return printGraph(shapeOf(lower(fn, ctx)).order, text);
}

/** Declarations of the locals the machine uses; those that a frame keeps are read from it. */
function* locals(order: readonly Block[], fn: NormalFunction, ctx: Context): Generator<ts.VariableDeclaration> {
  const { usages, points } = layoutOf(fn, ctx);
  const kept = points.reduce((set, point) => set | point.liveSet, none);
  let used = kept;
  for (const block of order) {
    const { reads, writes } = touchedIn(block, usages);
    used |= reads | writes;
  }
  for (const local of usages.members(used)) {
    const value = usages.has(kept, local) ? slotOfLocal(fn, ctx, local) : undefined;
    yield ctx.factory.createVariableDeclaration(fn.ref(local), undefined, undefined, value);
  }
}

function usesEntry(order: readonly Block[], ctx: Context): boolean {
  return order.some((block) => {
    let found = block.end.op === "suspend" && needsEntry(block.end.call, ctx);
    for (const i of block.code) {
      if (i.op !== "code") continue;
      everyStatement([i.statement], (s) => (found ||= s.kind === "tailcall" && needsEntry(s.call, ctx)));
    }
    return found;
  });
}

/** `return;` at the very end says nothing. */
function withoutLastReturn(t: typeof ts, statements: readonly ts.Statement[]): readonly ts.Statement[] {
  const last = statements[statements.length - 1];
  return last !== undefined && t.isReturnStatement(last) && last.expression === undefined
    ? statements.slice(0, -1)
    : statements;
}

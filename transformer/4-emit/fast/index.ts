/**
 * The fast version: the function's structured code, which runs from the start until its first suspension.
 * In: a NormalFunction.   Out: the statements of the resumable entry's body.
 *
 *   $1 = call f(a)      $1 = f(a);
 *                       if (state.suspending !== 0) return ($1.$caller = new F2(machine, 1, x, n));
 *
 * After a call that always suspends, a `switch` of a greenlet, only the machine goes on, whether it did or not. Most
 * bodies of coroutines have next to no fast version so: the code is in the output once.
 *
 *   $1 = call g.switch(x)   return after(g.switch(x), new F2(machine, 1, x, n));
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { NormalFunction, Suspend } from "../../3-normalise/normalForm.js";
import { assign } from "../shared/build.js";
import { emitCall, needsEntry } from "../shared/call.js";
import { Constructs } from "../shared/constructs.js";
import { caller, newFrame } from "../shared/frame.js";
import { namesOf } from "../shared/names.js";
import { layoutOf } from "../shared/points.js";
import { mapped, Printer, unmapped } from "../shared/print.js";
import { everyStatement } from "../shared/suspends.js";
import { LocalCallees } from "./localCallee.js";
import { prune } from "./prune.js";
import { suspended } from "./suspended.js";

/** `machineName` is how the output refers to the machine of this function. */
export function emitFast(fn: NormalFunction, ctx: Context, machineName: ts.Expression): ts.Statement[] {
  const f = ctx.factory;
  const layout = layoutOf(fn, ctx);
  const { usages, pointOf } = layout;
  const pruned = prune(fn.body, layout);
  const names = namesOf(fn, ctx);
  const declared = new Set<string>();
  const localCallees = new LocalCallees(fn, ctx);

  const suspend = (s: Suspend): ts.Statement[] => {
    const handedOver = pruned.handedOver.get(s);
    if (handedOver !== undefined) return [handOver(handedOver)];
    const point = pointOf.get(s)!;
    // A local that is live while its own call is pending (a handler reads the value it had before) must keep it.
    const direct = s.target !== null && !usages.has(point.liveSet, s.target);
    const tail = () => (direct ? fn.ref(s.target!) : f.createIdentifier(names.value));
    if (!direct) declared.add(names.value);
    const capture = unmapped(
      ctx,
      f.createReturnStatement(f.createAssignment(caller(ctx, tail()), newFrame(fn, ctx, point, machineName))),
    );
    const check = unmapped(ctx, f.createIfStatement(suspended(tail(), s, ctx), capture));
    let call = localCallees.emit(s.call, tail, check);
    if (call === null) {
      if (needsEntry(s.call, ctx)) declared.add(names.entry);
      call = [assign(f, tail(), emitCall(s.call, fn, ctx)), check];
    }
    mapped(ctx, call[0]!, point.node);
    if (direct || s.target === null) return call;
    return [...call, unmapped(ctx, assign(f, fn.ref(s.target), tail()))];
  };
  const handOver = (s: Suspend): ts.Statement => {
    const point = pointOf.get(s)!;
    if (needsEntry(s.call, ctx)) declared.add(names.entry);
    const frame = newFrame(fn, ctx, point, machineName);
    const after = f.createCallExpression(ctx.runtime("after"), undefined, [emitCall(s.call, fn, ctx), frame]);
    return mapped(ctx, f.createReturnStatement(after), point.node);
  };
  const leave = (): never => {
    throw new Error(`a leap leaves the function ${fn.name}`);
  };

  const code = new Printer(fn, ctx, new Constructs(f), { suspend, leave }).list(pruned.code, []);
  const { reads, writes } = usages.touched(pruned.code);
  everyStatement(pruned.code, (s) => {
    if (s.kind === "tailcall" && needsEntry(s.call, ctx)) declared.add(names.entry);
  });
  if (localCallees.usesEntry) declared.add(names.entry);
  const locals = fn.locals.filter((local) => usages.has(reads | writes, local)).map((local) => fn.ref(local));
  const variables = [
    ...[...locals, ...declared].map((name) => f.createVariableDeclaration(name)),
    ...[...localCallees.lookups].map(([name, value]) => f.createVariableDeclaration(name, undefined, undefined, value)),
  ];
  return [...declare(ctx, variables), ...code];
}

function declare(ctx: Context, declarations: readonly ts.VariableDeclaration[]): ts.Statement[] {
  if (declarations.length === 0) return [];
  const list = ctx.factory.createVariableDeclarationList(declarations, ctx.ts.NodeFlags.Let);
  return [unmapped(ctx, ctx.factory.createVariableStatement(undefined, list))];
}

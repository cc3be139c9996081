/**
 * Dynamic calls of a local of the function, the callback of a loop above all. As a statement with an arm for each kind of
 * callee; a plain one can't suspend, so its arm needs no check.
 *
 *   if (($entry = f[ENTRY]) === undefined) $1 = f(x);
 *   else { $1 = $entry(x); if (state.suspending !== 0) return …; }
 *
 * The entry of a parameter that is never assigned, called in a loop, is looked up once, when the function is entered:
 * V8 does not move the look-up out of the loop (1.13 ns a round; 0.84 ns so; the loop without greenlets 0.69 to 0.83).
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { Call, Local, NormalFunction, NStatement } from "../../3-normalise/normalForm.js";
import { assign, body } from "../shared/build.js";
import { areShort, entryOf, invoke, isNoFunction } from "../shared/call.js";
import { namesOf } from "../shared/names.js";
import { layoutOf } from "../shared/points.js";
import { parts } from "../shared/suspends.js";

export class LocalCallees {
  /** What was looked up at the start: variables and their values. */
  readonly lookups = new Map<string, ts.Expression>();
  usesEntry = false;
  readonly #constant: ReadonlySet<Local>;

  constructor(
    readonly fn: NormalFunction,
    readonly ctx: Context,
  ) {
    const { usages } = layoutOf(fn, ctx);
    const inLoops = calledInLoops(fn, ctx.ts);
    const { writes } = usages.touched(fn.body);
    this.#constant = new Set(fn.paramLocals.filter((local) => inLoops.has(local) && !usages.has(writes, local)));
  }

  /** Statements for `target = call` and `check`, or null for a call of another kind. */
  emit(call: Call, target: () => ts.Expression, check: ts.Statement): ts.Statement[] | null {
    const { ctx, fn } = this;
    const f = ctx.factory;
    if (call.kind !== "dynamic" || call.thisArg !== null || !areShort(call.args, ctx.ts)) return null;
    const { callee } = call;
    const local = ctx.ts.isIdentifier(callee) ? fn.localOf(callee) : undefined;
    // The engine's own error names the local.
    if (local === undefined || (call.text !== null && call.text !== local.name)) return null;
    const names = namesOf(fn, ctx);
    const isConstant = this.#constant.has(local);
    const entry = () => f.createIdentifier(isConstant ? names.entryOf(local.name) : names.entry);
    let found: ts.Expression = entry();
    if (isConstant) this.lookups.set(entry().text, this.#lookUp(callee));
    else {
      this.usesEntry = true;
      found = f.createParenthesizedExpression(f.createAssignment(entry(), entryOf(callee, ctx)));
    }
    const isPlain = f.createStrictEquality(found, f.createIdentifier("undefined"));
    const test = call.text === null || isConstant ? isPlain : f.createLogicalOr(isNoFunction(callee, ctx), isPlain);
    const green = [assign(f, target(), invoke(entry(), call, ctx)), check];
    return [f.createIfStatement(test, assign(f, target(), invoke(callee, call, ctx)), body(ctx.ts, f, green))];
  }

  /** `f?.[ENTRY]`: nothing says that it will be called. */
  #lookUp(callee: ts.Expression): ts.Expression {
    const { ctx } = this;
    const f = ctx.factory;
    const question = f.createToken(ctx.ts.SyntaxKind.QuestionDotToken);
    return f.createElementAccessChain(callee, question, ctx.runtime("ENTRY"));
  }
}

/** The locals that are called, without an object, somewhere in a loop. */
function calledInLoops(fn: NormalFunction, t: typeof ts): ReadonlySet<Local> {
  const found = new Set<Local>();
  const visit = (code: readonly NStatement[], inLoop: boolean) => {
    for (const s of code) {
      if (inLoop && s.kind === "suspend" && s.call.kind === "dynamic" && s.call.thisArg === null) {
        const { callee } = s.call;
        const local = t.isIdentifier(callee) ? fn.localOf(callee) : undefined;
        if (local !== undefined) found.add(local);
      }
      for (const part of parts(s)) visit(part, inLoop || s.kind === "loop");
    }
  };
  visit(fn.body, false);
  return found;
}

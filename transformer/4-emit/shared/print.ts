/**
 * The structured printer: normal form to JavaScript that keeps its loops, tries and switches as the engine likes them.
 * The fast version is printed by it as a whole, the machine in those parts that contain no suspension point. The two
 * differ in what a suspension point becomes and in where a leap out of the printed part goes; both are handed in.
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type {
  Label,
  Leap,
  Loop,
  NormalFunction,
  NStatement,
  Suspend,
  Switch,
  Try,
} from "../../3-normalise/normalForm.js";
import { body, assign, ifElse } from "./build.js";
import { emitCall } from "./call.js";
import { Constructs, type Destination } from "./constructs.js";
import { namesOf } from "./names.js";
import { everyStatement } from "./suspends.js";

export interface Surroundings {
  suspend(s: Suspend): ts.Statement[];
  /** The leap to a destination that no construct of the printed part stands for. */
  leave(leap: Leap): { readonly to: Destination; emit(): ts.Statement[] };
}

/** Destinations that are reached by falling off the end of the statements being printed. */
export type Next = readonly Destination[];

export class Printer {
  readonly #breaks = new Map<Label, Destination>();
  readonly #continues = new Map<Label, Destination>();

  constructor(
    readonly fn: NormalFunction,
    readonly ctx: Context,
    readonly constructs: Constructs,
    readonly surroundings: Surroundings,
  ) {}

  list(code: readonly NStatement[], next: Next): ts.Statement[] {
    const last = code.length - 1;
    return code.flatMap((s, i) => this.statement(s, i === last ? next : []));
  }

  statement(s: NStatement, next: Next): ts.Statement[] {
    const { ctx } = this;
    const f = ctx.factory;
    switch (s.kind) {
      case "plain":
        return [s.node];
      case "suspend":
        return this.surroundings.suspend(s);
      case "tailcall":
        return [mapped(ctx, f.createReturnStatement(emitCall(s.call, this.fn, ctx)), s.point.node)];
      case "return":
        return [mapped(ctx, f.createReturnStatement(s.value ?? undefined), s.node)];
      case "throw":
        return [mapped(ctx, f.createThrowStatement(s.value), s.node)];
      case "if":
        return ifElse(ctx.ts, f, s.test, this.list(s.then, next), this.list(s.else, next));
      case "leap":
        return this.#leap(s, next);
      case "block": {
        const end = this.#destination(this.#breaks, s.label);
        return this.constructs.block(s.label.name, end, () => this.list(s.body, [end, ...next]));
      }
      case "switch":
        return [this.#switch(s, next)];
      case "loop":
        return [this.#loop(s)];
      case "try":
        return [this.#try(s, next)];
    }
  }

  #destination(of: Map<Label, Destination>, label: Label): Destination {
    let to = of.get(label);
    if (to === undefined) of.set(label, (to = { label }));
    return to;
  }

  #leap(s: Leap, next: Next): ts.Statement[] {
    const inside = (s.mode === "break" ? this.#breaks : this.#continues).get(s.to);
    if (inside !== undefined) return next.includes(inside) ? [] : [this.constructs.leap(inside)!];
    const outside = this.surroundings.leave(s);
    return next.includes(outside.to) ? [] : outside.emit();
  }

  #switch(s: Switch, next: Next): ts.Statement {
    const f = this.ctx.factory;
    const end = this.#destination(this.#breaks, s.label);
    const construct = { kind: "switch", name: s.label.name, breaks: end, continues: null } as const;
    return this.constructs.within(
      construct,
      () =>
        s.cases.map((c, i) => {
          const code = this.list(c.body, i === s.cases.length - 1 ? [end, ...next] : []);
          return c.test === null ? f.createDefaultClause(code) : f.createCaseClause(c.test, code);
        }),
      (clauses) => f.createSwitchStatement(s.discriminant, f.createCaseBlock(clauses)),
    );
  }

  /**
   * `continue` of the language goes to the update of a `for` and to the test of a `while` or `do`. An update that is
   * no list of expressions stands behind the body instead, and leaps to it leave a labelled block around the body.
   */
  #loop(s: Loop): ts.Statement {
    const { ctx } = this;
    const f = ctx.factory;
    const breaks = this.#destination(this.#breaks, s.label);
    const continues = this.#destination(this.#continues, s.label);
    const inHead =
      s.testAtEnd && s.test !== null ? s.update.length === 0 : s.update.every((u) => isExpression(ctx.ts, u));
    const name = s.label.name;
    return this.constructs.within(
      { kind: "loop", name, breaks, continues: inHead ? continues : null },
      () =>
        inHead
          ? this.list(s.body, [continues])
          : [
              ...this.constructs.block(`${name}$body`, continues, () => this.list(s.body, [continues])),
              ...this.list(s.update, []),
            ],
      (code) => {
        const inside = body(ctx.ts, f, code);
        if (s.testAtEnd && s.test !== null) return f.createDoStatement(inside, s.test);
        const update = inHead
          ? s.update.map((u) => ((u as { node: ts.Statement }).node as ts.ExpressionStatement).expression)
          : [];
        if (s.test !== null && update.length === 0) return f.createWhileStatement(s.test, inside);
        const updates = update.length === 0 ? undefined : update.reduce((a, b) => f.createComma(a, b));
        return f.createForStatement(undefined, s.test ?? undefined, updates, inside);
      },
    );
  }

  #try(s: Try, next: Next): ts.Statement {
    const { ctx, fn } = this;
    const f = ctx.factory;
    const block = f.createBlock(this.list(s.body, next), true);
    const code = this.list(s.handler, next);
    if (s.param === null) {
      return f.createTryStatement(block, f.createCatchClause(undefined, f.createBlock(code, true)), undefined);
    }
    const { error } = namesOf(fn, ctx);
    const receive = assign(f, fn.ref(s.param), f.createIdentifier(error));
    return f.createTryStatement(block, f.createCatchClause(error, f.createBlock([receive, ...code], true)), undefined);
  }
}

/** Leaps that leave the statement, to constructs it does not contain. */
export function leapsOut(s: NStatement): Leap[] {
  const inside = new Set<Label>();
  const leaps: Leap[] = [];
  everyStatement([s], (x) => {
    if (x.kind === "loop" || x.kind === "switch" || x.kind === "block") inside.add(x.label);
    else if (x.kind === "leap") leaps.push(x);
  });
  return leaps.filter((leap) => !inside.has(leap.to));
}

function isExpression(t: typeof ts, s: NStatement): boolean {
  return s.kind === "plain" && t.isExpressionStatement(s.node);
}

/** Lets source maps point from an invented statement to what it was made of. */
export function mapped<T extends ts.Node>(ctx: Context, made: T, source: ts.Node | undefined): T {
  return source === undefined ? made : ctx.ts.setSourceMapRange(made, ctx.ts.getSourceMapRange(source));
}

/** Keeps source maps out of invented code that no source text stands for. */
export function unmapped<T extends ts.Node>(ctx: Context, made: T): T {
  return ctx.ts.setEmitFlags(made, ctx.ts.EmitFlags.NoSourceMap);
}

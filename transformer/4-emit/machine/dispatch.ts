/**
 * Instructions -> output. Blocks become structured code as far as their shape allows (shape.ts); what remains goes
 * through the dispatch:
 *
 *   $machine: for (;;) switch ($point) {          a jump to a case: $point = 4; continue $machine;
 *     case 2: …                                   falls through where the next case is meant
 *     case 3: $handler = 4; …                     a try that holds a suspension point: errors come back as a jump
 *   }
 */
import type ts from "typescript";
import { resumePoint } from "../../../runtime/protocol.js";
import type { Context } from "../../context.js";
import type { Leap } from "../../3-normalise/normalForm.js";
import { assign, body, ifElse } from "../shared/build.js";
import { Constructs } from "../shared/constructs.js";
import { number } from "../shared/frame.js";
import { namesOf, type Names } from "../shared/names.js";
import { layoutOf, type Layout } from "../shared/points.js";
import { Printer, unmapped, type Next } from "../shared/print.js";
import { successors, type Block, type End, type Graph, type Instruction } from "./ir.js";
import { outOfLine } from "./outOfLine.js";
import { refills, type Refill } from "./refill.js";
import { isReturn, type Shape } from "./shape.js";
import { emitSuspension } from "./suspension.js";

/** The body of the machine behind its declarations, and which of its own variables it uses. */
export interface Dispatched {
  readonly statements: ts.Statement[];
  readonly usesPoint: boolean;
  readonly usesHandler: boolean;
}

export function emitDispatch(graph: Graph, shape: Shape, ctx: Context, description?: ts.Expression): Dispatched {
  return new Dispatch(graph, shape, ctx, description).emit();
}

/** Where `continue $machine` goes. */
const DISPATCH = {};

class Dispatch {
  readonly #f: ts.NodeFactory;
  readonly #names: Names;
  readonly #layout: Layout;
  readonly #constructs: Constructs;
  readonly #printer: Printer;
  readonly #refills: ReadonlyMap<Block, Refill>;
  /** Case numbers: resume points have theirs, other blocks get numbers behind them. */
  readonly #numbers = new Map<Block, number>();
  readonly #setsHandler: ReadonlySet<Block>;
  #jumps = false;
  #readsPoint = false;

  constructor(
    readonly graph: Graph,
    readonly shape: Shape,
    readonly ctx: Context,
    readonly description?: ts.Expression,
  ) {
    const { fn } = graph;
    this.#f = ctx.factory;
    this.#names = namesOf(fn, ctx);
    this.#layout = layoutOf(fn, ctx);
    this.#constructs = new Constructs(ctx.factory);
    const leave = (leap: Leap) => {
      const to = graph.targets.get(leap.to)![leap.mode];
      return { to, emit: () => this.#goto(to, []) };
    };
    const suspend = (): never => {
      throw new Error("a suspension point was left inside structured code");
    };
    this.#printer = new Printer(fn, ctx, this.#constructs, { leave, suspend });
    this.#refills = refills(shape.order, this.#layout);
    this.#setsHandler = handlerChanges(shape);
    let next = resumePoint(this.#layout.points.length, false);
    for (const block of shape.cases) this.#numbers.set(block, block.resumes?.number ?? next++);
  }

  emit(): Dispatched {
    const { cases, handlers } = this.shape;
    const usesHandler = handlers.size > 0;
    if (cases.length === 1) {
      return { statements: [...this.#describe(), ...this.#tree(cases[0]!, [])], usesPoint: false, usesHandler };
    }
    const { machine } = this.#names;
    const looped = this.#constructs.within(
      { kind: "loop", name: machine, breaks: null, continues: DISPATCH },
      () => this.#guard(this.#switch()),
      (inside) =>
        this.#jumps || usesHandler ? this.#f.createForStatement(undefined, undefined, undefined, inside) : inside,
    );
    return { statements: [looped], usesPoint: this.#usesPoint(), usesHandler };
  }

  /** Without a dispatch, the question for the description stands first; see DESCRIBE in protocol.ts. */
  #describe(): ts.Statement[] {
    const answer = this.#answer();
    if (answer.length === 0) return [];
    const f = this.#f;
    const asked = f.createStrictEquality(f.createIdentifier(this.#names.value), this.ctx.runtime("state"));
    return [unmapped(this.ctx, f.createIfStatement(asked, body(this.ctx.ts, f, answer)))];
  }

  #answer(): ts.Statement[] {
    if (this.description === undefined) return [];
    return [
      ...outOfLine(this.shape.order, this.#names.value, this.ctx),
      this.#f.createReturnStatement(this.description),
    ];
  }

  #switch(): ts.Statement {
    const f = this.#f;
    const { cases } = this.shape;
    return this.#constructs.within(
      { kind: "switch", name: "", breaks: null, continues: null },
      () =>
        cases.map((block, i) => {
          const next = cases[i + 1];
          const write = () => this.#tree(block, next === undefined ? [] : [next]);
          const code = next === undefined ? write() : this.#constructs.block(`$to${next.id}`, next, write);
          return f.createCaseClause(number(this.ctx, this.#numbers.get(block)!), code);
        }),
      (clauses) => {
        const frame = f.createIdentifier(this.#names.frame);
        const point = this.#usesPoint()
          ? f.createIdentifier(this.#names.point)
          : f.createPropertyAccessExpression(frame, "point");
        const answer = this.#answer();
        const rest = answer.length === 0 ? [] : [f.createDefaultClause(answer)];
        return f.createSwitchStatement(point, f.createCaseBlock([...clauses, ...rest]));
      },
    );
  }

  #usesPoint(): boolean {
    return this.#jumps || this.#readsPoint || this.shape.handlers.size > 0;
  }

  /** One native try for all protected regions: `$handler` says where an error goes, 0 when it leaves the function. */
  #guard(inside: ts.Statement): ts.Statement {
    if (this.shape.handlers.size === 0) return inside;
    const f = this.#f;
    const { error, handler, point, value } = this.#names;
    const rethrow = f.createIfStatement(
      f.createStrictEquality(f.createIdentifier(handler), f.createNumericLiteral(0)),
      f.createThrowStatement(f.createIdentifier(error)),
    );
    const caught = [
      rethrow,
      assign(f, f.createIdentifier(point), f.createIdentifier(handler)),
      assign(f, f.createIdentifier(value), f.createIdentifier(error)),
    ];
    return f.createTryStatement(
      f.createBlock([inside], true),
      f.createCatchClause(error, f.createBlock(caught, true)),
      undefined,
    );
  }

  /** A block and everything that stands inside it. */
  #tree(block: Block, next: Next): ts.Statement[] {
    const merges = (this.shape.children.get(block) ?? []).filter((child) => this.shape.merges.has(child));
    if (!this.shape.loops.has(block)) return this.#within(block, merges, next);
    return [
      this.#constructs.within(
        { kind: "loop", name: `$loop${block.id}`, breaks: next[0] ?? null, continues: block },
        () => this.#within(block, merges, [block]),
        (code) => this.#f.createForStatement(undefined, undefined, undefined, this.#f.createBlock(code, true)),
      ),
    ];
  }

  /** The block inside labelled blocks, behind each of which the code stands that several ways lead to. */
  #within(block: Block, merges: readonly Block[], next: Next): ts.Statement[] {
    const last = merges[merges.length - 1];
    if (last === undefined) return this.#node(block, next);
    const inside = this.#constructs.block(`$to${last.id}`, last, () =>
      this.#within(block, merges.slice(0, -1), [last]),
    );
    return [...inside, ...this.#tree(last, next)];
  }

  #node(block: Block, next: Next): ts.Statement[] {
    const f = this.#f;
    const code = this.#setsHandler.has(block) ? [this.#setHandler(block)] : [];
    const last = block.code.length - 1;
    block.code.forEach((i, at) => {
      const falls = at === last && block.end.op === "jump" && next.includes(block.end.to) ? next : [];
      code.push(...this.#instruction(i, falls));
    });
    const { end } = block;
    switch (end.op) {
      case "jump":
        return [...code, ...this.#goto(end.to, next, block)];
      case "branch":
        return [
          ...code,
          ...ifElse(this.ctx.ts, f, end.test, this.#goto(end.then, next, block), this.#goto(end.else, next, block)),
        ];
      case "suspend":
        return [
          ...code,
          ...emitSuspension(end, this.#refills.get(block)!, this.graph.fn, this.ctx),
          ...(this.shape.isForward(block, end.next) ? [] : [this.#goesOn()]),
          ...this.#goto(end.next, next, block),
        ];
      case "switch":
        return [...code, ...this.#switchOn(block, end, next)];
      case "stop":
        return code;
    }
  }

  #instruction(i: Instruction, next: Next): ts.Statement[] {
    const f = this.#f;
    const value = () => f.createIdentifier(this.#names.value);
    switch (i.op) {
      case "code":
        return this.#printer.statement(i.statement, next);
      case "receive":
        return [unmapped(this.ctx, assign(f, this.graph.fn.ref(i.local), value()))];
      case "raise": {
        const throwing = f.createPropertyAccessExpression(this.ctx.runtime("state"), "throwing");
        const caught = [assign(f, throwing, f.createFalse()), ...this.#goto(i.handler, [])];
        return [unmapped(this.ctx, f.createIfStatement(throwing, f.createBlock(caught, true)))];
      }
    }
  }

  /** Control goes on to `to`; the source block is given where `to` may be written in place. */
  #goto(to: Block, next: Next, from?: Block): ts.Statement[] {
    const { shape } = this;
    if (isReturn(to)) return this.#node(to, []);
    if (next.includes(to)) return [];
    const isCase = this.#numbers.has(to);
    if (from !== undefined && !isCase && !shape.merges.has(to) && shape.isForward(from, to))
      return this.#tree(to, next);
    const leap = this.#constructs.leap(to);
    if (leap !== undefined) return [leap];
    const f = this.#f;
    this.#jumps = true;
    const set = assign(f, f.createIdentifier(this.#names.point), number(this.ctx, this.#numbers.get(to)!));
    return [unmapped(this.ctx, set), this.#constructs.leap(DISPATCH)!];
  }

  /**
   * Stands where a call of the machine did not suspend. V8 leaves out what is behind an operation that has never run, and
   * with it the edge back of the machine's loop, which would be a new beginning: nothing that is known of the frame and the
   * state would be known in it (ping-pong 4.9 -> 4.5 ns a switch, a round trip 100 -> 80 instructions; Node 20). An
   * operation without effect and with feedback of its own; optimised code that does run it contains nothing of it.
   */
  #goesOn(): ts.Statement {
    const f = this.#f;
    const { frame, point } = this.#names;
    if (this.shape.cases.length === 1) {
      return f.createExpressionStatement(f.createPropertyAccessExpression(f.createIdentifier(frame), "resume"));
    }
    this.#readsPoint = true;
    const minus = this.ctx.ts.SyntaxKind.MinusToken;
    return f.createExpressionStatement(f.createPrefixUnaryExpression(minus, f.createIdentifier(point)));
  }

  #switchOn(block: Block, end: End & { op: "switch" }, next: Next): ts.Statement[] {
    const f = this.#f;
    const complete = end.cases.some((c) => c.test === null);
    const behind = complete ? (next[0] ?? null) : end.otherwise;
    const statement = this.#constructs.within(
      { kind: "switch", name: `$switch${block.id}`, breaks: behind, continues: null },
      () =>
        end.cases.map(({ test, to }, i) => {
          const shared = end.cases[i + 1]?.to === to;
          const code = shared ? [] : this.#goto(to, [], block);
          return test === null ? f.createDefaultClause(code) : f.createCaseClause(test, code);
        }),
      (clauses) => f.createSwitchStatement(end.discriminant, f.createCaseBlock(clauses)),
    );
    return complete ? [statement] : [statement, ...this.#goto(end.otherwise, next, block)];
  }

  #setHandler(block: Block): ts.Statement {
    const f = this.#f;
    const handler = block.region === null ? 0 : this.#numbers.get(block.region.handler)!;
    return unmapped(this.ctx, assign(f, f.createIdentifier(this.#names.handler), f.createNumericLiteral(handler)));
  }
}

/** Blocks that must say which handler is active: those that control enters from somewhere with another one. */
function handlerChanges(shape: Shape): ReadonlySet<Block> {
  const changes = new Set<Block>();
  for (const block of shape.order) {
    // The machine starts without a handler.
    if (block.resumes !== null && block.region !== null) changes.add(block);
    for (const to of successors(block)) if (to.region !== block.region && !isReturn(to)) changes.add(to);
    if (block.region !== null && block.region.handler.region !== block.region) changes.add(block.region.handler);
  }
  return changes;
}

/**
 * Phase 2: analyse. Which functions are green, which of their calls may suspend, and what cannot work.
 * Reads only: never creates or changes a node. Everything is computed when it is asked for and kept per node; a
 * program without a single mark is recognised by its text and costs nothing.
 *
 * In: nodes of the program as parsed.   Out: judgements with their reasons.   Read first: callees.ts
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { createMarks, isAsyncOrGenerator, type MarkReason, type Marks } from "../1-mark/index.js";
import { createCallees, type Callees, type Colours, type Judgement } from "./callees.js";
import { isErased } from "../ast/kinds.js";
import { accessModes, createWalk, type Point, type Walk } from "./containsSuspension.js";
import { createImplicit, type Implicit } from "./implicit.js";
import { inferGreen } from "./infer.js";
import { solve } from "./solve.js";
import { createSymbols, type Symbols } from "./symbols.js";

export type { MarkReason } from "../1-mark/index.js";
export type { Judgement } from "./callees.js";

export interface Analysis {
  /** Whether this function is green, and why; null when not. Also for declarations of other files. */
  green(fn: ts.SignatureDeclaration): MarkReason | null;
  /** A call-like node inside a green function. `new` is always plain. */
  call(node: ts.CallExpression | ts.TaggedTemplateExpression): Judgement;
  /** A read or write that may run a green accessor: dynamic, else plain. */
  access(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, mode: "get" | "set"): Judgement;
  /** `for…of`, spread, array pattern (both kinds), or an expression that is iterated. */
  iteration(node: ts.Node): Judgement;
  /** A variable declared with `using`: its dispose method. */
  dispose(node: ts.VariableDeclaration): Judgement;
  /** Whether the subtree contains a suspension point of the function that it belongs to. */
  containsSuspension(node: ts.Node): boolean;
  /** Whether a green function contains a suspension point, parameters included. If not, it is emitted as written. */
  suspends(fn: ts.FunctionLikeDeclaration): boolean;
  /** Whether the node is a function that has to be compiled: green, with a body, and it suspends. */
  compile(fn: ts.Node): fn is ts.FunctionLikeDeclaration;
  /** What of a file has to be compiled or removed: functions, decorators, private methods as values; and everything around. */
  aroundGreen(file: ts.SourceFile): ReadonlySet<ts.Node>;
  /** What the source marks, by the first phase. */
  readonly marks: Marks;
  /** Whether the program has anything to do with greenlets. */
  isInUse(): boolean;
  /** Whether the decorator is the mark, which has to be removed. */
  isMarkDecorator(node: ts.Decorator): boolean;
}

/** What the other modules of this phase use besides. */
export interface Internals {
  readonly ctx: Context;
  readonly marks: Marks;
  readonly symbols: Symbols;
  readonly walk: Walk;
  /** Green by a mark or by where it stands, whether it suspends or not. */
  candidate(fn: ts.SignatureDeclaration): MarkReason | null;
}

const internals = new WeakMap<Analysis, Internals>();
export const internalsOf = (analysis: Analysis): Internals => internals.get(analysis)!;

export function createAnalysis(ctx: Context): Analysis {
  const { ts } = ctx;
  const marks = createMarks(ctx);
  const symbols = createSymbols(ctx);
  const walk = createWalk(ctx);
  const candidates = new Map<ts.Node, MarkReason | null>();
  const solutions = new Map<ts.SourceFile, ReadonlySet<ts.SignatureDeclaration>>();
  const markDecorators = new Map<ts.SourceFile, ts.Decorator[]>();
  const contains = new Map<ts.Node, boolean>();
  const judgements = new Map<ts.Node, Judgement>();
  let inferred: ReadonlyMap<ts.SignatureDeclaration, ts.Node> | undefined;
  let isUsed: boolean | undefined;

  // While a file is solved, `suspends` is the solver's own question; after that, its answer.
  let asks: ((fn: ts.SignatureDeclaration) => boolean) | null = null;
  const colours: Colours = {
    candidate,
    suspends: (fn) => (asks !== null ? asks(fn) : solution(fn.getSourceFile()).has(fn)),
    ofValue: marks.ofValue,
  };
  const callees: Callees = createCallees(ctx, symbols, colours, {
    iteration: (node) => implicit.iteration(node),
    steps: (node) => implicit.steps(node),
  });
  const implicit: Implicit = createImplicit(ctx, symbols, colours, () => callees);

  const analysis: Analysis = {
    marks,
    isInUse,
    green: (fn) => {
      const node = original(fn);
      const reason = isInUse() ? candidate(node) : null;
      return reason?.kind === "nested" && !solution(node.getSourceFile()).has(node) ? null : reason;
    },
    call: (node) => judged(node, (call) => callees.call(call)),
    access: (node, mode) => implicit.access(original(node), mode),
    iteration: (node) => judged(node, (iterated) => implicit.iteration(iterated)),
    dispose: (node) => judged(node, (variable) => implicit.dispose(variable)),
    containsSuspension: (node) => isInUse() && containsSuspension(original(node)),
    suspends: (fn) => isInUse() && solution(original(fn).getSourceFile()).has(original(fn)),
    compile: (fn): fn is ts.FunctionLikeDeclaration => {
      if (!isInUse() || !ts.isFunctionLike(fn)) return false;
      const node = original(fn);
      return ts.isFunctionLike(node) && candidate(node) !== null && solution(node.getSourceFile()).has(node);
    },
    aroundGreen: (file) => (isInUse() ? aroundGreen(original(file)) : new Set()),
    isMarkDecorator: (node) => isInUse() && marks.isMarkDecorator(original(node)),
  };
  internals.set(analysis, { ctx, marks, symbols, walk, candidate });
  return analysis;

  function original<T extends ts.Node>(node: T): T {
    return ts.getOriginalNode(node) as T;
  }

  /** Kept only when the file is solved: what is answered on the way there may be too low. */
  function judged<T extends ts.Node>(node: T, judge: (node: T) => Judgement): Judgement {
    const key = original(node);
    if (asks !== null) return judge(key);
    let judgement = judgements.get(key);
    if (!judgement) judgements.set(key, (judgement = judge(key)));
    return judgement;
  }

  /** Without the word in any file there is no mark, no decorator and no import of the runtime. */
  function isInUse(): boolean {
    if (isUsed !== undefined) return isUsed;
    if (ctx.options.infer === true || markAll()) return (isUsed = true);
    return (isUsed = ctx.program
      .getSourceFiles()
      .some((file) => !ctx.program.isSourceFileDefaultLibrary(file) && file.text.includes("greenlet")));
  }

  function markAll(): boolean {
    return ctx.options.markAll === true;
  }

  function candidate(fn: ts.SignatureDeclaration): MarkReason | null {
    let reason = candidates.get(fn);
    if (reason === undefined) candidates.set(fn, (reason = isGreenKind(fn) ? findReason(fn) : null));
    return reason;
  }

  /** Constructors, generators and async functions can't be green; of what has no body, anything can be declared green. */
  function isGreenKind(fn: ts.SignatureDeclaration): boolean {
    if (ts.isConstructorDeclaration(fn) || ts.isConstructSignatureDeclaration(fn)) return false;
    return !isAsyncOrGenerator(fn, ts);
  }

  function findReason(fn: ts.SignatureDeclaration): MarkReason | null {
    const mark = marks.of(fn);
    if (mark) return mark;
    if (!(fn as ts.FunctionLikeDeclaration).body || fn.getSourceFile().isDeclarationFile) return null;
    if (markAll()) return { kind: "option", node: fn };
    const argument = ts.isFunctionExpression(fn) || ts.isArrowFunction(fn) ? marks.ofLiteral(fn) : null;
    if (argument) return argument;
    const cause = inferredFunctions()?.get(fn);
    if (cause) return { kind: "inferred", node: cause };
    const outer = enclosingGreen(fn);
    return outer && { kind: "nested", node: outer };
  }

  function enclosingGreen(fn: ts.Node): ts.Node | null {
    for (let node = fn.parent; node; node = node.parent) {
      if (!ts.isFunctionLike(node)) continue;
      const reason = candidate(node);
      if (reason) return reason.kind === "nested" ? reason.node : node;
    }
    return null;
  }

  function inferredFunctions(): ReadonlyMap<ts.SignatureDeclaration, ts.Node> | null {
    if (ctx.options.infer !== true) return null;
    return (inferred ??= inferGreen(ctx, marks, symbols, walk));
  }

  function solution(file: ts.SourceFile): ReadonlySet<ts.SignatureDeclaration> {
    const known = solutions.get(file);
    if (known) return known;
    const functions = new Map<ts.SignatureDeclaration, Point[]>();
    const decorators: ts.Decorator[] = [];
    const collect = (node: ts.Node): void => {
      if (isErased(ts, node)) return;
      if (ts.isDecorator(node) && marks.isMarkDecorator(node)) decorators.push(node);
      if (ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body && candidate(node)) {
        functions.set(node, walk.pointsOf(node as ts.FunctionLikeDeclaration));
      }
      ts.forEachChild(node, collect);
    };
    if (!file.isDeclarationFile) collect(file);
    const suspending = solve(functions, {
      maySuspend(point, question) {
        asks = question;
        try {
          return maySuspend(point);
        } finally {
          asks = null;
        }
      },
    });
    solutions.set(file, suspending);
    markDecorators.set(file, decorators);
    return suspending;
  }

  function aroundGreen(file: ts.SourceFile): ReadonlySet<ts.Node> {
    const around = new Set<ts.Node>();
    const add = (part: ts.Node): void => {
      for (let node = part; node && !around.has(node); node = node.parent) around.add(node);
    };
    for (const part of [...solution(file), ...markDecorators.get(file)!]) {
      add(part);
      // Private methods get their entries where they are read, by plain code, too.
      if (ts.isMethodDeclaration(part) && ts.isPrivateIdentifier(part.name)) forEachAccess(part.parent, part.name, add);
    }
    return around;
  }

  function forEachAccess(node: ts.Node, name: ts.PrivateIdentifier, visit: (access: ts.Node) => void): void {
    if (ts.isPropertyAccessExpression(node) && node.name.text === name.text) visit(node);
    ts.forEachChild(node, (child) => forEachAccess(child, name, visit));
  }

  function maySuspend(point: Point): boolean {
    if (ts.isCallExpression(point) || ts.isTaggedTemplateExpression(point))
      return analysis.call(point).kind !== "plain";
    if (ts.isPropertyAccessExpression(point) || ts.isElementAccessExpression(point)) {
      return accessModes(point, ts).some((mode) => implicit.access(point, mode).kind !== "plain");
    }
    if (ts.isVariableDeclaration(point)) return analysis.dispose(point).kind !== "plain";
    return analysis.iteration(point).kind !== "plain";
  }

  function containsSuspension(node: ts.Node): boolean {
    const known = contains.get(node);
    if (known !== undefined) return known;
    solution(node.getSourceFile());
    return search(node);
  }

  function search(node: ts.Node): boolean {
    let known = contains.get(node);
    if (known === undefined) {
      known = walk.isPoint(node) && maySuspend(node);
      if (!known) walk.forEachOwnChild(node, (child) => (known ||= search(child)));
      contains.set(node, known!);
    }
    return known!;
  }
}

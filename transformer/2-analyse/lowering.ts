/**
 * Which statements of a green function must be taken apart. All others keep their shape, however large they are.
 *
 * A statement is lowered if it contains a suspension point, or if a leap inside it goes to a lowered statement outside
 * it, or returns through a `finally` that is lowered: such a leap can't stay a plain `break`, `continue` or `return`. So is
 * what stands between a lowered loop and a declaration of a function or class in it, which keeps the variables of its round.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { enclosingFunction, isErased } from "../ast/kinds.js";

/** Target of a `break` or `continue` statement: the loop, switch or labelled statement it leaves or continues. */
export function leapTarget(ctx: Context, leap: ts.BreakOrContinueStatement): ts.Statement {
  const { ts } = ctx;
  for (let n: ts.Node = leap.parent; n; n = n.parent) {
    if (leap.label) {
      if (ts.isLabeledStatement(n) && n.label.text === leap.label.text) {
        let body: ts.Statement = n;
        while (ts.isLabeledStatement(body)) body = body.statement;
        return ts.isIterationStatement(body, false) ? body : n;
      }
    } else if (ts.isIterationStatement(n, false) || (ts.isBreakStatement(leap) && ts.isSwitchStatement(n))) {
      return n as ts.Statement;
    }
  }
  throw new Error("a leap without target passed the checker");
}

export function loweredStatements(
  ctx: Context,
  fn: ts.FunctionLikeDeclaration,
  containsSuspension: (node: ts.Node) => boolean,
): ReadonlySet<ts.Node> {
  const { ts } = ctx;
  const lowered = new Set<ts.Node>();
  const leaps: ts.Statement[] = [];
  const declarations: ts.Declaration[] = [];
  (function walk(node: ts.Node): void {
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) declarations.push(node);
    if (isErased(ts, node) || ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isBreakOrContinueStatement(node) || ts.isReturnStatement(node)) leaps.push(node);
    if (isPart(node) && containsSuspension(node)) lowered.add(node);
    ts.forEachChild(node, walk);
  })(fn.body!);

  /** A statement, or a part of one that is a scope of its own. (`isStatement` does not count the blocks of a `try`.) */
  function isPart(node: ts.Node): boolean {
    return ts.isStatement(node) || ts.isBlock(node) || ts.isCatchClause(node) || ts.isCaseBlock(node);
  }

  const raise = (from: ts.Node, to: ts.Node): boolean => {
    let changed = false;
    for (let n = from; n !== to; n = n.parent) {
      if (!lowered.has(n)) (lowered.add(n), (changed = true));
    }
    return changed;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const leap of leaps) {
      if (ts.isBreakOrContinueStatement(leap)) {
        const target = leapTarget(ctx, leap);
        if (lowered.has(target)) changed = raise(leap, target) || changed;
      } else {
        const exit = closingAncestor(leap);
        if (exit) changed = raise(leap, exit) || changed;
      }
    }
    for (const declaration of declarations) {
      const loop = loweredLoop(declaration);
      if (loop) changed = raise(declaration.parent, loop) || changed;
    }
  }
  for (const node of [...lowered]) {
    if (ts.isTryStatement(node) && node.catchClause) lowered.add(node.catchClause);
    if (ts.isSwitchStatement(node)) lowered.add(node.caseBlock);
  }
  return lowered;

  /** The outermost lowered loop around a node. */
  function loweredLoop(node: ts.Node): ts.Node | null {
    let result: ts.Node | null = null;
    for (let n = node; n !== fn; n = n.parent) if (ts.isIterationStatement(n, false) && lowered.has(n)) result = n;
    return result;
  }

  /** Outermost lowered statement that has to act when a `return` passes: a finally, a for…of, a block with `using`. */
  function closingAncestor(node: ts.Node): ts.Node | null {
    const end = enclosingFunction(ts, node);
    let result: ts.Node | null = null;
    for (let n = node.parent; n && n !== end; n = n.parent) {
      if (!lowered.has(n)) continue;
      if ((ts.isTryStatement(n) && n.finallyBlock) || ts.isForOfStatement(n)) result = n;
      if (ts.isBlock(n) && declaresUsing(ts, n.statements)) result = n;
      if (ts.isCaseBlock(n) && n.clauses.some((c) => declaresUsing(ts, c.statements))) result = n;
    }
    return result;
  }
}

/** The statement list itself declares a `using` variable. */
export function declaresUsing(t: typeof ts, list: readonly ts.Statement[]): boolean {
  return list.some(
    (s) => t.isVariableStatement(s) && (s.declarationList.flags & t.NodeFlags.BlockScoped) === t.NodeFlags.Using,
  );
}

/**
 * What certainly may switch, for diagnostics. The analysis takes whatever may be green for green; a warning is given
 * only where something is known to be.
 */
import type ts from "typescript";
import type { Analysis, Internals } from "./index.js";
import { callsBack } from "./builtins.js";

export interface KnownGreen {
  /** Whether a function, or a declaration of one, is marked (or nested in a green one) and may switch. */
  isGreen(fn: ts.SignatureDeclaration): boolean;
  /** The name of the green function that the call runs, if it is known to run one. */
  calledBy(call: ts.CallExpression | ts.TaggedTemplateExpression): string | null;
  /** The first call of a green function in the body of a function, green or not; for a message. */
  firstCallIn(fn: ts.SignatureDeclaration): { call: ts.Node; callee: string } | null;
}

export function createKnownGreen(analysis: Analysis, { ctx, symbols, walk, candidate }: Internals): KnownGreen {
  const { ts } = ctx;
  const greens = new Map<ts.Node, boolean>();
  const firstCalls = new Map<ts.Node, { call: ts.Node; callee: string } | null>();
  return { isGreen, calledBy, firstCallIn };

  function isGreen(fn: ts.SignatureDeclaration): boolean {
    let known = greens.get(fn);
    if (known === undefined) {
      greens.set(fn, false);
      const reason = candidate(fn);
      const isDeclared = reason !== null && !(fn as ts.FunctionLikeDeclaration).body;
      greens.set(
        fn,
        (known = isDeclared || (reason !== null && analysis.compile(fn) && mayReallySwitch(fn, reason.kind))),
      );
    }
    return known;
  }

  /** A nested function without a mark counts as one that suspends as soon as it calls something unknown. */
  function mayReallySwitch(fn: ts.SignatureDeclaration, kind: string): boolean {
    return kind !== "nested" || firstCallIn(fn) !== null;
  }

  function calledBy(call: ts.CallExpression | ts.TaggedTemplateExpression): string | null {
    const callee = symbols.unwrap(ts.isCallExpression(call) ? call.expression : call.tag);
    if (symbols.functionsOf(callee).some(isGreen)) return nameOfCallee(callee);
    if (!ts.isCallExpression(call)) return null;
    for (const declaration of symbols.functionsOf(callee)) {
      const entry = symbols.isForeign(declaration) ? callsBack(declaration, ctx) : null;
      if (!entry || entry.native || entry.later) continue;
      const callback =
        entry.calls === "receiver"
          ? (callee as ts.PropertyAccessExpression).expression
          : call.arguments[entry.calls ?? -1];
      // A literal is judged where it stands; what it calls is counted as the call of the function around it.
      if (callback && !ts.isFunctionLike(callback) && symbols.functionsOf(callback).some(isGreen))
        return nameOfCallee(callback);
    }
    return null;
  }

  function firstCallIn(fn: ts.SignatureDeclaration): { call: ts.Node; callee: string } | null {
    let first = firstCalls.get(fn);
    if (first === undefined) {
      firstCalls.set(fn, null);
      first = null;
      for (const point of walk.pointsOf(fn as ts.FunctionLikeDeclaration)) {
        if (!ts.isCallExpression(point) && !ts.isTaggedTemplateExpression(point)) continue;
        const callee = calledBy(point);
        if (callee !== null) {
          first = { call: point, callee };
          break;
        }
      }
      firstCalls.set(fn, first);
    }
    return first;
  }

  function nameOfCallee(callee: ts.Expression): string {
    return callee.getText().replace(/\s+/g, " ").slice(0, 60);
  }
}

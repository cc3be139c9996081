/**
 * Which functions of a file suspend: the least fixpoint over its green functions.
 * Whether a call may suspend can depend on whether another function of the file does (a nested function, a function
 * literal given to a built-in, a green function declared here), also in a circle. Every function starts as one that
 * does not suspend. A function is asked again when one that it asked about turned out to suspend; since a suspending
 * function can only make others suspend, the order does not matter and the search ends.
 */
import type ts from "typescript";
import type { Point } from "./containsSuspension.js";

export interface Question {
  /** May the point suspend? `asks` is told of every function of the file that the answer depends on. */
  maySuspend(point: Point, asks: (fn: ts.SignatureDeclaration) => boolean): boolean;
}

/** @returns those of `functions` that contain a point which may suspend */
export function solve(
  functions: ReadonlyMap<ts.SignatureDeclaration, readonly Point[]>,
  { maySuspend }: Question,
): ReadonlySet<ts.SignatureDeclaration> {
  const suspending = new Set<ts.SignatureDeclaration>();
  /** Points whose answer would change if the function suspended. */
  const waiting = new Map<ts.SignatureDeclaration, { fn: ts.SignatureDeclaration; point: Point }[]>();
  const found: ts.SignatureDeclaration[] = [];

  const ask = (fn: ts.SignatureDeclaration, point: Point): void => {
    if (suspending.has(fn)) return;
    const dependsOn: ts.SignatureDeclaration[] = [];
    const answer = maySuspend(point, (other) => {
      if (suspending.has(other)) return true;
      dependsOn.push(other);
      return false;
    });
    if (answer) {
      suspending.add(fn);
      found.push(fn);
      return;
    }
    for (const other of dependsOn) {
      if (!waiting.has(other)) waiting.set(other, []);
      waiting.get(other)!.push({ fn, point });
    }
  };

  for (const [fn, points] of functions) {
    for (const point of points) {
      if (suspending.has(fn)) break;
      ask(fn, point);
    }
  }
  for (let next = found.pop(); next; next = found.pop()) {
    for (const { fn, point } of waiting.get(next) ?? []) ask(fn, point);
    waiting.delete(next);
  }
  return suspending;
}

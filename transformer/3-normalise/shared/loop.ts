/** All loops but their heads: test before or after the body, `continue` to the update. */
import type ts from "typescript";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";

export interface LoopParts {
  /** The test as written, or `ready`: one made by the caller (a function writes what it needs first). */
  readonly test?: ts.Expression;
  readonly ready?: ts.Expression | (() => ts.Expression);
  readonly testAtEnd?: boolean;
  readonly body: () => void;
  readonly update?: () => void;
}

export function loop(n: Normaliser, node: ts.IterationStatement, parts: LoopParts): void {
  const label = n.label("loop");
  const { test, ready, testAtEnd = false } = parts;
  const testSuspends = n.suspends(test) || typeof ready === "function";
  const unless = (): void => {
    const value = typeof ready === "function" ? ready() : expression(n, test!);
    n.emit({ kind: "if", test: n.b.not(value), then: [{ kind: "leap", mode: "break", to: label }], else: [] });
  };
  const plainTest = testSuspends
    ? null
    : typeof ready === "object"
      ? (ready as ts.Expression)
      : test
        ? n.rewrite(test)
        : null;
  const body = n.collect(() => {
    if (testSuspends && !testAtEnd) unless();
    n.leaps.within({ kind: "target", statement: node, label }, parts.body);
  });
  const update = n.collect(() => {
    parts.update?.();
    if (testSuspends && testAtEnd) unless();
  });
  n.emit({ kind: "loop", label, test: plainTest, testAtEnd, body, update });
}

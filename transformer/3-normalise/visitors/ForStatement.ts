/** `for (init; test; update)`: each iteration has its own copy of what closures share (ECMAScript 14.7.4.3). */
import type ts from "typescript";
import { effect } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { loop } from "../shared/loop.js";
import { withDisposal } from "../shared/disposal.js";
import { statement } from "../statement.js";
import { declarationList, isUsing } from "./Declarations.js";

export function forStatement(n: Normaliser, node: ts.ForStatement): void {
  const { ts } = n;
  const init = node.initializer;
  n.enterScope(node);
  const write = () => {
    if (init && ts.isVariableDeclarationList(init)) declarationList(n, init);
    else if (init) effect(n, init);
    // A closure made by the initialiser keeps the variables of before the first iteration.
    if (init && containsClosure(n, init)) n.copyScope(node);
    loop(n, node, {
      test: node.condition,
      body: () => statement(n, node.statement),
      update: () => {
        n.copyScope(node);
        if (node.incrementor) effect(n, node.incrementor);
      },
    });
  };
  if (init && ts.isVariableDeclarationList(init) && isUsing(n, init)) withDisposal(n, node, write);
  else write();
}

function containsClosure(n: Normaliser, node: ts.Node): boolean {
  return (
    n.ts.isFunctionLike(node) ||
    n.ts.isClassLike(node) ||
    !!n.ts.forEachChild(node, (c) => containsClosure(n, c) || undefined)
  );
}

/**
 * `for (x of xs)`: the iterator in the open, closed when the body is left early (ECMAScript 14.7.5.7).
 *
 *   normal   $1 = iterate(xs)
 *            loop: while ($1.step()) {
 *              try { x = $1.value; body; each leap out of the loop: $1.close(); leap } catch ($e) { $1.closeQuietly(); throw $e }
 *            }
 */
import type ts from "typescript";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { announceHead, assignHead, enterHead } from "../shared/forHead.js";
import { close, closeQuietly, open, step, value } from "../shared/iteration.js";
import { loop } from "../shared/loop.js";
import { protectClosing } from "../shared/protect.js";
import { withDisposal } from "../shared/disposal.js";
import { statement } from "../statement.js";
import { isUsing } from "./Declarations.js";

export function forOfStatement(n: Normaliser, node: ts.ForOfStatement): void {
  announceHead(n, node);
  const green = n.analysis.iteration(node).kind !== "plain";
  const it = open(n, expression(n, node.expression), green, node.expression);
  loop(n, node, {
    ready: green ? () => step(n, it, node.expression) : step(n, it, node.expression),
    // The loop itself is a target inside the protection: `continue` closes nothing.
    body: () =>
      protectClosing(
        n,
        () =>
          n.leaps.continuing(node, () => {
            enterHead(n, node);
            const round = () => {
              assignHead(n, node, value(n, it));
              statement(n, node.statement);
            };
            if (declaresUsing(n, node)) withDisposal(n, node, round);
            else round();
          }),
        () => closeQuietly(n, it, node.expression),
        () => close(n, it, node.expression),
      ),
  });
}

function declaresUsing(n: Normaliser, node: ts.ForOfStatement): boolean {
  return n.ts.isVariableDeclarationList(node.initializer) && isUsing(n, node.initializer);
}

/** Blocks and statement lists: a scope, its functions first, then its statements; with `using`, disposal at the end. */
import type ts from "typescript";
import { declaresUsing } from "../../2-analyse/lowering.js";
import type { Normaliser } from "../normaliser.js";
import { withDisposal } from "../shared/disposal.js";
import { statement } from "../statement.js";

export function block(n: Normaliser, node: ts.Block): void {
  n.enterScope(node);
  statements(n, node, node.statements);
}

/** Writes the statements of a list; `scope`, which holds its variables, is entered already. */
export function statements(n: Normaliser, scope: ts.Node, list: readonly ts.Statement[]): void {
  n.hoistFunctions(list);
  const body = () => list.forEach((s) => statement(n, s));
  if (declaresUsing(n.ts, list)) withDisposal(n, scope, body);
  else body();
}

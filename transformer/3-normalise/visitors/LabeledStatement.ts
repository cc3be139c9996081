/** Labels: on a loop they are names of the loop; on anything else, a block to break out of. */
import type ts from "typescript";
import type { Normaliser } from "../normaliser.js";
import { statement } from "../statement.js";

export function labeledStatement(n: Normaliser, node: ts.LabeledStatement): void {
  const { ts } = n;
  let inner = node.statement;
  while (ts.isLabeledStatement(inner)) inner = inner.statement;
  if (ts.isIterationStatement(inner, false)) return statement(n, inner);
  const label = n.label(node.label.text);
  const body = n.collect(() =>
    n.leaps.within({ kind: "target", statement: node, label }, () => statement(n, node.statement)),
  );
  n.emit({ kind: "block", label, body });
}

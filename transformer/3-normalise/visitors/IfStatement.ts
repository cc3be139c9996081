import type ts from "typescript";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { statement } from "../statement.js";

export function ifStatement(n: Normaliser, node: ts.IfStatement): void {
  n.emit({
    kind: "if",
    test: expression(n, node.expression),
    then: n.collect(() => statement(n, node.thenStatement)),
    else: n.collect(() => node.elseStatement && statement(n, node.elseStatement)),
  });
}

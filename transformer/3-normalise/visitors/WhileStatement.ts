import type ts from "typescript";
import type { Normaliser } from "../normaliser.js";
import { loop } from "../shared/loop.js";
import { statement } from "../statement.js";

export function whileStatement(n: Normaliser, node: ts.WhileStatement): void {
  loop(n, node, { test: node.expression, body: () => statement(n, node.statement) });
}

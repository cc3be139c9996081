import type ts from "typescript";
import type { Normaliser } from "../normaliser.js";
import { loop } from "../shared/loop.js";
import { statement } from "../statement.js";

export function doStatement(n: Normaliser, node: ts.DoStatement): void {
  loop(n, node, { test: node.expression, testAtEnd: true, body: () => statement(n, node.statement) });
}

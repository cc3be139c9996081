/** `for (k in o)`: the runtime lists the keys in the language's order; keys deleted meanwhile are left out (14.7.5.9). */
import type ts from "typescript";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { announceHead, assignHead, enterHead } from "../shared/forHead.js";
import { loop } from "../shared/loop.js";
import { statement } from "../statement.js";

export function forInStatement(n: Normaliser, node: ts.ForInStatement): void {
  const { b } = n;
  announceHead(n, node);
  const keys = n.temp();
  n.assign(keys, b.call(n.ctx.runtime("forInKeys"), expression(n, node.expression)));
  loop(n, node, {
    ready: b.call(b.member(n.ref(keys), "step")),
    body: () => {
      enterHead(n, node);
      assignHead(n, node, b.member(n.ref(keys), "value"));
      statement(n, node.statement);
    },
  });
}

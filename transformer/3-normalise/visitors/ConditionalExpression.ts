/** `t ? a : b`: one branch is evaluated, into a temporary. */
import type ts from "typescript";
import { expression, into } from "../expression.js";
import type { Normaliser } from "../normaliser.js";

export function conditional(n: Normaliser, node: ts.ConditionalExpression): ts.Expression {
  const { f } = n;
  const test = expression(n, node.condition);
  if (!n.suspends(node.whenTrue) && !n.suspends(node.whenFalse)) {
    return f.createConditionalExpression(
      test,
      undefined,
      n.rewrite(node.whenTrue),
      undefined,
      n.rewrite(node.whenFalse),
    );
  }
  const result = n.temp();
  n.emit({
    kind: "if",
    test,
    then: n.collect(() => into(n, node.whenTrue, result)),
    else: n.collect(() => into(n, node.whenFalse, result)),
  });
  return n.ref(result);
}

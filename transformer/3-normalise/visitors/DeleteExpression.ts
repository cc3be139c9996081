/** `delete o[k]`: the operand is a place, not a value. */
import type ts from "typescript";
import { skipOuter } from "../../ast/kinds.js";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { stable } from "../shared/operands.js";
import { isChain, optionalChain } from "./OptionalChain.js";

export function deletion(n: Normaliser, node: ts.DeleteExpression): ts.Expression {
  const { ts, f } = n;
  const operand = skipOuter(ts, node.expression);
  if (isChain(n, operand)) return optionalChain(n, operand, true);
  if (ts.isPropertyAccessExpression(operand)) {
    n.replace(operand.expression, expression(n, operand.expression));
    return n.rewrite(node);
  }
  if (ts.isElementAccessExpression(operand)) {
    n.replace(operand.expression, stable(n, operand.expression));
    n.replace(operand.argumentExpression, expression(n, operand.argumentExpression));
    return n.rewrite(node);
  }
  return f.createDeleteExpression(expression(n, operand));
}

/** Tagged templates: a call whose first argument is the same object each time (ECMAScript 13.2.8.4). */
import type ts from "typescript";
import { skipOuter } from "../../ast/kinds.js";
import { expression } from "../expression.js";
import type { Local } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";
import { isCallable } from "../shared/callTypes.js";
import { spill, stable } from "../shared/operands.js";
import { isSuper, readMember } from "./AccessExpression.js";
import { args, textOf } from "./CallExpression.js";

export function taggedTemplate(n: Normaliser, node: ts.TaggedTemplateExpression, target: Local): ts.Expression {
  const { ts, b, f } = n;
  const tag = skipOuter(ts, node.tag);
  let callee: ts.Expression;
  let thisArg: ts.Expression | null = null;
  if (ts.isPropertyAccessExpression(tag) || ts.isElementAccessExpression(tag)) {
    thisArg = isSuper(n, tag) ? n.superThis() : stable(n, tag.expression);
    callee = spill(n, isSuper(n, tag) ? expression(n, tag) : readMember(n, thisArg, tag));
  } else callee = spill(n, expression(n, tag));
  const strings = n.host.templateObject(node);
  const spans = ts.isTemplateExpression(node.template) ? node.template.templateSpans.map((s) => s.expression) : [];
  const values = [strings, ...args(n, spans)];
  if (n.analysis.call(node).kind === "plain") {
    const made = thisArg ? b.callOn(callee, thisArg, ...values) : f.createCallExpression(callee, undefined, values);
    return ts.setTextRange(made, node);
  }
  n.suspend(
    node,
    { kind: "dynamic", callee, thisArg, args: values, text: isCallable(n.ctx, node) ? null : textOf(n, node.tag) },
    target,
  );
  return n.ref(target);
}

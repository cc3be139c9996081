/** `switch`: one scope for all clauses. Where a test suspends, the clause is found first and then entered by number. */
import type ts from "typescript";
import { expression } from "../expression.js";
import type { Switch } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";
import { withDisposal } from "../shared/disposal.js";
import { declaresUsing } from "../../2-analyse/lowering.js";
import { spill } from "../shared/operands.js";
import { statement } from "../statement.js";

export function switchStatement(n: Normaliser, node: ts.SwitchStatement): void {
  const { ts, b } = n;
  const { clauses } = node.caseBlock;
  const label = n.label("switch");
  const all = clauses.flatMap((c) => [...c.statements]);
  const write = (discriminant: ts.Expression) => {
    const testsSuspend = clauses.some((c) => ts.isCaseClause(c) && n.suspends(c.expression));
    const tests = testsSuspend
      ? clauses.map((_, i) => b.number(i))
      : clauses.map((c) => (ts.isCaseClause(c) ? n.rewrite(c.expression) : null));
    const selected = testsSuspend ? findClause(n, clauses, discriminant) : discriminant;
    const cases = n.leaps.within({ kind: "target", statement: node, label }, () =>
      clauses.map((c, i): Switch["cases"][number] => ({
        test: tests[i]!,
        body: n.collect(() => c.statements.forEach((s) => statement(n, s))),
      })),
    );
    n.emit({ kind: "switch", label, discriminant: selected, cases });
  };
  // The discriminant is evaluated outside the scope of the clauses.
  const discriminant = spill(n, expression(n, node.expression));
  n.enterScope(node.caseBlock);
  n.hoistFunctions(all);
  if (declaresUsing(ts, all)) withDisposal(n, node.caseBlock, () => write(discriminant));
  else write(discriminant);
}

/** Evaluates the tests in order up to the first that matches; the number of the clause to enter. */
function findClause(n: Normaliser, clauses: readonly ts.CaseOrDefaultClause[], value: ts.Expression): ts.Expression {
  const { ts, b } = n;
  const found = n.temp();
  const end = n.label("tests");
  const otherwise = clauses.findIndex((c) => ts.isDefaultClause(c));
  n.assign(found, b.number(otherwise));
  const body = n.collect(() =>
    clauses.forEach((c, i) => {
      if (!ts.isCaseClause(c)) return;
      const test = b.equals(value, expression(n, c.expression));
      n.emit({
        kind: "if",
        test,
        then: n.collect(() => {
          n.assign(found, b.number(i));
          n.emit({ kind: "leap", mode: "break", to: end });
        }),
        else: [],
      });
    }),
  );
  n.emit({ kind: "block", label: end, body });
  return n.ref(found);
}

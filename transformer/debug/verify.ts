/** Checks the rules of the normal form (normalForm.ts, N1-N5) that can be seen on the form itself. */
import type ts from "typescript";
import type { Context } from "../context.js";
import type { Label, NormalFunction, NStatement } from "../3-normalise/normalForm.js";

interface Around {
  readonly targets: readonly { readonly label: Label; readonly isLoop: boolean }[];
  readonly inTry: boolean;
}

/** @throws Error naming the function and the rule that it breaks */
export function assertNormalForm({ ts }: Pick<Context, "ts">, fn: NormalFunction): void {
  const declared = new Set([...fn.paramLocals, ...fn.locals]);
  const names = [...declared].map((l) => l.name);
  if (new Set(names).size !== names.length) fail("N3", `two locals of one name among ${names.join(" ")}`);
  list(fn.body, { targets: [], inTry: false });

  function list(code: readonly NStatement[], around: Around): void {
    for (const s of code) statement(s, around);
  }

  function statement(s: NStatement, around: Around): void {
    const inside = (label: Label, isLoop: boolean): Around => ({
      ...around,
      targets: [...around.targets, { label, isLoop }],
    });
    switch (s.kind) {
      case "plain":
        if (ts.isVariableStatement(s.node) || ts.isFunctionDeclaration(s.node) || ts.isClassDeclaration(s.node)) {
          fail("N3", "a declaration among plain statements");
        }
        return leapsStay(s.node, []);
      case "suspend":
        if (s.target && !declared.has(s.target)) fail("N3", `${s.target.name} is not declared`);
        return;
      case "tailcall":
        if (around.inTry) fail("N5", "a tail call in a try");
        return;
      case "if":
        list(s.then, around);
        return list(s.else, around);
      case "loop":
        list(s.body, inside(s.label, true));
        return list(s.update, inside(s.label, false));
      case "switch":
        for (const c of s.cases) list(c.body, inside(s.label, false));
        return;
      case "block":
        return list(s.body, inside(s.label, false));
      case "try":
        list(s.body, { ...around, inTry: true });
        return list(s.handler, around);
      case "leap": {
        const targets = around.targets.filter((t) => t.label === s.to);
        if (targets.length === 0) fail("N4", `a leap to ${s.to.name}, which is not around it`);
        if (s.mode === "continue" && !targets.some((t) => t.isLoop)) fail("N4", `${s.to.name} can't be continued`);
        return;
      }
    }
  }

  /** No `break` or `continue` leaves a plain statement. */
  function leapsStay(node: ts.Node, around: readonly ts.Node[]): void {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isBreakOrContinueStatement(node)) {
      const found = around.some((t) =>
        node.label
          ? ts.isLabeledStatement(t) && t.label.text === node.label.text
          : ts.isIterationStatement(t, false) || (ts.isBreakStatement(node) && ts.isSwitchStatement(t)),
      );
      if (!found) fail("N3", "a break or continue leaves a plain statement");
    }
    ts.forEachChild(node, (c) => leapsStay(c, [...around, node]));
  }

  function fail(rule: string, what: string): never {
    throw new Error(`${fn.name} breaks rule ${rule} of the normal form: ${what}`);
  }
}

/** `try`: a finally that is lowered becomes completion records (shared/protect.ts); catch stays. */
import type ts from "typescript";
import type { Normaliser } from "../normaliser.js";
import type { Local } from "../normalForm.js";
import { assignPattern } from "../shared/forHead.js";
import { protectFinally } from "../shared/protect.js";
import { statement } from "../statement.js";

export function tryStatement(n: Normaliser, node: ts.TryStatement): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  if (!finallyBlock) return withHandler(n, tryBlock, catchClause!);
  protectFinally(
    n,
    () => (catchClause ? withHandler(n, tryBlock, catchClause) : statement(n, tryBlock)),
    () => statement(n, finallyBlock),
  );
}

function withHandler(n: Normaliser, tryBlock: ts.Block, clause: ts.CatchClause): void {
  const body = n.collect(() => n.leaps.within({ kind: "guard" }, () => statement(n, tryBlock)));
  let param: Local | null = null;
  const handler = n.collect(() => {
    const declaration = clause.variableDeclaration;
    if (declaration) {
      param = n.temp();
      n.enterScope(clause);
      assignPattern(n, declaration.name, n.ref(param));
    }
    statement(n, clause.block);
  });
  n.emit({ kind: "try", body, param, handler });
}

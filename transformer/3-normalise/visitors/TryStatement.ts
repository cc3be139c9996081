/** `try`: a finally around a suspension point becomes completion records (shared/protect.ts); catch stays. */
import type ts from "typescript";
import type { Normaliser } from "../normaliser.js";
import type { Local, NStatement } from "../normalForm.js";
import { assignPattern } from "../shared/forHead.js";
import { protectFinally } from "../shared/protect.js";
import { statement } from "../statement.js";

export function tryStatement(n: Normaliser, node: ts.TryStatement): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  if (!finallyBlock) return withHandler(n, tryBlock, catchClause!, null);
  if (!n.suspends(node)) {
    // Only leaps made it worth taking apart: the native finally serves them.
    const finalizer = n.collect(() => statement(n, finallyBlock));
    if (catchClause) return withHandler(n, tryBlock, catchClause, finalizer);
    const body = n.collect(() => n.leaps.within({ kind: "guard" }, () => statement(n, tryBlock)));
    return n.emit({ kind: "try", body, param: null, handler: null, finalizer });
  }
  protectFinally(
    n,
    () => (catchClause ? withHandler(n, tryBlock, catchClause, null) : statement(n, tryBlock)),
    () => statement(n, finallyBlock),
  );
}

function withHandler(
  n: Normaliser,
  tryBlock: ts.Block,
  clause: ts.CatchClause,
  finalizer: readonly NStatement[] | null,
): void {
  const body = n.collect(() => n.leaps.within({ kind: "guard" }, () => statement(n, tryBlock)));
  let param: Local | null = null;
  const write = () => {
    const declaration = clause.variableDeclaration;
    if (declaration) {
      param = n.temp();
      n.enterScope(clause);
      assignPattern(n, declaration.name, n.ref(param));
    }
    statement(n, clause.block);
  };
  const handler = n.collect(() => (finalizer ? n.leaps.within({ kind: "guard" }, write) : write()));
  n.emit({ kind: "try", body, param, handler, finalizer });
}

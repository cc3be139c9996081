/** `++` and `--` on a place whose parts suspend, or that is a green accessor. Other unary operators need nothing special. */
import type ts from "typescript";
import type { Normaliser } from "../normaliser.js";
import { spill } from "../shared/operands.js";
import { placeOf } from "../shared/place.js";

export function update(
  n: Normaliser,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
): ts.Expression | undefined {
  const { ts, f, b } = n;
  const increment = node.operator === ts.SyntaxKind.PlusPlusToken;
  if (!increment && node.operator !== ts.SyntaxKind.MinusMinusToken) return undefined;
  const place = placeOf(n, node.operand);
  // ToNumeric once (ECMAScript 13.4.2.1): `$old++` on a temporary converts it, BigInt included.
  const old = n.temp();
  n.assign(old, place.read());
  const before = spill(n, f.createPostfixUnaryExpression(n.ref(old), node.operator as ts.PostfixUnaryOperator));
  const after = n.ref(old);
  const written = place.write(after);
  if (ts.isPrefixUnaryExpression(node)) return written;
  if (ts.isBinaryExpression(written) || ts.isCallExpression(written)) n.effect(written);
  return before;
}

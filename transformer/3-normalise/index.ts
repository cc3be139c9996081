/**
 * Phase 3: normalise. Gives every suspension point a statement of its own; control flow keeps its structure.
 * In: a green function and its analysis.   Out: a NormalFunction that keeps the rules N1-N5 (normalForm.ts).
 * Guarantees: effects keep their order, each operand is evaluated once, no variable changes its scope.
 * Read first: normaliser.ts (what visitors share), visitors/CallExpression.ts.
 */
import type ts from "typescript";
import type { Environment } from "./environment.js";
import { Normaliser, type NormaliserHost } from "./normaliser.js";
import type { NormalFunction } from "./normalForm.js";
import { parameters } from "./visitors/Parameters.js";
import { returnValue } from "./visitors/LeapStatement.js";
import { statements } from "./statement.js";

export interface NormaliseInput {
  readonly fn: ts.FunctionLikeDeclaration;
  readonly name: string;
  /** What names mean around the function. */
  readonly env: Environment;
  /** What `super` looks in, if the function is a method that uses it. */
  readonly home: ts.Identifier | null;
  /** Names of locals of the green functions around it. */
  readonly takenNames: Iterable<string>;
}

export function normalise(
  host: NormaliserHost,
  input: NormaliseInput,
): { normal: NormalFunction; normaliser: Normaliser } {
  const { fn, name } = input;
  const n = new Normaliser(host, fn, input.env, input.home, input.takenNames);
  const { ts } = n;
  const { params, given, lowered } = parameters(n);
  const body = n.collect(() => {
    const block = fn.body!;
    const list = ts.isBlock(block) ? block.statements : [];
    n.enterScope(fn, given);
    lowered();
    n.initialiseBodyVariables();
    if (ts.isBlock(block)) statements(n, fn, list);
    else returnValue(n, block, block);
  });
  const normal: NormalFunction = {
    name,
    source: fn,
    params,
    paramLocals: n.paramLocals,
    locals: n.locals,
    localOf: n.localOf,
    ref: (l) => n.ref(l),
    body: [...n.takePrologue(), ...body],
  };
  return { normal, normaliser: n };
}

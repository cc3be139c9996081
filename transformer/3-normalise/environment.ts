/**
 * What names mean at a place of the output: the chain of green functions around it, innermost first.
 *
 * A place in a nested function may use variables of every green function around it. Each of those lives in a local, or
 * in a scope object that a local holds; `localOf` tells which identifiers of the output stand for locals, so that
 * whoever moves a nested function elsewhere can hand it what it needs.
 */
import type ts from "typescript";
import type { Local } from "./normalForm.js";

/** A green function whose body is being rewritten. Implemented by Normaliser. */
export interface Owner {
  readonly fn: ts.Node;
  /** Names that are taken in the function. */
  readonly names: Iterable<string>;
  ref(local: Local): ts.Identifier;
  localOf(id: ts.Identifier): Local | undefined;
  /** What stands for a node of this function that was evaluated already. */
  replacement(node: ts.Node): ts.Node | undefined;
  /** How to read a variable of this function; undefined if the identifier stands for something else. */
  variable(id: ts.Identifier): ts.Expression | undefined;
  /** How to write it: `target` is a valid assignment target. `checked` wraps the value where the write may be refused. */
  target(
    id: ts.Identifier,
  ):
    | { target: ts.Expression; checked: ((value: ts.Expression) => ts.Expression) | undefined; isConstant: boolean }
    | undefined;
  /** The variable lives in a scope object that each round of a loop makes anew: closures must keep theirs. */
  isPerIteration(id: ts.Identifier): boolean;
  thisValue(): ts.Expression;
  argumentsValue(): ts.Expression;
  newTargetValue(): ts.Expression;
  /** The object whose prototype `super` looks in. */
  readonly home: ts.Identifier | null;
}

export interface Environment {
  readonly outer: Environment | null;
  /** The green function whose variables this level adds; null at the top of a file. */
  readonly owner: Owner | null;
  /** Who gives `this`, `arguments`, `new.target` and `super`; null where the output's own are right. */
  readonly self: Owner | null;
}

export const topLevel: Environment = { outer: null, owner: null, self: null };

/** Inside a function or class written there that has a `this` of its own. */
export function withOwnThis(env: Environment): Environment {
  return env.self === null ? env : { outer: env.outer, owner: env.owner, self: null };
}

export function* owners(env: Environment): Generator<Owner> {
  for (let e: Environment | null = env; e; e = e.outer) if (e.owner) yield e.owner;
}

export function isInsideGreen(env: Environment): boolean {
  return !owners(env).next().done;
}

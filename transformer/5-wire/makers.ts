/**
 * Makers: a function or class with green code in it, written in a green function, is made by a function outside.
 *
 *   source    function outer() { let n = 0; g.switch(); return () => { g.switch(n++); }; }
 *   output    function make($scope) { …entry and machine of the arrow… return $closure(() => …, entry); }
 *             function outer$entry() { … return make($scope); }     and the same call in outer$machine
 *
 * The maker takes what the code uses of the functions around: their locals, among them scope objects.
 */
import type ts from "typescript";
import { owners, type Environment, type Owner } from "../3-normalise/environment.js";
import type { Local } from "../3-normalise/normalForm.js";
import { isAnonymousFunction } from "../3-normalise/rewrite.js";
import type { Wiring } from "./index.js";
import { nameFromPlace } from "../ast/names.js";

/** The call that makes the node; null if it uses names that only exist where it stands. */
export function makerCall(
  w: Wiring,
  node: ts.Node,
  env: Environment,
  make: () => ts.Node | readonly ts.Node[],
): ts.Expression | null {
  const { ts, f } = w;
  const { scope, usesSuper, usesThis } = w.free(node, env);
  const innermost = owners(env).next().value as Owner;
  // `this` of a green function is a local of its own; that of anything else can't be handed over.
  if (usesSuper || (usesThis && !env.self) || (scope && w.isWithin(innermost.fn, scope))) return null;
  const list = w.containers.find(scope, true);
  if (!list) return null;
  const { result, statements } = w.containers.inGreen(() => w.containers.within(node.parent, make));
  const made = Array.isArray(result) ? (result as readonly ts.Node[]) : [result as ts.Node];
  const first = made[0]!;
  const body = [...statements];
  if (ts.isClassDeclaration(first) || ts.isFunctionDeclaration(first)) {
    body.push(...(made as ts.Statement[]), f.createReturnStatement(f.createIdentifier(first.name!.text)));
  } else body.push(f.createReturnStatement(withName(w, node, first as ts.Expression)));
  const needed = localsIn(w, body, env);
  const name = w.uniqueName(node, "make");
  const parameters = needed.map(({ local }) => f.createParameterDeclaration(undefined, undefined, local.name));
  list.statements.push(
    f.createFunctionDeclaration(
      undefined,
      undefined,
      name,
      undefined,
      parameters,
      undefined,
      f.createBlock(body, true),
    ),
  );
  return ts.setTextRange(
    f.createCallExpression(
      name,
      undefined,
      needed.map(({ owner, local }) => owner.ref(local)),
    ),
    node,
  );
}

/**
 * `(($scope) => value)($scope)`: closures in the value keep the scope objects of this round of a loop. What they need beside
 * themselves stands in there with them: `(($scope) => { function entry() { … } return value; })($scope)`.
 */
export function keepIteration(w: Wiring, node: ts.Node, env: Environment, make: () => ts.Expression): ts.Expression {
  const { f } = w;
  const { result, statements } = w.containers.inGreen(() => w.containers.within(node.parent, make));
  const value = withName(w, node, result);
  const needed = localsIn(w, [...statements, value], env).filter(({ local }) => local.kind === "scope");
  const parameters = needed.map(({ local }) => f.createParameterDeclaration(undefined, undefined, local.name));
  const maker = f.createArrowFunction(
    undefined,
    undefined,
    parameters,
    undefined,
    undefined,
    statements.length === 0
      ? f.createParenthesizedExpression(value)
      : f.createBlock([...statements, f.createReturnStatement(value)], true),
  );
  return f.createCallExpression(
    f.createParenthesizedExpression(maker),
    undefined,
    needed.map(({ owner, local }) => owner.ref(local)),
  );
}

/** The locals of the functions around that some code names. */
function localsIn(w: Wiring, body: readonly ts.Node[], env: Environment): { owner: Owner; local: Local }[] {
  const { ts } = w;
  const around = [...owners(env)];
  const found = new Map<Local, Owner>();
  const walk = (n: ts.Node): void => {
    if (ts.isIdentifier(n)) {
      for (const owner of around) {
        const local = owner.localOf(n);
        if (local) found.set(local, owner);
      }
    }
    ts.forEachChild(n, walk);
  };
  body.forEach(walk);
  return [...found].map(([local, owner]) => ({ owner, local }));
}

/** An anonymous function or class, with the name that its place in the source gives it, or else `otherwise`. */
export function withName(w: Wiring, node: ts.Node, value: ts.Expression, otherwise?: string): ts.Expression {
  const name = isAnonymousFunction(w.ts, value) ? (nameFromPlace(w.ts, node) ?? otherwise) : undefined;
  return name === undefined ? value : w.b.named(name, value);
}

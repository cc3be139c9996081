/** Random functions: parameters of every form, and bodies. */
import { literal, object, value } from "./expressions.js";
import type { FunctionContext, Scope } from "./scope.js";
import { statements } from "./statements.js";
import { expression, item, member, statement, type Node, type Part } from "./tree.js";

/** Parameters, declared in the current block. Defaults may suspend where the function may. */
export function parameters(scope: Scope, depth: number): Node[] {
  const { random } = scope;
  const list: Node[] = [];
  const count = random.below(4);
  for (let k = 0; k < count; k++) {
    // What stands in a parameter is written before its name is declared, so that it doesn't use it.
    const small = () => bounded(value(scope, Math.min(depth, 1)));
    const [before, between, after] = random.weighted<() => Part[]>([
      [8, () => ["", ": any", ""]],
      [3, () => ["", ": any = ", small()]],
      [1, () => ["{ x: ", member` = ${small()} }: any = `, object(scope, 1)]],
    ])();
    const name = scope.declare("value", false);
    if (name === undefined) break;
    list.push(item`${before!}${name}${between!}${after!}`);
  }
  if (random.chance(20)) list.push(rest(scope, depth));
  return list;
}

/** A default runs before the function asks whether it goes on: one that calls must ask by itself. */
function bounded(node: Node): Node {
  return /\bnew |\b(f\d|[msgh]|call|apply|bind)\b/.test(String(node)) ? expression`(more() ? ${node} : 0)` : node;
}

function rest(scope: Scope, depth: number): Node {
  const fallback = bounded(value(scope, Math.min(depth, 1)));
  const pattern = scope.random.chance(50);
  const name = scope.declare(pattern ? "value" : "array", false);
  if (name === undefined) return item`...[]: any[]`;
  return pattern ? item`...[${name} = ${fallback}]: any[]` : item`...${name}: any[]`;
}

/** Statements and a result. A function gives up when the program has gone on for long enough. */
export function functionBody(scope: Scope, depth: number): Node[] {
  const list = [statement`if (!more()) return 0;`, ...statements(scope, depth)];
  if (scope.random.chance(90)) list.push(statement`return ${value(scope, depth)};`);
  return list;
}

/** A function expression that suspends as the code around it does. */
export function closure(scope: Scope, depth: number): Node {
  const { random, context } = scope;
  const inner = Math.max(0, depth - 1);
  const within = (kind: FunctionContext["kind"], write: () => Node) =>
    scope.functionBody({ ...context, kind, classLevel: kind === "arrow" ? context.classLevel : null }, write);
  return random.weighted<() => Node>([
    [4, () => within("arrow", () => expression`((${parameters(scope, inner)}) => ${value(scope, inner)})`)],
    [4, () => within("arrow", () => expression`((${parameters(scope, inner)}) => { ${functionBody(scope, inner)} })`)],
    [
      3,
      () =>
        within(
          "function",
          () => expression`(function (this: any, ${parameters(scope, inner)}) { ${functionBody(scope, inner)} })`,
        ),
    ],
    [1, () => expression`((_: any) => ${literal(scope)})`],
  ])();
}

/** A declaration of a green function, hoisted to the start of its block. */
export function functionDeclaration(scope: Scope, name: string, depth: number): Node {
  return scope.functionBody({ suspend: "pause", kind: "function", classLevel: null }, () => {
    const list = parameters(scope, depth);
    const self = scope.random.chance(50) ? "this: any, " : "";
    return statement`/** @greenlet */ function ${name}(${self}${list}): any { ${functionBody(scope, depth)} }`;
  });
}

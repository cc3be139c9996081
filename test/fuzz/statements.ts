/** Random statements, with effects that the log shows. */
import { array, arrayOrIterable, func, object, target, value } from "./expressions.js";
import { classBody } from "./classes.js";
import { functionDeclaration } from "./functions.js";
import type { Scope, Type } from "./scope.js";
import { expression, member, statement, type Node } from "./tree.js";

/** The statements of a block that exists already. */
export function statements(scope: Scope, depth: number): Node[] {
  return scope.random.list(0, Math.min(1 + depth, 3), () => one(scope, depth - 1));
}

function block(scope: Scope, depth: number): Node[] {
  return scope.block(() => statements(scope, depth));
}

type Writers = [weight: number, write: () => Node][];

function one(scope: Scope, depth: number): Node {
  const { random } = scope;
  const simple: Writers = [
    [10, () => statement`see("${scope.newText()}", ${value(scope, Math.max(depth, 1))});`],
    [8, () => statement`${value(scope, Math.max(depth, 1))};`],
    [8, () => variable(scope, Math.max(depth, 0))],
    [3, () => jump(scope)],
    [scope.context.suspend === "pause" ? 3 : 0, () => statement`later.push(${func(scope, Math.max(depth, 1))});`],
    [
      scope.caught ? 3 : 0,
      () => statement`throw ${random.chance(50) ? value(scope, 1) : `new Error("${scope.newText()}")`};`,
    ],
    [
      1,
      () =>
        random.chance(30)
          ? statement`return ${value(scope, 1)};`
          : statement`if (${value(scope, 1)}) return ${value(scope, 1)};`,
    ],
  ];
  if (depth <= 0) return random.weighted(simple)();
  const nested: Writers = [
    [5, () => statement`if (${value(scope, depth)}) { ${block(scope, depth)} }`],
    [4, () => statement`if (${value(scope, depth)}) { ${block(scope, depth)} } else { ${block(scope, depth)} }`],
    [12, () => loop(scope, depth)],
    [10, () => tryStatement(scope, depth)],
    [5, () => switchStatement(scope, depth)],
    [2, () => statement`{ ${block(scope, depth)} }`],
    [3, () => labelled(scope, depth)],
    [3, () => localFunction(scope, depth)],
    [1, () => localClass(scope, depth)],
  ];
  return random.weighted([...simple, ...nested])();
}

function jump(scope: Scope): Node {
  const text = scope.jump();
  if (text === undefined) return statement`see("${scope.newText()}", ${value(scope, 1)});`;
  return scope.random.chance(60) ? statement`if (${value(scope, 1)}) ${text}` : statement`${text}`;
}

const writeOf: Record<Type, (scope: Scope, depth: number) => Node> = { value, object, array, function: func };

/** A declaration; its initialiser is written first, so that it doesn't see the name. */
function variable(scope: Scope, depth: number): Node {
  const { random } = scope;
  const keyword = random.weighted([
    [6, "let"],
    [4, "const"],
    [1, "var"],
  ]);
  const constant = keyword === "const";
  if (random.chance(20)) return pattern(scope, keyword === "var" ? "let" : keyword, depth);
  const type = random.weighted<Type>([
    [6, "value"],
    [2, "object"],
    [2, "array"],
    [3, "function"],
  ]);
  const initial = writeOf[type](scope, depth);
  const name = keyword === "var" ? scope.declareVar(type) : scope.declare(type, constant);
  if (name === undefined) return statement`${initial};`;
  const annotation = random.chance(30) && type === "function" ? "" : ": any";
  return statement`${keyword} ${name}${annotation} = ${initial};`;
}

function pattern(scope: Scope, keyword: string, depth: number): Node {
  const { random } = scope;
  const source = random.chance(50) ? arrayOrIterable(scope, depth) : undefined;
  const from = source ?? object(scope, depth);
  const first = scope.declare("value", keyword === "const");
  const second = scope.declare("value", keyword === "const");
  if (first === undefined || second === undefined) return statement`${from};`;
  const fallback = () => (random.chance(60) ? value(scope, Math.min(depth, 1)) : undefined);
  const [one, two] = [fallback(), fallback()];
  const left = one === undefined ? member`${first}` : member`${first} = ${one}`;
  const right = two === undefined ? member`${second}` : member`${second} = ${two}`;
  if (source !== undefined) return statement`${keyword} [${left}, ${right}]: any = ${from};`;
  return random.chance(50)
    ? statement`${keyword} { x: ${left}, y: ${right} }: any = ${from};`
    : statement`${keyword} { [${scope.context.suspend}("x")]: ${left}, n: { x: ${right} } = {} as any }: any = ${from};`;
}

function loop(scope: Scope, depth: number): Node {
  const { random } = scope;
  const label = random.chance(35) ? scope.newLabel() : null;
  const head = label === null ? "" : `${label}: `;
  const body = () => scope.target({ label, loop: true }, () => block(scope, depth));
  return random.weighted<() => Node>([
    [6, () => forLoop(scope, depth, head, body)],
    [6, () => forOf(scope, depth, head, body)],
    [2, () => scope.block(() => forIn(scope, depth, head, body))],
    [3, () => statement`${head}while (more() && ${value(scope, depth)}) { ${body()} }`],
    [2, () => statement`${head}do { ${body()} } while (${value(scope, depth)} && more());`],
    [1, () => statement`${head}for (;;) { if (!more()) break; ${body()} }`],
  ])();
}

function forLoop(scope: Scope, depth: number, head: string, body: () => Node[]): Node {
  const { random } = scope;
  return scope.block(() => {
    // What the head reads before its variable exists is written before the name is chosen: it would be in its dead zone.
    const first = random.chance(50) ? "0" : value(scope, Math.min(depth, 1));
    const name = scope.declare("value", false)!;
    const test = random.chance(70) ? `${name} < ${1 + random.below(3)}` : value(scope, 1);
    const update = random.chance(60) ? `${name}++` : value(scope, 1);
    return statement`${head}for (let ${name}: any = ${first}; more() && ${test}; ${update}) { ${body()} }`;
  });
}

function forOf(scope: Scope, depth: number, head: string, body: () => Node[]): Node {
  const { random } = scope;
  return scope.block(() => {
    const source = loopSource(scope, depth);
    if (random.chance(15)) return statement`${head}for (${target(scope, 1)} of ${source}) { ${body()} }`;
    const fallback = random.chance(15) ? value(scope, 1) : undefined;
    const objects = fallback && object(scope, 1);
    const keyword = random.chance(50) ? "const" : "let";
    const name = scope.declare("value", keyword === "const")!;
    return fallback === undefined
      ? statement`${head}for (${keyword} ${name} of ${source}) { ${body()} }`
      : statement`${head}for (${keyword} { x: ${name} = ${fallback} } of [${objects!}, {}] as any[]) { ${body()} }`;
  });
}

function loopSource(scope: Scope, depth: number): Node {
  const { random } = scope;
  if (scope.context.suspend === "pause" && random.chance(40)) {
    return member`greenIterable("${scope.newText()}", ${random.below(4)})`;
  }
  return arrayOrIterable(scope, depth);
}

function forIn(scope: Scope, depth: number, head: string, body: () => Node[]): Node {
  const source = scope.random.chance(70) ? object(scope, depth) : array(scope, depth);
  const name = scope.declare("value", false)!;
  return statement`${head}for (let ${name} in ${source}) { ${body()} }`;
}

export function tryStatement(scope: Scope, depth: number): Node {
  const { random, caught } = scope;
  scope.caught = true;
  const body = block(scope, depth);
  scope.caught = caught;
  const handler = (): Node =>
    scope.block(() => {
      if (random.chance(25)) return member`catch { ${block(scope, depth)} }`;
      const name = scope.declare("value", false)!;
      if (random.chance(15))
        return member`catch ({ name: ${name} = ${expression`see("${scope.newText()}", 1)`} }: any) { ${statements(scope, depth)} }`;
      return member`catch (${name}: any) { see("${scope.newText()}", ${name}); ${statements(scope, depth)} }`;
    });
  return random.weighted<() => Node>([
    [4, () => statement`try { ${body} } ${handler()}`],
    [3, () => statement`try { ${body} } finally { ${block(scope, depth)} }`],
    [3, () => statement`try { ${body} } ${handler()} finally { ${block(scope, depth)} }`],
  ])();
}

function switchStatement(scope: Scope, depth: number): Node {
  const { random } = scope;
  const subject = value(scope, depth);
  return scope.block(() =>
    scope.target({ label: null, loop: false }, () => {
      const clause = () =>
        member`case 0 || ${value(scope, 1)}: ${scope.clause(() => statements(scope, depth))} ${random.chance(40) ? "break;" : ""}`;
      const before = random.list(0, 2, clause);
      const fallback = random.chance(60) ? member`default: ${scope.clause(() => statements(scope, depth))}` : "";
      return statement`switch (${subject}) { ${before} ${fallback} ${random.list(0, 2, clause)} }`;
    }),
  );
}

function labelled(scope: Scope, depth: number): Node {
  const label = scope.newLabel();
  return statement`${label}: { ${scope.target({ label, loop: false }, () => block(scope, depth))} }`;
}

function localFunction(scope: Scope, depth: number): Node {
  if (scope.context.suspend !== "pause") return variable(scope, depth);
  const name = scope.declare("function", true);
  return name === undefined ? variable(scope, depth) : functionDeclaration(scope, name, Math.min(depth, 2));
}

function localClass(scope: Scope, depth: number): Node {
  const { random } = scope;
  if (scope.context.suspend !== "pause" || scope.classes.length === 0) return variable(scope, depth);
  const heritage = scope.context.suspend === "pause" ? member`pause(${random.pick(scope.classes)})` : "";
  const name = scope.declare("hidden", true);
  if (name === undefined) return variable(scope, depth);
  return statement`class ${name} extends ${heritage} { ${classBody(scope, Math.min(depth, 1), true)} }; see("${scope.newText()}", new ${name}(${value(scope, 1)}).m(${value(scope, 1)}));`;
}

/** Random expressions. Each function writes one of a type; `depth` is what may still be nested in it. */
import { classBody } from "./classes.js";
import { closure } from "./functions.js";
import type { Scope } from "./scope.js";
import { statements } from "./statements.js";
import { expression, item, type Node } from "./tree.js";

/** `write` as it is, or in a call that suspends. */
function perhapsPaused(scope: Scope, percent: number, write: () => Node): Node {
  if (!scope.random.chance(percent)) return write();
  return expression`${scope.context.suspend}(${write()})`;
}

type Writers = [weight: number, write: () => Node][];

function choose(scope: Scope, writers: Writers): Node {
  return scope.random.weighted(writers)();
}

/** An expression whose value is a primitive. */
export function value(scope: Scope, depth: number): Node {
  return perhapsPaused(scope, 22, () => (depth <= 0 ? leaf(scope) : composedValue(scope, depth - 1)));
}

function leaf(scope: Scope): Node {
  const { random } = scope;
  const variable = random.chance(65) ? scope.variable("value") : undefined;
  if (variable !== undefined) return expression`${variable}`;
  const object = random.chance(20) ? scope.variable("object") : undefined;
  if (object !== undefined) return expression`${object}.${random.pick(["x", "y", "z"])}`;
  return literal(scope);
}

export function literal(scope: Scope): Node {
  return expression`${scope.random.pick(["0", "1", "2", "3", "4", "-1", "0.5", '"s"', '"x"', '""', "true", "false", "null", "undefined"])}`;
}

function composedValue(scope: Scope, depth: number): Node {
  const { random, context } = scope;
  const sub = () => value(scope, depth);
  const green = context.suspend === "pause";
  const writers: Writers = [
    [10, () => leaf(scope)],
    [
      10,
      () =>
        expression`(${sub()} ${random.pick(["-", "*", "|", "&", "^", "<<", ">>>", "<", ">", "<=", "==", "===", "!=", "!=="])} ${sub()})`,
    ],
    [4, () => expression`cut(${sub()} + ${sub()})`],
    [6, () => expression`(${sub()} ${random.pick(["&&", "||", "??"])} ${sub()})`],
    [4, () => expression`${random.pick(["!", "-", "~", "+", "void ", "typeof "])}(${sub()})`],
    [5, () => expression`(${sub()} ? ${sub()} : ${sub()})`],
    [3, () => expression`(${sub()}, ${sub()})`],
    [3, () => expression`cut(\`${"${"}${sub()}${"}"}-${"${"}${sub()}${"}"}\`)`],
    [
      2,
      () =>
        expression`${green && random.chance(50) ? "greenTag" : "tag"}\`a${"${"}${sub()}${"}"}b${"${"}${sub()}${"}"}\``,
    ],
    [6, () => expression`see("${scope.newText()}", ${sub()})`],
    [7, () => expression`(${target(scope, depth)} = ${sub()})`],
    [4, () => expression`(${target(scope, depth)} ${random.pick(["-=", "*=", "|=", "<<=", "%=", "&="])} ${sub()})`],
    [2, () => expression`cut(${target(scope, depth)} += ${random.pick(["1", `${context.suspend}(1)`])})`],
    [4, () => expression`(${target(scope, depth)} ${random.pick(["&&=", "||=", "??="])} ${sub()})`],
    [3, () => expression`${target(scope, depth)}${random.pick(["++", "--"])}`],
    [1, () => expression`--${target(scope, depth)}`],
    [5, () => property(scope, depth)],
    [2, () => expression`(${random.pick(['"x"', '"n"', "0"])} in ${object(scope, depth)})`],
    [1, () => expression`(delete ${object(scope, depth)}.${random.pick(["y", "z"])})`],
    [2, () => expression`(${array(scope, depth)}).length`],
    [2, () => expression`(${array(scope, depth)})[${sub()} & 3]`],
    [2, () => expression`Math.max(...${array(scope, depth)}, ${sub()})`],
    [1, () => expression`[...${nativeIterable(scope, depth)}].length`],
    [2, () => destructuringAssignment(scope, depth)],
    [1, () => expression`JSON.stringify([${sub()}], (_key: any, value: any) => detour(value))`],
    [
      1,
      () =>
        expression`(${object(scope, depth)} as any instanceof ${random.pick(["Object", "Array", ...scope.classes])})`,
    ],
  ];
  if (context.kind === "function")
    writers.push([1, () => expression`arguments.length`], [1, () => expression`arguments[0]`]);
  if (context.classLevel !== null) writers.push(...membersOfThis(scope, depth));
  if (green) writers.push(...calls(scope, depth));
  return choose(scope, writers);
}

/** Calls that may suspend inside; only green code makes them. */
function calls(scope: Scope, depth: number): Writers {
  const { random } = scope;
  const args = () => random.list(0, 3, () => argument(scope, depth));
  const writers: Writers = [
    [8, () => expression`${random.pick(scope.functions)}(${args()})`],
    [5, () => expression`(${func(scope, depth)})(${args()})`],
    [2, () => expression`(${random.chance(30) ? "undefined as any" : func(scope, depth)})?.(${args()})`],
    [3, () => expression`(${object(scope, depth)}).m${random.chance(20) ? "" : "?."}(${args()})`],
    [2, () => expression`(${object(scope, depth)})?.n?.m?.(${args()})`],
    [2, () => expression`(${object(scope, depth)})?.["m"](${args()})`],
    [2, () => expression`(${func(scope, depth)}).call(${object(scope, depth)}, ${args()})`],
    [1, () => expression`(${func(scope, depth)}).apply(${object(scope, depth)}, ${array(scope, depth)})`],
    [2, () => expression`(${func(scope, depth)}).bind(null, ${value(scope, depth)})(${args()})`],
    [1, () => expression`Reflect.apply(${func(scope, depth)}, undefined, ${array(scope, depth)})`],
    [
      2,
      () =>
        expression`(${array(scope, depth)}).${random.pick(["some", "every", "find", "findIndex", "findLast"])}(${func(scope, depth)})`,
    ],
    [
      2,
      () =>
        expression`(${array(scope, depth)}).${random.pick(["reduce", "reduceRight"])}(${func(scope, depth)}, ${value(scope, depth)})`,
    ],
    [2, () => expression`(${array(scope, depth)}).forEach(${func(scope, depth)})`],
    [1, () => expression`"abcab".replace(${random.pick(["/[ab]/g", '"b"', "/(?<x>c)(d)?/"])}, ${func(scope, depth)})`],
    [scope.caught ? 2 : 0, () => expression`fail(${value(scope, depth)})`],
    // Not called directly: at a loop behind a call that never returns tsc's own checker goes round for ever.
    [scope.caught ? 1 : 0, () => expression`(0, () => { throw ${value(scope, depth)}; })()`],
    [4, () => immediate(scope, depth)],
  ];
  if (scope.classes.length > 0) {
    const name = () => random.pick(scope.classes);
    writers.push(
      [4, () => expression`new ${name()}(${args()}).m(${args()})`],
      [3, () => expression`${name()}.s(${args()})`],
      [1, () => expression`(${object(scope, depth)} as any)[${value(scope, depth)}]?.(${args()})`],
    );
  }
  return writers;
}

function argument(scope: Scope, depth: number): Node {
  if (scope.random.chance(10)) {
    const list = array(scope, depth);
    // A rest parameter that is spread twice into a recursive call doubles each time.
    return String(list).startsWith("[") ? item`...${list}` : item`...cut(${list})`;
  }
  return value(scope, depth);
}

function membersOfThis(scope: Scope, depth: number): Writers {
  const { random, context } = scope;
  const { hasSuper, isStatic } = context.classLevel!;
  const sub = () => value(scope, depth);
  const args = () => random.list(0, 2, sub);
  const writers: Writers = [[3, () => expression`this.${random.pick(["x", "y", "g"])}`]];
  if (!isStatic && !hasSuper) {
    // Only the base class has private names: `#p` a field, `#q` an accessor, `#m` a method.
    writers.push(
      [4, () => expression`this.#${random.pick(["p", "q"])}`],
      [4, () => expression`(this.#${random.pick(["p", "q"])} ${random.pick(["=", "-=", "??=", "&&="])} ${sub()})`],
      [2, () => expression`this.#p++`],
      [1, () => expression`(#p in ${object(scope, depth)})`],
    );
    if (context.suspend === "pause") {
      writers.push(
        [4, () => expression`this.#m(${args()})`],
        // A green accessor: the type of `this` tells that it may suspend.
        [3, () => expression`this.h`],
        [3, () => expression`(this.h ${random.pick(["=", "-=", "??=", "&&="])} ${sub()})`],
        [1, () => expression`this.h++`],
      );
    }
  }
  if (hasSuper) {
    writers.push(
      [2, () => expression`super.${random.pick(["g", "y"])}`],
      [2, () => expression`(super.g = ${sub()})`],
      [1, () => expression`(super["g"] -= ${sub()})`],
    );
    if (context.suspend === "pause") writers.push([5, () => expression`super.${isStatic ? "s" : "m"}(${args()})`]);
  }
  return writers;
}

function property(scope: Scope, depth: number): Node {
  const { random } = scope;
  return choose(scope, [
    [4, () => expression`(${object(scope, depth)}).${random.pick(["x", "y"])}`],
    [
      2,
      () =>
        expression`(${object(scope, depth)})[${random.pick(['"x"', '"y"', `${scope.context.suspend}("x")`, '"z"'])}]`,
    ],
    [2, () => expression`(${object(scope, depth)})?.n?.x`],
    [2, () => expression`(${object(scope, depth)}).n?.[${value(scope, depth)}]`],
  ]);
}

/** What can be assigned to. It is no expression: 0 in its place would be an error. */
export function target(scope: Scope, depth: number): Node {
  const { random } = scope;
  const variable = scope.variable("value", true);
  const writers: Writers = [
    [3, () => item`(${object(scope, depth)}).${random.pick(["x", "y", "z"])}`],
    [2, () => item`(${object(scope, depth)})[${random.chance(50) ? '"x"' : value(scope, depth)}]`],
    [1, () => item`(${array(scope, depth)})[${value(scope, depth)} & 3]`],
  ];
  if (variable !== undefined) writers.push([8, () => item`${variable}`]);
  if (scope.context.classLevel !== null) writers.push([3, () => item`this.${random.pick(["x", "y", "g"])}`]);
  return choose(scope, writers);
}

/** A pattern for an assignment. */
function destructuringAssignment(scope: Scope, depth: number): Node {
  const { random } = scope;
  const one = () => target(scope, Math.min(depth, 1));
  const fallback = () => (random.chance(50) ? expression`${one()} = ${value(scope, depth)}` : one());
  return choose(scope, [
    [3, () => expression`cut([${fallback()}, ${fallback()}] = ${arrayOrIterable(scope, depth)})`],
    [1, () => expression`cut([${fallback()}, , ...${one()}] = ${array(scope, depth)}).length`],
    // Of null, V8 takes nothing apart, either, but evaluates the first target before it says so (against ECMAScript 13.15.5.2).
    [
      3,
      () =>
        expression`({ x: ${fallback()}, [${value(scope, depth)}]: ${fallback()} } = ${object(scope, depth)} ?? {}).x`,
    ],
    [
      1,
      () =>
        expression`({ n: { x: ${fallback()} } = { x: ${value(scope, depth)} }, ...${one()} } = ${object(scope, depth)}).y`,
    ],
  ]);
}

/** A function called where it is written. */
function immediate(scope: Scope, depth: number): Node {
  const body = scope.functionBody(
    { ...scope.context, kind: "arrow" },
    () => [statements(scope, depth), value(scope, depth)] as const,
  );
  return expression`(() => { ${body[0]} return ${body[1]}; })()`;
}

/** An expression whose value has fields x and y, a method m, perhaps a field n. */
export function object(scope: Scope, depth: number): Node {
  const { random } = scope;
  const variable = scope.variable("object");
  if (variable !== undefined && (depth <= 0 || random.chance(50)))
    return perhapsPaused(scope, 10, () => expression`${variable}`);
  if (depth <= 0) return expression`tracked("${scope.newText()}", ${literal(scope)})`;
  return perhapsPaused(scope, 15, () => {
    const writers: Writers = [
      [4, () => expression`tracked("${scope.newText()}", ${value(scope, depth - 1)})`],
      [4, () => objectLiteral(scope, depth - 1)],
      [1, () => expression`(${value(scope, depth - 1)} ? ${object(scope, depth - 1)} : ${object(scope, depth - 1)})`],
      [1, () => expression`({ ...${object(scope, depth - 1)}, n: ${object(scope, depth - 1)} })`],
    ];
    if (scope.context.suspend === "pause" && scope.classes.length > 0) {
      writers.push(
        [3, () => expression`new ${random.pick(scope.classes)}(${value(scope, depth - 1)})`],
        [
          1,
          () =>
            expression`new (class extends ${random.pick(scope.classes)} { ${classBody(scope, depth - 1, true)} })(${value(scope, depth - 1)})`,
        ],
      );
    }
    return choose(scope, writers);
  });
}

function objectLiteral(scope: Scope, depth: number): Node {
  const { random } = scope;
  const property = (): Node =>
    choose(scope, [
      [3, () => item`${random.pick(["x", "y", "z"])}: ${value(scope, depth)}`],
      [2, () => item`[${value(scope, depth)}]: ${value(scope, depth)}`],
      [
        1,
        () =>
          item`get y() { return ${scope.functionBody({ suspend: "detour", kind: "method", classLevel: null }, () => value(scope, Math.min(depth, 1)))}; }`,
      ],
      [1, () => item`...${object(scope, depth)}`],
      [1, () => item`n: ${object(scope, depth)}`],
      [1, () => item`f: ${func(scope, depth)}`],
      [2, () => method(scope, depth)],
    ]);
  return expression`({ x: ${value(scope, depth)}, ${random.list(0, 3, property)} })`;
}

function method(scope: Scope, depth: number): Node {
  const suspend = scope.context.suspend;
  const mark = suspend === "pause" ? "/** @greenlet */ " : "";
  return scope.functionBody({ suspend, kind: "method", classLevel: null }, () => {
    const parameter = scope.declare("value", false)!;
    return item`${mark}m(${parameter}: any) { ${statements(scope, Math.min(depth, 1))} return ${value(scope, depth)}; }`;
  });
}

/** An expression whose value is an array of a few primitives. */
export function array(scope: Scope, depth: number): Node {
  const { random } = scope;
  const variable = scope.variable("array");
  if (variable !== undefined && (depth <= 0 || random.chance(35))) return expression`${variable}`;
  if (depth <= 0) return expression`[1, 2]`;
  return perhapsPaused(scope, 12, () => {
    const sub = () => value(scope, depth - 1);
    const writers: Writers = [
      [5, () => expression`[${random.list(0, 3, sub)}]`],
      [1, () => expression`[${sub()}, , ${sub()}]`],
      [2, () => expression`cut([${sub()}, ...${array(scope, depth - 1)}, ${sub()}])`],
      [1, () => expression`cut([...${nativeIterable(scope, depth - 1)}, ${sub()}])`],
    ];
    if (scope.context.suspend === "pause") {
      writers.push(
        [
          2,
          () =>
            expression`(${array(scope, depth - 1)}).${random.pick(["map", "filter", "flatMap"])}(${func(scope, depth - 1)})`,
        ],
        [1, () => expression`Array.from(${array(scope, depth - 1)}, ${func(scope, depth - 1)})`],
      );
    }
    return choose(scope, writers);
  });
}

/** What native code may iterate: nothing that must suspend. */
export function nativeIterable(scope: Scope, depth: number): Node {
  const { random } = scope;
  return choose(scope, [
    [2, () => expression`iterable("${scope.newText()}", ${random.below(4)})`],
    [2, () => expression`generator("${scope.newText()}", ${random.below(4)})`],
    [1, () => expression`new Set(${array(scope, depth)})`],
    [1, () => expression`${random.pick(['"ab"', '""'])}`],
  ]);
}

/** The right side of an array pattern. */
export function arrayOrIterable(scope: Scope, depth: number): Node {
  return scope.random.chance(50) ? array(scope, depth) : nativeIterable(scope, depth);
}

/** An expression whose value is a function of values; green where it is written by green code. */
export function func(scope: Scope, depth: number): Node {
  const { random } = scope;
  const variable = scope.variable("function");
  if (variable !== undefined && random.chance(50)) return perhapsPaused(scope, 10, () => expression`${variable}`);
  if (scope.context.suspend === "pause" && random.chance(20)) return expression`${random.pick(scope.functions)}`;
  return perhapsPaused(scope, 10, () => closure(scope, depth));
}

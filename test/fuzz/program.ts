/**
 * A random program: functions and classes that call each other, and a `main` that a driver runs; the form is that of
 * the programs in fixtures/behaviour. Every effect is logged. Programs end: loops and functions ask `more()`.
 */
import { Arbitrary, Stream, Value, type Random as Source } from "fast-check";
import { classBody } from "./classes.js";
import { functionDeclaration } from "./functions.js";
import { Random } from "./random.js";
import { Scope } from "./scope.js";
import { statements, tryStatement } from "./statements.js";
import { declaration, program, shrink, statement, type Node } from "./tree.js";

const HELPERS = [
  "brief",
  "cut",
  "fail",
  "generator",
  "greenIterable",
  "greenTag",
  "iterable",
  "later",
  "more",
  "refuel",
  "see",
  "tag",
  "tracked",
];

function generate(source: Source): Node {
  const random = new Random(source);
  // Most are small: many of those say more than few large ones.
  const isLarge = random.chance(25);
  const scope = new Scope(random);
  const names = random.pick(isLarge ? [["f0"], ["f0", "f1"]] : [["f0"]]);
  const classes = random.pick(isLarge ? [[], ["C0"], ["C0", "C1"]] : [[], [], [], ["C0"]]);
  scope.functions.push(...names);
  scope.classes.push(...classes);
  const declarations = [
    ...names.map((name) => declaration`${functionDeclaration(scope, name, isLarge ? 2 : 1)}`),
    ...classes.map(
      (name, k) => declaration`class ${name} ${k === 0 ? "" : "extends C0 "}{ ${classBody(scope, 1, k > 0)} }`,
    ),
  ];
  const main = scope.functionBody({ suspend: "pause", kind: "function", classLevel: null }, () => {
    const first = scope.declare("value", false)!;
    return [
      statement`let ${first}: any = 1;`,
      ...random.list(1, 2, () => part(scope, isLarge ? random.pick([2, 3]) : random.pick([1, 1, 2]))),
    ];
  });
  return program`${declarations}
/** @greenlet */
export function main(): any { refuel(60); ${main} for (const f of later.splice(0)) see("later", f(2)); return see("end", 0); }`;
}

/** A part of main; mostly one that catches, so that the parts after it run, too. */
function part(scope: Scope, depth: number): Node {
  if (scope.random.chance(30)) return statement`{ ${scope.block(() => statements(scope, depth))} }`;
  return tryStatement(scope, depth);
}

/** The text of a module, as a fixture of fixtures/behaviour has it. */
export function moduleText(tree: Node): string {
  const body = String(tree);
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(body)).join(", ");
  return `import { ${used(["detour", "pause"])} } from "../_support.js";\nimport { ${used(HELPERS)} } from "../_fuzz.js";\n${body}\n`;
}

/** What tsc makes of it for CommonJS, but faster: the types of these programs are a handful of phrases. */
export function plainText(tree: Node): string {
  return `"use strict"; ${moduleText(tree)}`
    .replace(/\bthis: any(, )?/g, "")
    .replace(/(\??:| as) any(\[\])?/g, "")
    .replace(/import (.*) from (.*);$/gm, "const $1 = require($2);")
    .replace("export function main", "exports.main = main;\nfunction main");
}

/** fast-check's view of it: seeds, and shrinking by structure. */
class ProgramArbitrary extends Arbitrary<Node> {
  generate(source: Source): Value<Node> {
    return new Value(generate(source), undefined);
  }
  canShrinkWithoutContext(_value: unknown): _value is Node {
    return false;
  }
  shrink(value: Node): Stream<Value<Node>> {
    return new Stream(shrink(value)).map((smaller) => new Value(smaller, undefined));
  }
}

export function randomProgram(): Arbitrary<Node> {
  return new ProgramArbitrary();
}

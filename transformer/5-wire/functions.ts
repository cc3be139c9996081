/**
 * One green function, three functions of the output.
 *
 *   source    function f(x) { … g.switch(x) … }
 *   output    function f$entry(x) { … }                                      the resumable entry: the fast version
 *             function f$machine($frame, $value) { … }                       goes on after a suspension
 *             function f(x) { return $nested(f$entry, this, x); }            what JavaScript sees
 *             $green(f, f$entry);                                            green callers find the entry on f
 *
 * Entry and machine are constants where they come first in a file (`asConstant`).
 */
import type ts from "typescript";
import { skipOuter } from "../ast/kinds.js";
import { normalise } from "../3-normalise/index.js";
import type { Environment } from "../3-normalise/environment.js";
import { emitFast } from "../4-emit/fast/index.js";
import { emitMachine } from "../4-emit/machine/index.js";
import { pointsOf } from "../4-emit/shared/points.js";
import type { Wiring } from "./index.js";
import { nameFromPlace } from "../ast/names.js";
import { displayName } from "./names.js";

export interface Entry {
  /** What to give to `$green` and `$nested`. */
  readonly name: ts.Identifier;
  /** The entry as a function of its own; for an arrow function that uses `this` or `super` of what is around it, an arrow function. */
  readonly declaration: ts.Statement;
  readonly isLexical: boolean;
  readonly usesArguments: boolean;
  readonly usesNewTarget: boolean;
  /** Machine and what else belongs beside the entry. */
  readonly beside: readonly ts.Statement[];
}

/** Normalises and emits a function. */
export function makeEntry(
  w: Wiring,
  fn: ts.FunctionLikeDeclaration,
  env: Environment,
  home: ts.Identifier | null = null,
  usesSuper = false,
): Entry {
  const { ts, f, b } = w;
  const name = w.entryName(fn);
  const { normal, normaliser } = w.containers.inGreen(() =>
    normalise(w, {
      fn,
      name: displayName(ts, fn),
      env,
      home,
      takenNames: w.namesAround(env),
    }),
  );
  w.observe(normal, w.ctx);
  const points = pointsOf(normal, w.ctx);
  const machineName = w.uniqueName(fn, "machine");
  const body = f.createBlock(emitFast(normal, w.ctx, machineName), true);
  const isLexical = ts.isArrowFunction(fn) && (normaliser.usesLexical || usesSuper);
  const declaration = isLexical
    ? b.const(name, f.createArrowFunction(undefined, undefined, normal.params, undefined, undefined, body))
    : f.createFunctionDeclaration(undefined, undefined, name, undefined, normal.params, undefined, body);
  const beside: ts.Statement[] = [];
  if (points.length > 0) {
    const description = f.createArrayLiteralExpression([
      b.string(displayName(ts, fn)),
      b.string(fileName(w)),
      ...points.flatMap((p) => position(w, p.node)).map((n) => b.number(n)),
    ]);
    const described = f.createCallExpression(w.ctx.runtime("describe"), undefined, [description]);
    beside.push(emitMachine(normal, w.ctx, machineName, described));
  }
  return {
    name,
    declaration: ts.setTextRange(declaration, fn),
    isLexical,
    usesArguments: normaliser.usesArguments,
    usesNewTarget: normaliser.usesNewTarget,
    beside,
  };
}

/** Line and column of a call, 1-based: where its arguments or its member name begin is of no interest, where it begins is. */
function position(w: Wiring, node: ts.Node): [number, number] {
  const { ts } = w;
  let at = node;
  if (ts.isCallExpression(node)) {
    const callee = skipOuter(ts, node.expression);
    at = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  }
  const start = at.getStart(w.file);
  const { line, character } = w.file.getLineAndCharacterOfPosition(start);
  return [line + 1, character + 1];
}

/** The file relative to the project, with forward slashes. */
function fileName(w: Wiring): string {
  const { program } = w.ctx;
  const config = program.getCompilerOptions().configFilePath;
  const root =
    typeof config === "string" ? config.replace(/[^/]*$/, "") : `${program.getCurrentDirectory().replace(/\/$/, "")}/`;
  return w.file.fileName.startsWith(root) ? w.file.fileName.slice(root.length) : w.file.fileName;
}

/** A function declaration of a statement list that stays one. */
export function functionDeclaration(w: Wiring, fn: ts.FunctionDeclaration, env: Environment): ts.Node {
  const { ts, f, b } = w;
  const list = w.containers.innermost;
  const entry = makeEntry(w, fn, env);
  list.statements.push(entry.declaration, ...entry.beside);
  const name = fn.name ? f.createIdentifier(fn.name.text) : w.uniqueName(fn, "function");
  const green: ts.Expression[] = [name, entry.name];
  if (!fn.name) green.push(b.string("default"));
  list.statements.push(b.statement(b.call(w.ctx.runtime("green"), ...green)));
  const parameters = publicParameters(w, fn);
  const body = publicBody(w, entry, parameters);
  if (!fn.name) {
    // `export default function () {}`: it has to be called something to be wired.
    list.statements.push(f.createExportDefault(name));
    return f.createFunctionDeclaration(undefined, undefined, name, undefined, parameters, undefined, body);
  }
  const made = f.createFunctionDeclaration(fn.modifiers, undefined, name, undefined, parameters, undefined, body);
  return ts.setTextRange(ts.setOriginalNode(made, fn), fn);
}

/** A function or arrow expression, or a declaration as an expression. */
export function functionExpression(
  w: Wiring,
  fn: ts.FunctionExpression | ts.ArrowFunction | ts.FunctionDeclaration,
  env: Environment,
): ts.Expression {
  const { ts, f, b } = w;
  const { scope, usesItself, usesSuper } = w.free(fn, env);
  const entry = makeEntry(w, fn, env, null, usesSuper);
  const list = usesItself || usesSuper ? null : w.containers.find(scope);
  const green = w.ctx.runtime(list === w.containers.file ? "green" : "closure");
  const value = b.call(green, publicFunction(w, fn, entry), entry.name);
  if (list && !entry.isLexical) {
    list.statements.push(entry.declaration, ...entry.beside);
    return value;
  }
  // Beside the function itself: in a list made for it, in which arrow functions keep `this` and `super`.
  const own: ts.Statement[] = [];
  if (list) list.statements.push(...entry.beside);
  else own.push(...entry.beside.map((s) => (usesSuper ? asArrow(w, s) : s)));
  own.push(entry.declaration);
  if (!usesItself) return w.immediately(own, value);
  const name = f.createIdentifier((fn.name as ts.Identifier).text);
  return w.immediately([...own, b.const(name, value)], name.text);
}

/** `function m(a, b) { … }` as `const m = (a, b) => { … }`. */
function asArrow(w: Wiring, statement: ts.Statement): ts.Statement {
  const d = statement as ts.FunctionDeclaration;
  return w.b.const(d.name!, w.f.createArrowFunction(undefined, undefined, d.parameters, undefined, undefined, d.body!));
}

/** The public function of an expression, with the name that the source's has. */
function publicFunction(
  w: Wiring,
  fn: ts.FunctionExpression | ts.ArrowFunction | ts.FunctionDeclaration,
  entry: Entry,
): ts.Expression {
  const { ts, f, b } = w;
  const parameters = publicParameters(w, fn);
  const made = ts.isArrowFunction(fn)
    ? f.createArrowFunction(
        undefined,
        undefined,
        parameters,
        undefined,
        undefined,
        callEntry(w, entry, b.undefined(), parameters),
      )
    : f.createFunctionExpression(
        undefined,
        undefined,
        fn.name,
        undefined,
        parameters,
        undefined,
        publicBody(w, entry, parameters),
      );
  ts.setTextRange(ts.setOriginalNode(made, fn), fn);
  const name = fn.name ? undefined : nameFromPlace(ts, fn);
  return name ? b.named(name, made) : made;
}

/** `{ return $nested(entry, this, x, y); }`. In: the public function's parameters. */
export function publicBody(w: Wiring, entry: Entry, parameters: readonly ts.ParameterDeclaration[]): ts.Block {
  const { ts, f, b } = w;
  const statements: ts.Statement[] = [f.createReturnStatement(callEntry(w, entry, f.createThis(), parameters))];
  if (entry.usesNewTarget) {
    const newTarget = f.createMetaProperty(ts.SyntaxKind.NewKeyword, f.createIdentifier("target"));
    statements.unshift(b.statement(b.call(w.ctx.runtime("giveNewTarget"), newTarget)));
  }
  return f.createBlock(statements, true);
}

/**
 * `$nested(entry, self, x, y)`. An entry that looks at `arguments` gets `...arguments`; others can't tell whether an argument
 * is missing or undefined (ECMAScript 10.2.11), and by their names V8 passes them on without making an object.
 */
function callEntry(
  w: Wiring,
  entry: Entry,
  self: ts.Expression,
  parameters: readonly ts.ParameterDeclaration[],
): ts.Expression {
  const { f, b } = w;
  const nested = w.ctx.runtime("nested");
  if (entry.usesArguments) {
    return b.call(nested, entry.name, self, f.createSpreadElement(f.createIdentifier("arguments")));
  }
  const values = parameters.map((p) => {
    const name = f.createIdentifier((p.name as ts.Identifier).text);
    return p.dotDotDotToken ? f.createSpreadElement(name) : name;
  });
  return b.call(nested, entry.name, self, ...values);
}

/**
 * The parameters of the public function: names, so that it has the `length` of the source's (ECMAScript 15.1.5: those
 * before the first with an initialiser, no rest). Patterns and initialisers are the entry's; decorators stay.
 */
export function publicParameters(w: Wiring, fn: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
  const { ts, f, b } = w;
  const list = fn.parameters.filter((p) => !(ts.isIdentifier(p.name) && p.name.text === "this"));
  const counted = list.findIndex((p) => p.initializer || p.dotDotDotToken);
  const length = counted < 0 ? list.length : counted;
  const own = list.map((p) => (ts.isIdentifier(p.name) ? p.name.text : null));
  return list.map((p, i) => {
    let name = own[i] ?? null;
    // A pattern has no name; outside of strict mode, several parameters may have one.
    if (name === null || own.includes(name, i + 1)) {
      name = `$${i}`;
      while (own.includes(name)) name = `$${name}`;
    }
    const initializer = i >= length && !p.dotDotDotToken ? b.undefined() : undefined;
    const made = f.createParameterDeclaration(
      ts.getDecorators(p),
      p.dotDotDotToken,
      name,
      undefined,
      p.type,
      initializer,
    );
    return ts.setOriginalNode(made, p);
  });
}

/**
 * Phase 5: wire. Walks a file, has its green functions normalised and emitted, and puts the parts where they belong:
 * the public function in the place of the source's, its resumable entry and machine into a list that sees the same names.
 * In: a file as parsed.   Out: the file compiled.   Read first: functions.ts
 */
import type ts from "typescript";
import type { Context, RuntimeName } from "../context.js";
import type { Analysis } from "../2-analyse/index.js";
import { owners, topLevel, isInsideGreen, type Environment } from "../3-normalise/environment.js";
import type { NormaliserHost, PrivateEntry, PrivateKind } from "../3-normalise/normaliser.js";
import { createRewriter, type Nesting, type Rewrite } from "../3-normalise/rewrite.js";
import type { NormalFunction } from "../3-normalise/normalForm.js";
import { contains, enclosingFunction, isErased, privateMembers } from "../ast/kinds.js";
import { builders, type Builders } from "../ast/build.js";
import { classWithGreenMembers, type GreenMember } from "./classes.js";
import { Containers } from "./containers.js";
import { freeNames } from "./freeNames.js";
import { functionDeclaration, functionExpression } from "./functions.js";
import { keepIteration, makerCall } from "./makers.js";
import { identifierFrom, displayName } from "./names.js";
import { objectWithGreenMembers } from "./objects.js";
import { RuntimeImport } from "./runtimeImport.js";
import { templateObject } from "./templates.js";

/** Called with every function that was compiled; for `greenc explain` and for checks. */
export type Observer = (normal: NormalFunction, ctx: Context) => void;

export class Wiring implements Nesting, NormaliserHost {
  readonly ctx: Context;
  readonly ts: typeof ts;
  readonly f: ts.NodeFactory;
  readonly b: Builders;
  readonly rewrite: Rewrite;
  readonly containers = new Containers();
  /** Names that the file uses for itself: not free for what the compiler adds. */
  readonly takenNames: ReadonlySet<string>;

  private readonly runtimeImport: RuntimeImport;
  private readonly ownNames = new Set<string>();
  /** How often a name was wanted. */
  private readonly wantedNames = new Map<string, number>();
  private readonly entryNames = new Map<ts.Node, ts.Identifier>();
  private readonly aroundGreen: ReadonlySet<ts.Node>;

  constructor(
    base: Omit<Context, "runtime">,
    readonly file: ts.SourceFile,
    readonly analysis: Analysis,
    readonly transformation: ts.TransformationContext,
    readonly observe: Observer = () => {},
  ) {
    this.takenNames = namesWithDollar(base.ts, file);
    this.aroundGreen = analysis.aroundGreen(file);
    this.runtimeImport = new RuntimeImport(file, this.takenNames);
    this.ctx = {
      ...base,
      factory: transformation.factory,
      runtime: (name: RuntimeName) => this.f.createIdentifier(this.runtimeImport.name(name)),
    };
    this.ts = base.ts;
    this.f = transformation.factory;
    this.b = builders(this.ctx);
    this.rewrite = createRewriter(this.ctx, transformation, this);
  }

  compileFile(): ts.SourceFile {
    const { ts, f, file } = this;
    const { result, statements } = this.containers.within(file, () =>
      ts.visitEachChild(file, (n) => this.rewrite(n, topLevel), this.transformation),
    );
    if (!this.runtimeImport.isUsed && statements.length === 0) return result;
    const directives = result.statements.findIndex(
      (s) => !ts.isExpressionStatement(s) || !ts.isStringLiteral(s.expression),
    );
    const at = directives < 0 ? result.statements.length : directives;
    const own = this.runtimeImport.comesFirst(this.ctx) ? statements.map((s) => asConstant(this, s)) : statements;
    const list = [
      ...result.statements.slice(0, at),
      ...this.runtimeImport.statements(this.ctx),
      ...own,
      ...result.statements.slice(at),
    ];
    return f.updateSourceFile(result, ts.setTextRange(f.createNodeArray(list), result.statements));
  }

  // -- Nesting ----------------------------------------------------------------------------------------------------------

  compile(node: ts.Node, env: Environment): ts.Node | readonly ts.Node[] | undefined {
    const { ts } = this;
    const green = this.hasGreen(node);
    if (!green && !this.keepsIteration(node, env) && !(ts.isClassExpression(node) && isInsideGreen(env)))
      return undefined;
    if (ts.isFunctionDeclaration(node))
      return this.analysis.compile(node) ? functionDeclaration(this, node, env) : undefined;
    if (ts.isClassDeclaration(node)) return green ? classWithGreenMembers(this, node, env) : undefined;
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
      return this.nested(node, env, () =>
        this.analysis.compile(node) ? functionExpression(this, node, env) : undefined,
      );
    }
    if (ts.isClassExpression(node)) {
      return this.nested(node, env, () => (green ? classWithGreenMembers(this, node, env) : undefined));
    }
    if (ts.isObjectLiteralExpression(node)) {
      const make = () => (green ? objectWithGreenMembers(this, node, env) : undefined);
      return this.keepsIteration(node, env)
        ? keepIteration(this, node, env, () => make() ?? this.children(node, env))
        : make();
    }
    return undefined;
  }

  list<T extends ts.Block | ts.ModuleBlock>(node: T, go: () => T): T {
    const { ts, f } = this;
    const { result, statements } = this.containers.within(node, go);
    if (statements.length === 0) return result;
    const list = prepended(this, statements, result.statements);
    return (ts.isBlock(result) ? f.updateBlock(result, list) : f.updateModuleBlock(result, list)) as T;
  }

  /** Control may enter at any clause. Functions exist from the start, wherever they stand; variables are declared outside. */
  switchStatement(node: ts.SwitchStatement, on: ts.Expression, go: () => ts.CaseBlock): ts.Statement {
    const { ts, f } = this;
    const { result, statements } = this.containers.within(node.caseBlock, go);
    const variables = statements.filter(isUninitialised(ts));
    const effects = statements.filter((s) => !ts.isFunctionDeclaration(s) && !variables.includes(s));
    const clauses = result.clauses.map((c, i) => {
      const added = i === 0 ? statements.filter((s) => !variables.includes(s)) : effects;
      if (added.length === 0) return c;
      const list = prepended(this, added, c.statements);
      return ts.isCaseClause(c) ? f.updateCaseClause(c, c.expression, list) : f.updateDefaultClause(c, list);
    });
    const made = f.updateSwitchStatement(node, on, f.updateCaseBlock(result, clauses));
    return variables.length > 0 ? f.createBlock([...variables, made], true) : made;
  }

  variable(): ts.Identifier {
    const name = this.unique("$key");
    this.containers.innermost.statements.push(this.b.let(name));
    return name;
  }

  isMarkDecorator(node: ts.Decorator): boolean {
    return this.analysis.isMarkDecorator(node);
  }

  /**
   * A function or class literal written in a green function, with green code in it: made by a function of its own
   * outside, so that it is in the output once, although the code around it is there twice. What captures variables of
   * a loop is made by a function, too: it must keep the scope object of its round.
   */
  private nested(
    node: ts.Expression,
    env: Environment,
    make: () => ts.Expression | undefined,
  ): ts.Expression | undefined {
    if (!isInsideGreen(env)) return make();
    const made = makerCall(this, node, env, () => make() ?? this.children(node, env));
    if (made) return made;
    return this.keepsIteration(node, env)
      ? keepIteration(this, node, env, () => make() ?? this.children(node, env))
      : make();
  }

  /** Whether closures in the node capture variables that a loop around it has anew in each round. */
  private keepsIteration(node: ts.Node, env: Environment): boolean {
    if (!isInsideGreen(env)) return false;
    const { ts } = this;
    const captures = (n: ts.Node, inClosure: boolean): boolean => {
      if (isErased(ts, n)) return false;
      if (ts.isIdentifier(n)) return inClosure && [...owners(env)].some((owner) => owner.isPerIteration(n));
      const closure =
        inClosure || ts.isFunctionLike(n) || ts.isPropertyDeclaration(n) || ts.isClassStaticBlockDeclaration(n);
      // Literals inside a literal that is no closure itself keep theirs on their own.
      if (!closure && n !== node && (ts.isClassLike(n) || ts.isObjectLiteralExpression(n))) return false;
      return !!ts.forEachChild(n, (c) => captures(c, closure) || undefined);
    };
    return captures(node, false);
  }

  /** The node with its parts rewritten, itself not special. */
  children<T extends ts.Node>(node: T, env: Environment): T {
    const { ts } = this;
    const inner = ts.isFunctionLike(node) && !ts.isArrowFunction(node) && env.self ? { ...env, self: null } : env;
    return ts.visitEachChild(node, (c) => this.rewrite(c, inner), this.transformation);
  }

  /** Whether a function that is compiled, or a mark that has to be removed, stands in the node, or is it. */
  hasGreen(node: ts.Node): boolean {
    const original = this.ts.getOriginalNode(node);
    if (this.aroundGreen.has(original)) return true;
    const isMade = original.pos < 0; // by this compiler, or a transformer before it
    return isMade && !!this.ts.forEachChild(node, (c) => this.hasGreen(c) || undefined);
  }

  // -- NormaliserHost ---------------------------------------------------------------------------------------------------

  /** The entry stands in the list of its function: visible where the function is by its own name. */
  entryOf(target: ts.FunctionDeclaration, at: ts.Node): ts.Expression | null {
    if (!contains(target.parent, at)) return null;
    for (let n = enclosingFunction(this.ts, target); n && !this.ts.isSourceFile(n); n = enclosingFunction(this.ts, n)) {
      if (this.analysis.compile(n)) return null;
    }
    return this.entryName(target);
  }

  privateEntry(name: ts.PrivateIdentifier, kind: PrivateKind): PrivateEntry | null {
    const { ts } = this;
    const isWanted = kind === "method" ? ts.isMethodDeclaration : kind === "get" ? ts.isGetAccessor : ts.isSetAccessor;
    const target = privateMembers(ts, name).find((m): m is GreenMember => isWanted(m) && m.body !== undefined);
    if (!target || !this.analysis.compile(target)) return null;
    // What a decorator makes of it has an entry of its own.
    const isReplaced = ts.getDecorators(target)?.some((d) => !this.isMarkDecorator(d));
    return isReplaced ? null : { target, entry: this.entryName(target) };
  }

  templateObject(node: ts.TaggedTemplateExpression): ts.Expression {
    return templateObject(this, node);
  }

  expressionOf(
    declaration: ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration,
    env: Environment,
  ): ts.Expression {
    const { ts } = this;
    if (ts.isEnumDeclaration(declaration))
      return this.immediately([this.children(declaration, env)], declaration.name.text);
    const made =
      ts.isClassDeclaration(declaration) || this.hasGreen(declaration) || this.keepsIteration(declaration, env)
        ? makerCall(this, declaration, env, () => {
            if (ts.isFunctionDeclaration(declaration) && this.analysis.compile(declaration))
              return functionExpression(this, declaration, env);
            if (ts.isClassDeclaration(declaration) && this.hasGreen(declaration))
              return classWithGreenMembers(this, declaration, env);
            return this.children(declaration, env);
          })
        : null;
    if (made) return made;
    const value = () => this.declarationValue(declaration, env);
    return this.keepsIteration(declaration, env) ? keepIteration(this, declaration, env, value) : value();
  }

  private declarationValue(declaration: ts.FunctionDeclaration | ts.ClassDeclaration, env: Environment): ts.Expression {
    const { ts, f } = this;
    if (ts.isClassDeclaration(declaration)) {
      const made = this.hasGreen(declaration)
        ? classWithGreenMembers(this, declaration, env)
        : [this.rewrite(declaration, env)];
      return this.immediately(made, declaration.name!.text);
    }
    if (this.analysis.compile(declaration)) return functionExpression(this, declaration as ts.FunctionDeclaration, env);
    const d: ts.FunctionDeclaration = this.children(declaration as ts.FunctionDeclaration, env);
    const modifiers = d.modifiers?.filter((m): m is ts.AsyncKeyword => m.kind === ts.SyntaxKind.AsyncKeyword);
    return ts.setTextRange(
      f.createFunctionExpression(modifiers, d.asteriskToken, d.name, undefined, d.parameters, undefined, d.body!),
      declaration,
    );
  }

  /**
   * `(() => { statements; return name; })()`. Where something in it waits for the function around it, that is a function
   * of the same kind: `await (async () => …)()`, `yield* (function* () { … }).apply(this, arguments)`.
   */
  immediately(statements: readonly ts.Statement[], name: string | ts.Expression): ts.Expression {
    const { ts, f, b } = this;
    const value = typeof name === "string" ? f.createIdentifier(name) : name;
    const body = f.createBlock([...statements, f.createReturnStatement(value)], true);
    const { awaits, yields } = waitsIn(ts, body);
    const modifiers = awaits ? [f.createToken(ts.SyntaxKind.AsyncKeyword)] : undefined;
    if (yields) {
      const star = f.createToken(ts.SyntaxKind.AsteriskToken);
      const made = f.createFunctionExpression(modifiers, star, undefined, undefined, [], undefined, body);
      const call = b.call(b.member(made, "apply"), f.createThis(), f.createIdentifier("arguments"));
      return f.createParenthesizedExpression(f.createYieldExpression(star, call));
    }
    const arrow = f.createArrowFunction(modifiers, undefined, [], undefined, undefined, body);
    const call = f.createCallExpression(f.createParenthesizedExpression(arrow), undefined, []);
    return awaits ? f.createAwaitExpression(call) : call;
  }

  // -- names ------------------------------------------------------------------------------------------------------------

  /** The name of a function's resumable entry; the same each time. */
  entryName(fn: ts.Node): ts.Identifier {
    let name = this.entryNames.get(fn);
    if (!name) this.entryNames.set(fn, (name = this.uniqueName(fn, "entry")));
    return name;
  }

  uniqueName(fn: ts.Node, suffix: string): ts.Identifier {
    const base = identifierFrom(displayName(this.ts, fn).replace(/^.*\./, "").replace(/[<>]/g, ""));
    return this.unique(`${base}$${suffix}`);
  }

  /** An identifier that nothing else in the file is called. */
  unique(wanted: string): ts.Identifier {
    const nameOf = (i: number) => (i === 0 ? wanted : `${wanted}_${i}`);
    let i = this.wantedNames.get(wanted) ?? 0;
    while (this.ownNames.has(nameOf(i)) || this.takenNames.has(nameOf(i))) i++;
    this.wantedNames.set(wanted, i + 1);
    const name = nameOf(i);
    this.ownNames.add(name);
    return this.f.createIdentifier(name);
  }

  /** Names of the locals of all green functions around. */
  namesAround(env: Environment): Iterable<string> {
    const names = new Set(this.takenNames);
    for (const owner of owners(env)) for (const name of owner.names) names.add(name);
    return names;
  }

  free(node: ts.Node, env: Environment) {
    return freeNames(this.ctx, node, env);
  }

  isWithin(outer: ts.Node, inner: ts.Node): boolean {
    return contains(outer, inner);
  }
}

/**
 * `const f$entry = function (x) { … };` for a declaration, which anybody could replace: V8 loads and compares it at each use.
 * With constants fib takes 1.13 of plain calls, without 1.20 (Node 20).
 */
function asConstant({ ts, f, b }: Wiring, statement: ts.Statement): ts.Statement {
  if (!ts.isFunctionDeclaration(statement)) return statement;
  const { parameters, body } = statement;
  const value = f.createFunctionExpression(undefined, undefined, undefined, undefined, parameters, undefined, body!);
  return ts.setTextRange(b.const(statement.name!, value), statement);
}

/** Identifiers of the file with a `$` in them, as those that the compiler makes have. */
function namesWithDollar(t: typeof ts, file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  if (!file.text.includes("$")) return names;
  (function walk(n: ts.Node): void {
    if (isErased(t, n)) return;
    if (t.isIdentifier(n) && n.text.includes("$")) names.add(n.text);
    t.forEachChild(n, walk);
  })(file);
  return names;
}

function prepended(w: Wiring, added: readonly ts.Statement[], list: ts.NodeArray<ts.Statement>) {
  return w.ts.setTextRange(w.f.createNodeArray([...added, ...list]), list);
}

/** `let x;` */
const isUninitialised = (t: typeof ts) => (s: ts.Statement) =>
  t.isVariableStatement(s) && s.declarationList.declarations.every((d) => !d.initializer);

/** Whether `await` or `yield` of the function around stand in the node. */
function waitsIn(t: typeof ts, node: ts.Node): { awaits: boolean; yields: boolean } {
  let awaits = false;
  let yields = false;
  (function walk(n: ts.Node): void {
    if (t.isAwaitExpression(n)) awaits = true;
    if (t.isYieldExpression(n)) yields = true;
    // Of what is a function, only a computed name belongs to the one around.
    if (t.isFunctionLike(n)) return n.name && walk(n.name);
    if (t.isPropertyDeclaration(n)) return walk(n.name);
    if (t.isClassStaticBlockDeclaration(n)) return;
    t.forEachChild(n, walk);
  })(node);
  return { awaits, yields };
}

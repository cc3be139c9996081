/**
 * Which variables a green function declares, and where each of them lives in the output.
 *
 * A variable declared where control flow is lowered becomes a local of both versions of the function. If closures share
 * it and could notice that the two versions have different locals, it becomes a field of a scope object instead, one
 * object per block (per iteration where JavaScript says so). Variables of statements that stay as they are stay, too.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import {
  contains,
  enclosingFunction,
  isDeclarationName,
  isErased,
  isVariableReference,
  isWritten,
  skipOuter,
} from "../ast/kinds.js";

export interface Binding {
  readonly symbol: ts.Symbol;
  readonly name: string;
  /** The statement list, loop head, catch clause or function whose scope holds it. */
  readonly scope: ts.Node;
  readonly declaration: ts.Declaration;
  /** Declared in a loop: each round has its own. */
  readonly inLoop: boolean;
  readonly kind: "parameter" | "var" | "let" | "const" | "function" | "class" | "catch" | "enum";
  /** Every place that names it, declarations included. */
  readonly references: ts.Identifier[];
  /** Written again after its initialisation. */
  assigned: boolean;
  /** A closure written in the function refers to it. */
  captured: boolean;
  /** Lives in a scope object. */
  scoped: boolean;
  /** Some reference may run before the declaration does (ECMAScript 9.1.1.1.6: a ReferenceError). */
  early: Set<ts.Identifier>;
}

export interface FunctionBindings {
  /** The binding of this function that an identifier refers to; undefined for others and for those that stay native. */
  of(id: ts.Identifier): Binding | undefined;
  /** Bindings that the given scope declares. */
  declaredIn(scope: ts.Node): readonly Binding[];
  /** Names that the function mentions for anything that is not a local of it: not free for locals. */
  readonly foreignNames: ReadonlySet<string>;
  /** Parameters and the variables of the body that start with their values. */
  readonly bodyVariables: readonly (readonly [parameter: Binding, variable: Binding])[];
}

const resolved = new WeakMap<ts.TypeChecker, Map<ts.Identifier, ts.Symbol | null>>();

/** The variable an identifier stands for, aliases not followed. Remembered: the checker looks through all scopes each time. */
export function symbolOf({ ts, checker }: Context, id: ts.Identifier): ts.Symbol | undefined {
  let known = resolved.get(checker);
  if (known === undefined) resolved.set(checker, (known = new Map()));
  let symbol = known.get(id);
  if (symbol === undefined) {
    const p = id.parent;
    if (p !== undefined && ts.isShorthandPropertyAssignment(p) && p.name === id)
      symbol = checker.getShorthandAssignmentValueSymbol(p) ?? null;
    else if (isTakenForModule(ts, id))
      symbol = checker.getSymbolsInScope(id, ts.SymbolFlags.Value).find(({ name }) => name === id.text) ?? null;
    else symbol = checker.getSymbolAtLocation(id) ?? null;
    known.set(id, symbol);
  }
  return symbol ?? undefined;
}

/**
 * In JavaScript, the checker takes `exports.x = …` and `module.exports = …` for declarations of the file, and does not say
 * what `exports` and `module` are: in a bundle, parameters.
 */
function isTakenForModule(ts: Context["ts"], id: ts.Identifier): boolean {
  if (!(id.flags & ts.NodeFlags.JavaScriptFile) || (id.text !== "exports" && id.text !== "module")) return false;
  const { parent: access } = id;
  return ts.isPropertyAccessExpression(access) && access.expression === id && ts.isBinaryExpression(access.parent);
}

/** The scope a declaration belongs to (ECMAScript 14: blocks, heads of loops, case blocks, catch clauses, functions). */
export function scopeOf(ctx: Context, declaration: ts.Node): ts.Node {
  const { ts } = ctx;
  let node = declaration;
  while (ts.isBindingElement(node)) node = node.parent.parent;
  if (ts.isParameter(node)) return node.parent;
  if (ts.isVariableDeclaration(node)) {
    if (ts.isCatchClause(node.parent)) return node.parent;
    const list = node.parent;
    if (!(list.flags & ts.NodeFlags.BlockScoped)) {
      let f: ts.Node | undefined = enclosingFunction(ts, node);
      while (f && ts.isPropertyDeclaration(f)) f = enclosingFunction(ts, f);
      return f ?? declaration.getSourceFile();
    }
    return ts.isVariableStatement(list.parent) ? statementScope(ctx, list.parent) : list.parent;
  }
  if (ts.isFunctionExpression(node) || ts.isClassExpression(node)) return node;
  return statementScope(ctx, node);
}

function statementScope(ctx: Context, statement: ts.Node): ts.Node {
  const { ts } = ctx;
  const p = statement.parent;
  if (ts.isCaseOrDefaultClause(p)) return p.parent;
  if (ts.isBlock(p) && ts.isFunctionLike(p.parent)) return p.parent;
  if (ts.isModuleBlock(p)) return p.parent;
  return p;
}

export function analyseBindings(
  ctx: Context,
  fn: ts.FunctionLikeDeclaration,
  isLowered: (scope: ts.Node) => boolean,
  /** The parameter list is worked through in the body, so that its variables get their values one after the other. */
  parametersInBody: boolean,
): FunctionBindings {
  const { ts } = ctx;
  const bySymbol = new Map<ts.Symbol, Binding>();
  const byScope = new Map<ts.Node, Binding[]>();
  const foreign = new Set<string>();

  /**
   * With a parameter list that has expressions, a `var` of the body that is called like a parameter is a variable of
   * its own, which starts with the parameter's value (ECMAScript 10.2.11, step 28).
   */
  const bodyVariables = new Map<ts.Symbol, ts.Symbol>();
  function inBody(id: ts.Identifier, symbol: ts.Symbol): ts.Symbol {
    if (!parametersInBody || !fn.body || !contains(fn.body, id)) return symbol;
    const own = symbol.declarations ?? [];
    const again = own.filter((d) => ts.isVariableDeclaration(d) && contains(fn.body!, d));
    if (again.length === 0 || !own.some((d) => fn.parameters.some((p) => contains(p, d)))) return symbol;
    let copy = bodyVariables.get(symbol);
    if (!copy) {
      copy = Object.create(symbol, { declarations: { value: again } }) as ts.Symbol;
      bodyVariables.set(symbol, copy);
    }
    return copy;
  }

  function declare(id: ts.Identifier, symbol: ts.Symbol): void {
    const declaration = (symbol.declarations ?? []).find((d) => contains(fn, d) && d !== fn);
    if (!declaration) return;
    const scope = scopeOf(ctx, declaration);
    if (scope !== fn && (!contains(fn, scope) || ownerOf(scope) !== fn)) return;
    if (scope !== fn && !isLowered(scope)) return;
    const binding: Binding = {
      symbol,
      name: id.text,
      scope,
      declaration,
      kind: kindOf(declaration),
      inLoop: isInLoop(declaration),
      references: [],
      assigned: false,
      captured: false,
      scoped: false,
      early: new Set(),
    };
    bySymbol.set(symbol, binding);
    byScope.set(scope, [...(byScope.get(scope) ?? []), binding]);
  }

  /** The function whose activation a scope belongs to. */
  function ownerOf(scope: ts.Node): ts.Node | undefined {
    return scope === fn ? fn : ts.isFunctionLike(scope) ? scope : enclosingFunction(ts, scope);
  }

  function kindOf(d: ts.Node): Binding["kind"] {
    while (ts.isBindingElement(d)) d = d.parent.parent;
    if (ts.isParameter(d)) return "parameter";
    if (ts.isFunctionDeclaration(d)) return "function";
    if (ts.isClassDeclaration(d)) return "class";
    if (ts.isClassExpression(d)) return "const";
    if (ts.isEnumDeclaration(d)) return "enum";
    if (ts.isVariableDeclaration(d) && ts.isCatchClause(d.parent)) return "catch";
    const flags = (d.parent as ts.VariableDeclarationList).flags;
    return !(flags & ts.NodeFlags.BlockScoped)
      ? "var"
      : flags & ts.NodeFlags.Let && !(flags & ts.NodeFlags.Const)
        ? "let"
        : "const";
  }

  const identifiers: ts.Identifier[] = [];
  (function walk(node: ts.Node): void {
    if (isErased(ts, node)) return;
    if (ts.isIdentifier(node)) {
      if (isVariableReference(ts, node)) identifiers.push(node);
      return;
    }
    ts.forEachChild(node, walk);
  })(fn);

  const names = new Map<ts.Identifier, ts.Symbol | undefined>();
  for (const id of identifiers) {
    const resolved = (isDeclarationName(ts, id) ? catchVariable(id) : undefined) ?? symbolOf(ctx, id);
    const symbol = resolved && inBody(id, resolved);
    names.set(id, symbol);
    if (symbol && !bySymbol.has(symbol)) declare(id, symbol);
  }
  for (const [id, symbol] of names) {
    const binding = symbol && bySymbol.get(symbol);
    if (!binding) {
      if (!symbol?.declarations?.some((d) => contains(fn, d))) foreign.add(id.text);
      continue;
    }
    if (isSelfName(binding, id)) continue;
    binding.references.push(id);
    if (!isDeclarationName(ts, id) && isWritten(ts, id)) binding.assigned = true;
    if (isDeclarationName(ts, id) && id.parent !== binding.declaration && binding.kind === "var")
      binding.assigned = true;
  }

  /**
   * Inside a class, its name is the class's own binding, which needs no help (ECMAScript 15.7.14); likewise an enum. But
   * what the definition of the class evaluates may be taken out of it, and is in the dead zone of the name.
   */
  function isSelfName(binding: Binding, id: ts.Identifier): boolean {
    const d = binding.declaration;
    if (ts.isEnumDeclaration(d)) return contains(d, id) && d.name !== id;
    return ts.isClassLike(d) && contains(d, id) && d.name !== id && !isPartOfDefinition(d, id);
  }

  /** In the heritage, a computed key or a decorator of the class. */
  function isPartOfDefinition(d: ts.ClassLikeDeclaration, id: ts.Node): boolean {
    let n = id;
    while (n.parent !== d && !(ts.isClassElement(n.parent) && n.parent.parent === d)) n = n.parent;
    return ts.isHeritageClause(n) || ts.isComputedPropertyName(n) || ts.isDecorator(n);
  }

  /** `catch (e) { var e = 1; }` assigns the variable of the catch clause (ECMAScript B.3.4). */
  function catchVariable(id: ts.Identifier): ts.Symbol | undefined {
    const d = id.parent;
    if (!ts.isVariableDeclaration(d) || !d.initializer || ts.isCatchClause(d.parent)) return undefined;
    if (d.parent.flags & ts.NodeFlags.BlockScoped) return undefined;
    for (let n: ts.Node = d; n !== fn; n = n.parent) {
      if (ts.isFunctionLike(n) || ts.isClassStaticBlockDeclaration(n)) return undefined;
      if (!ts.isCatchClause(n) || !n.variableDeclaration) continue;
      const { name } = n.variableDeclaration;
      if (ts.isIdentifier(name) && name.text === id.text) return ctx.checker.getSymbolAtLocation(name);
    }
    return undefined;
  }

  /** The outermost closure of the function around a reference, or null for a reference of its own. */
  function closureAround(id: ts.Node): ts.Node | null {
    let result: ts.Node | null = null;
    for (let n = id.parent; n && n !== fn; n = n.parent) {
      if ((ts.isFunctionDeclaration(n) || ts.isClassLike(n)) && n.name === id) continue;
      if (isClosure(n)) result = n;
    }
    return result;
  }
  function isClosure(n: ts.Node): boolean {
    if (ts.isFunctionLike(n) || ts.isClassStaticBlockDeclaration(n)) return true;
    return ts.isPropertyDeclaration(n);
  }

  /** First position from which a hoisted function can be called by code that runs in order. */
  const firstUse = new Map<ts.Node, number>();
  function earliestCall(hoisted: ts.FunctionDeclaration, seen: Set<ts.Node>): number {
    const known = firstUse.get(hoisted);
    if (known !== undefined) return known;
    if (seen.has(hoisted)) return Infinity;
    seen.add(hoisted);
    let first = Infinity;
    const symbol = hoisted.name && ctx.checker.getSymbolAtLocation(hoisted.name);
    for (const id of (symbol && bySymbol.get(symbol)?.references) ?? []) {
      if (id === hoisted.name) continue;
      const around = closureAround(id);
      first = Math.min(first, around && ts.isFunctionDeclaration(around) ? earliestCall(around, seen) : id.pos);
    }
    firstUse.set(hoisted, first);
    return first;
  }

  /** The variable's initialiser is a function literal: it can't run before the variable has its value. */
  function isFunctionLiteral(d: ts.Node): boolean {
    if (!ts.isVariableDeclaration(d) || !d.initializer) return false;
    const init = skipOuter(ts, d.initializer);
    return ts.isArrowFunction(init) || ts.isFunctionExpression(init);
  }

  /** `let [a] = …`: what a pattern takes apart is evaluated before any of its variables has a value. */
  function isInPatternsValue(d: ts.Node, id: ts.Node): boolean {
    if (!ts.isBindingElement(d)) return false;
    while (ts.isBindingElement(d)) d = d.parent.parent;
    const { initializer } = d as ts.VariableDeclaration | ts.ParameterDeclaration;
    return !!initializer && contains(initializer, id);
  }

  /** What a `for…of` goes through is evaluated while its variables are not initialised (ECMAScript 14.7.5.6). */
  function inHead({ scope }: Binding, id: ts.Node): boolean {
    return (ts.isForOfStatement(scope) || ts.isForInStatement(scope)) && contains(scope.expression, id);
  }

  function clauseOf(node: ts.Node, block: ts.Node): ts.Node | undefined {
    for (let n = node; n && n !== block; n = n.parent) if (n.parent === block) return n;
    return undefined;
  }

  function isInLoop(declaration: ts.Node): boolean {
    for (let n = declaration; n !== fn; n = n.parent) if (ts.isIterationStatement(n, false)) return true;
    return false;
  }

  for (const binding of bySymbol.values()) {
    const { declaration, kind } = binding;
    const ordered = parametersInBody && kind === "parameter";
    const lexical = ordered || kind === "let" || kind === "const" || kind === "class" || kind === "enum";
    let madeBefore = false;
    for (const id of binding.references) {
      const closure = closureAround(id);
      if (closure) binding.captured = true;
      const hoisted = closure && ts.isFunctionDeclaration(closure);
      const inOwnLiteral = contains(declaration, id) && isFunctionLiteral(declaration);
      if (hoisted || (closure && closure.pos < declaration.end)) madeBefore = true;
      if (!lexical || id === (declaration as ts.NamedDeclaration).name) continue;
      const runsAt = hoisted ? earliestCall(closure as ts.FunctionDeclaration, new Set()) : id.pos;
      // A closure in the variable's own initialiser usually runs later, but nothing proves it.
      const ownInitialiser = (contains(declaration, id) || isInPatternsValue(declaration, id)) && !inOwnLiteral;
      const otherClause =
        ts.isCaseBlock(binding.scope) && clauseOf(id, binding.scope) !== clauseOf(declaration, binding.scope);
      if (runsAt < declaration.pos || ownInitialiser || otherClause || inHead(binding, id)) binding.early.add(id);
    }
    // Both versions may have a copy of their own of what never changes, if it had its value before any closure was made.
    const initialised =
      kind === "let" ? ts.isVariableDeclaration(declaration) && !!declaration.initializer : kind !== "var";
    const copyable = initialised && !binding.assigned && !binding.inLoop && binding.early.size === 0;
    const initialisedAtEntry = (kind === "parameter" && !ordered) || kind === "catch";
    binding.scoped = binding.captured && !(copyable && (initialisedAtEntry || !madeBefore));
  }

  return {
    of: (id) => {
      const symbol = names.has(id) ? names.get(id) : undefined;
      const binding = symbol && bySymbol.get(symbol);
      return binding && !isSelfName(binding, id) ? binding : undefined;
    },
    declaredIn: (scope) => byScope.get(scope) ?? [],
    foreignNames: foreign,
    bodyVariables: [...bodyVariables].flatMap(([parameter, variable]) => {
      const pair = [bySymbol.get(parameter), bySymbol.get(variable)];
      return pair[0] && pair[1] ? [pair as [Binding, Binding]] : [];
    }),
  };
}

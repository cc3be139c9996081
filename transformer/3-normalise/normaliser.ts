/**
 * The state of normalising one green function: the list of statements being written, its locals, scope objects and open
 * constructs. Visitors (visitors/*.ts) hold what is special per kind of syntax; this file holds what they share.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import type { Analysis } from "../2-analyse/index.js";
import { analyseBindings, symbolOf, type Binding, type FunctionBindings } from "../2-analyse/bindings.js";
import { loweredStatements } from "../2-analyse/lowering.js";
import { worksInBody } from "../2-analyse/parameterList.js";
import { builders, type Builders } from "../ast/build.js";
import { nameFromPlace } from "../ast/names.js";
import { owners, type Environment, type Owner } from "./environment.js";
import { Leaps } from "./leaps.js";
import type { Call, Label, Local, NStatement } from "./normalForm.js";
import { isAnonymousFunction, type Rewrite } from "./rewrite.js";
import { isSwitch, returnedValue } from "./shared/callTypes.js";

export interface NormaliserHost {
  readonly ctx: Context;
  readonly analysis: Analysis;
  readonly rewrite: Rewrite;
  /** The resumable entry of a function declaration, where its name is visible; null where only its value is at hand. */
  entryOf(target: ts.FunctionDeclaration, at: ts.Node): ts.Expression | null;
  /** The green method or accessor that a private name means, and its resumable entry; null if there is none that is known. */
  privateEntry(name: ts.PrivateIdentifier, kind: PrivateKind): PrivateEntry | null;
  /** The object a tagged template passes first: the same each time the place is evaluated. */
  templateObject(node: ts.TaggedTemplateExpression): ts.Expression;
  /** A function, class or enum declaration of the function as an expression that makes the same value. */
  expressionOf(
    declaration: ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration,
    env: Environment,
  ): ts.Expression;
}

/** What a private name can mean to those who call it. */
export type PrivateKind = "method" | "get" | "set";

export interface PrivateEntry {
  readonly target: ts.FunctionLikeDeclaration;
  readonly entry: ts.Expression;
}

export class Normaliser implements Owner {
  readonly ctx: Context;
  readonly ts: typeof ts;
  readonly f: ts.NodeFactory;
  readonly b: Builders;
  readonly analysis: Analysis;
  readonly env: Environment;
  readonly leaps: Leaps;
  /** The disposables of the scopes that declare `using` variables. */
  readonly disposables = new Map<ts.Node, Local>();

  /** Where statements go. Visitors that open a nested list use `collect`. */
  out: NStatement[] = [];
  readonly locals: Local[] = [];
  readonly paramLocals: Local[] = [];

  readonly parametersInBody: boolean;
  private readonly bindings: FunctionBindings;
  private readonly lowered: ReadonlySet<ts.Node>;
  private readonly localOfBinding = new Map<Binding, Local>();
  private readonly scopeObjects = new Map<ts.Node, Local>();
  private readonly localOfIdentifier = new Map<ts.Identifier, Local>();
  private readonly specials = new Map<Local["kind"], Local>();
  private readonly taken: Set<string>;
  private readonly prologue: NStatement[] = [];
  private readonly replacements = new Map<ts.Node, ts.Node>();
  private temps = 0;
  private readonly labels = new Map<string, number>();

  constructor(
    readonly host: NormaliserHost,
    readonly fn: ts.FunctionLikeDeclaration,
    readonly outer: Environment,
    readonly home: ts.Identifier | null,
    takenNames: Iterable<string>,
  ) {
    this.ctx = host.ctx;
    this.ts = host.ctx.ts;
    this.f = host.ctx.factory;
    this.b = builders(host.ctx);
    this.analysis = host.analysis;
    const arrow = this.ts.isArrowFunction(fn);
    this.env = { outer, owner: this, self: arrow ? (outer.self ?? this) : this };
    this.lowered = loweredStatements(this.ctx, fn, (n) => this.analysis.containsSuspension(n));
    this.parametersInBody = worksInBody(this.ctx, fn, (n) => this.analysis.containsSuspension(n));
    // A class literal that suspends is taken apart, so its name has to be known outside.
    const isLowered = (scope: ts.Node) =>
      this.lowered.has(scope) || (this.ts.isClassExpression(scope) && this.suspends(scope));
    this.bindings = analyseBindings(this.ctx, fn, isLowered, this.parametersInBody);
    this.taken = new Set([...takenNames, ...this.bindings.foreignNames]);
    this.leaps = new Leaps(this);
  }

  // -- locals ---------------------------------------------------------------------------------------------------------

  /** Names of locals, for functions written inside. */
  get names(): Iterable<string> {
    return this.taken;
  }

  private makeLocal(name: string, kind: Local["kind"], list = this.locals): Local {
    const local: Local = { name, kind };
    this.taken.add(name);
    list.push(local);
    return local;
  }

  private freeName(wanted: string): string {
    let name = wanted;
    for (let i = 1; this.taken.has(name); i++) name = `${wanted}$${i}`;
    return name;
  }

  /** A local for an intermediate value. */
  temp(): Local {
    do this.temps++;
    while (this.taken.has(`$${this.temps}`));
    return this.makeLocal(`$${this.temps}`, "temp");
  }

  ref(local: Local): ts.Identifier {
    const id = this.f.createIdentifier(local.name);
    this.localOfIdentifier.set(id, local);
    return id;
  }

  localOf = (id: ts.Identifier): Local | undefined => this.localOfIdentifier.get(id);

  /** The local of a binding that lives in one; made on first use. */
  local(binding: Binding): Local {
    let local = this.localOfBinding.get(binding);
    if (!local) {
      local = this.makeLocal(this.freeName(binding.name), "user");
      this.localOfBinding.set(binding, local);
    }
    return local;
  }

  /** The local that receives a parameter of the list. */
  parameter(binding: Binding): Local {
    const local = this.makeLocal(this.freeName(binding.name), "user", this.paramLocals);
    if (!binding.scoped) this.localOfBinding.set(binding, local);
    return local;
  }
  parameterTemp(): Local {
    const local = this.temp();
    this.locals.pop();
    this.paramLocals.push(local);
    return local;
  }

  private scopeObject(scope: ts.Node): Local {
    let local = this.scopeObjects.get(scope);
    if (!local) {
      local = this.makeLocal(this.freeName("$scope"), "scope");
      this.scopeObjects.set(scope, local);
    }
    return local;
  }

  bindingOf(id: ts.Identifier): Binding | undefined {
    return this.bindings.of(id);
  }

  /** The place where a variable of this function lives, as an assignment target. */
  place(binding: Binding): ts.Identifier | ts.PropertyAccessExpression {
    return binding.scoped
      ? this.f.createPropertyAccessExpression(this.ref(this.scopeObject(binding.scope)), this.field(binding))
      : this.ref(this.local(binding));
  }

  /** Field names of a scope object: two variables of one name can't be in one scope, but for a parameter's twin. */
  private field(binding: Binding): string {
    const twin = this.bindings.bodyVariables.some(([, variable]) => variable === binding);
    return twin ? `${binding.name}$` : binding.name;
  }

  variable(id: ts.Identifier): ts.Expression | undefined {
    const binding = this.bindings.of(id);
    if (!binding) return undefined;
    const place = this.place(binding);
    return binding.early.has(id) ? this.b.call(this.ctx.runtime("tdz"), place, this.b.string(binding.name)) : place;
  }

  target(id: ts.Identifier): ReturnType<Owner["target"]> {
    const binding = this.bindings.of(id);
    if (!binding) return undefined;
    const name = this.b.string(binding.name);
    const initialised = (v: ts.Expression) =>
      binding.early.has(id) ? this.b.call(this.ctx.runtime("tdzAssign"), v, this.place(binding), name) : v;
    const refuse = (v: ts.Expression) => this.b.call(this.ctx.runtime("constAssign"), initialised(v), name);
    const isConstant = binding.kind === "const";
    const checked = isConstant ? refuse : binding.early.has(id) ? initialised : undefined;
    return { target: this.place(binding), checked, isConstant };
  }

  /** A variable of a scope object that is made anew in each round of a loop. */
  isPerIteration(id: ts.Identifier): boolean {
    const binding = this.bindings.of(id);
    return !!binding && binding.scoped && binding.inLoop;
  }

  /** How to write a variable of this function or one around it; undefined if it is none of theirs. */
  targetOf(id: ts.Identifier): ReturnType<Owner["target"]> {
    for (const owner of owners(this.env)) {
      const found = owner.target(id);
      if (found) return found;
    }
    return undefined;
  }

  /** The value of a variable, also where the source writes it. */
  readOf(id: ts.Identifier): ts.Expression {
    for (const owner of owners(this.env)) {
      const value = owner.variable(id);
      if (value) return value;
    }
    return id;
  }

  /** What an assignment to the variable names, for the rule of names of anonymous functions. */
  placeFor(id: ts.Identifier): ts.Expression {
    return this.targetOf(id)?.target ?? id;
  }

  /** A variable of this function that a plain local holds, readable without a check. */
  isLocalName(id: ts.Identifier): boolean {
    const binding = this.bindings.of(id);
    return !!binding && !binding.scoped && !binding.early.has(id);
  }

  /** What a member of `super` is called on. */
  superThis(): ts.Expression {
    return this.env.self!.thisValue();
  }

  private special(kind: "this" | "arguments" | "newTarget", make: () => ts.Expression): ts.Expression {
    let local = this.specials.get(kind);
    if (!local) {
      local = this.makeLocal(this.freeName(`$${kind}`), kind);
      this.specials.set(kind, local);
      this.prologue.push({ kind: "plain", node: this.b.statement(this.b.assign(this.ref(local), make())) });
    }
    return this.ref(local);
  }
  private get usesLexicalThis(): boolean {
    return this.ts.isArrowFunction(this.fn);
  }
  /** An arrow function that uses `this`, `arguments` or `new.target` of the ordinary code around it. */
  get usesLexical(): boolean {
    return this.usesLexicalThis && this.specials.size > 0;
  }
  /** The public function has to hand over its `new.target`. */
  get usesNewTarget(): boolean {
    return !this.usesLexicalThis && this.specials.has("newTarget");
  }
  /** The entry has to get the very arguments that the public function got. */
  get usesArguments(): boolean {
    return !this.usesLexicalThis && this.specials.has("arguments");
  }
  thisValue(): ts.Expression {
    return this.special("this", () => this.f.createThis());
  }
  argumentsValue(): ts.Expression {
    return this.special("arguments", () => this.f.createIdentifier("arguments"));
  }
  /** The public function leaves it in the state, since its entry is called and not constructed. */
  newTargetValue(): ts.Expression {
    return this.special("newTarget", () =>
      this.usesLexicalThis
        ? this.f.createMetaProperty(this.ts.SyntaxKind.NewKeyword, this.f.createIdentifier("target"))
        : this.b.call(this.ctx.runtime("takeNewTarget")),
    );
  }

  // -- writing statements ---------------------------------------------------------------------------------------------

  /** Runs `write` with a fresh list and returns what it wrote. */
  collect(write: () => void): NStatement[] {
    const saved = this.out;
    const list: NStatement[] = [];
    this.out = list;
    try {
      write();
    } finally {
      this.out = saved;
    }
    return list;
  }

  emit(statement: NStatement): void {
    this.out.push(statement);
  }

  /** An expression evaluated for its effects. */
  effect(expression: ts.Expression, source?: ts.Node): void {
    if (this.ts.isVoidExpression(expression) && this.ts.isNumericLiteral(expression.expression)) return;
    const node = this.b.statement(expression);
    this.emit({ kind: "plain", node: source ? this.ts.setTextRange(node, source) : node });
  }

  assign(local: Local, value: ts.Expression, source?: ts.Node): void {
    this.effect(this.b.assign(this.ref(local), this.keepName(local, value)), source);
  }

  /** A function literal on its way through a temporary has the name of its place in the source, not the temporary's. */
  private keepName(local: Local, value: ts.Expression): ts.Expression {
    if (local.kind !== "temp" || !isAnonymousFunction(this.ts, value)) return value;
    const name = nameFromPlace(this.ts, this.ts.getOriginalNode(value));
    return name === undefined ? this.f.createComma(this.f.createNumericLiteral(0), value) : this.b.named(name, value);
  }

  /** A suspension point; the result is where its value is. */
  suspend(node: ts.Node, call: Call, target: Local | null): void {
    this.emit({
      kind: "suspend",
      point: { node },
      returns: returnedValue(this.ctx, node),
      always: isSwitch(this.ctx, node),
      call,
      target,
    });
  }

  /** A new target for leaps, called as the source calls it, or by what it is. */
  label(name: string): Label {
    const count = (this.labels.get(name) ?? 0) + 1;
    this.labels.set(name, count);
    return { name: `$${name}${count > 1 ? count : ""}` };
  }

  /** From now on `node` of the source stands for a value that was computed already. */
  replace(node: ts.Node, value: ts.Node): void {
    this.replacements.set(node, value);
  }
  replacement(node: ts.Node): ts.Node | undefined {
    return this.replacements.get(node);
  }

  // -- what the analysis knows ----------------------------------------------------------------------------------------

  suspends(node: ts.Node | undefined): boolean {
    return !!node && this.analysis.containsSuspension(node);
  }

  mustLower(statement: ts.Node): boolean {
    return this.lowered.has(statement);
  }

  rewrite<T extends ts.Node>(node: T): T {
    return this.host.rewrite(node, this.env);
  }

  /** The value of an initialiser or assignment, with the name an anonymous function takes from its place. */
  named(name: string, place: ts.Expression, source: ts.Expression, value: ts.Expression): ts.Expression {
    const natural = this.ts.isIdentifier(place) && place.text === name;
    return !natural && isAnonymousFunction(this.ts, source) ? this.b.named(name, value) : value;
  }

  /** A variable from outside the function that never changes: a constant, a function, a class, an import of one. */
  isOuterConstant(id: ts.Identifier): boolean {
    const { ts, checker } = this.ctx;
    let symbol = symbolOf(this.ctx, id);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
    const d = symbol?.valueDeclaration;
    if (!d) return false;
    if (ts.isVariableDeclaration(d)) return (ts.getCombinedNodeFlags(d) & ts.NodeFlags.Const) !== 0;
    return ts.isFunctionDeclaration(d) || ts.isClassDeclaration(d);
  }

  isUndeclared(id: ts.Identifier): boolean {
    return id.text !== "arguments" && !symbolOf(this.ctx, id)?.declarations?.length;
  }

  // -- scopes ---------------------------------------------------------------------------------------------------------

  /**
   * Enters a scope: makes its scope object and resets what an earlier round left behind. `given` are values that fields
   * have from the start (parameters).
   */
  enterScope(scope: ts.Node, given: ReadonlyMap<Binding, ts.Expression> = new Map()): void {
    const own = this.bindings.declaredIn(scope);
    const fields = own.filter((x) => x.scoped);
    if (fields.length > 0) {
      const object = this.f.createObjectLiteralExpression(
        fields.map((x) => this.f.createPropertyAssignment(this.field(x), given.get(x) ?? this.initial(x))),
      );
      this.assign(this.scopeObject(scope), object);
    }
    for (const x of own) {
      if (!x.scoped && x.early.size > 0) this.assign(this.local(x), this.initial(x));
    }
  }

  /** Functions of a statement list exist from its start (ECMAScript 14.2.3). */
  hoistFunctions(list: readonly ts.Statement[]): void {
    for (const statement of list) {
      if (this.ts.isFunctionDeclaration(statement) && statement.body) this.hoistFunction(statement);
    }
  }

  private initial(binding: Binding): ts.Expression {
    return binding.early.size > 0 ? this.ctx.runtime("TDZ") : this.b.undefined();
  }

  private hoistFunction(declaration: ts.FunctionDeclaration): void {
    const binding = declaration.name && this.bindings.of(declaration.name);
    if (!binding) throw new Error("a function declaration of a lowered list has no binding");
    this.effect(this.b.assign(this.place(binding), this.host.expressionOf(declaration, this.env)));
  }

  /** The copy that each iteration of a `for` loop gets of its variables (ECMAScript 14.7.4.4). */
  copyScope(scope: ts.Node): void {
    const fields = this.bindings.declaredIn(scope).filter((x) => x.scoped);
    if (fields.length === 0) return;
    const object = this.scopeObject(scope);
    const copy = this.f.createObjectLiteralExpression(
      fields.map((x) =>
        this.f.createPropertyAssignment(
          this.field(x),
          this.f.createPropertyAccessExpression(this.ref(object), this.field(x)),
        ),
      ),
    );
    this.assign(object, copy);
  }

  /** Variables of the body that are called like parameters start with their values. */
  initialiseBodyVariables(): void {
    for (const [parameter, variable] of this.bindings.bodyVariables) {
      this.effect(this.b.assign(this.place(variable), this.place(parameter)));
    }
  }

  declaredIn(scope: ts.Node): readonly Binding[] {
    return this.bindings.declaredIn(scope);
  }

  /** Statements that must run first; taken once, when everything else is written. */
  takePrologue(): readonly NStatement[] {
    return this.prologue;
  }
}

/**
 * Classes with green methods or accessors. The members stay members, as public functions, and are given their entries
 * when the class is made. What uses `super` or private names has its entry in a static block, which sees them.
 */
import type ts from "typescript";
import type { Environment } from "../3-normalise/environment.js";
import { makeEntry, type Entry, publicBody, publicParameters } from "./functions.js";
import type { Wiring } from "./index.js";
import { withName } from "./makers.js";

export type GreenMember = ts.MethodDeclaration | ts.AccessorDeclaration;

export function classWithGreenMembers(w: Wiring, node: ts.ClassDeclaration, env: Environment): ts.Statement[];
export function classWithGreenMembers(w: Wiring, node: ts.ClassExpression, env: Environment): ts.Expression;
export function classWithGreenMembers(
  w: Wiring,
  node: ts.ClassLikeDeclaration,
  env: Environment,
): ts.Statement[] | ts.Expression {
  const { ts, f, b } = w;
  const own = node.members.filter(
    (m): m is GreenMember => (ts.isMethodDeclaration(m) || ts.isAccessor(m)) && w.analysis.compile(m),
  );
  const inner: Environment = { ...env, self: null };
  /** Keys and entries, of the prototype and of the class itself. */
  const pairs: [ts.Expression[], ts.Expression[]] = [[], []];
  const inBlock: ts.Statement[] = [];
  /** What goes around the class: entries, or variables for those that are made in the static block. */
  const around: ts.Statement[] = [];
  const homes = new Map<boolean, ts.Identifier>();

  /** The object that holds the member and in whose prototype `super` looks. */
  const holder = (isStatic: boolean): ts.Expression =>
    isStatic ? f.createThis() : b.member(f.createThis(), "prototype");
  const home = (isStatic: boolean): ts.Identifier => {
    let name = homes.get(isStatic);
    if (!name) {
      name = w.unique("$home");
      homes.set(isStatic, name);
      inBlock.unshift(b.const(name, holder(isStatic)));
    }
    return name;
  };
  const isStatic = (m: ts.ClassElement) =>
    !!ts.getModifiers(m as ts.MethodDeclaration)?.some((x) => x.kind === ts.SyntaxKind.StaticKeyword);

  /** A plain method or accessor takes the place of a green one of the same name, which the runtime must know. */
  const plainMember = (m: ts.ClassElement): ts.ClassElement => {
    const made = w.rewrite(m, env);
    if (!(ts.isMethodDeclaration(made) || ts.isAccessor(made)) || ts.isPrivateIdentifier(made.name)) return made;
    const before = own.filter((g) => g.pos < m.pos && isStatic(g) === isStatic(m));
    if (!before.some((g) => mayBeSame(w, g.name, made.name))) return made;
    const { name, key } = wireOf(w, m as GreenMember, env, around);
    pairs[isStatic(m) ? 1 : 0].push(key!, entryFor(w, m, null));
    return renamed(w, made, name);
  };

  const visitMember = (m: ts.ClassElement): ts.ClassElement => {
    if (!own.includes(m as GreenMember)) return plainMember(m);
    const member = m as GreenMember;
    const { scope, usesSuper } = w.free(member, env);
    const isInside = usesSuper || (scope !== null && w.isWithin(node, scope));
    let entry;
    if (!isInside) {
      entry = makeEntry(w, member, inner);
      (w.containers.find(scope)?.statements ?? around).push(entry.declaration, ...entry.beside);
    } else {
      const made = w.containers.within(m, () => makeEntry(w, member, inner, usesSuper ? home(isStatic(m)) : null));
      entry = made.result;
      inBlock.push(...made.statements, assigned(w, entry.declaration), ...entry.beside);
      around.push(b.let(entry.name));
    }
    const { name, key } = wireOf(w, member, env, around);
    // A decorator may replace the member: the entry belongs to what it gets, and is given to it by one before it.
    const isDecorated = !!ts.getDecorators(member)?.some((d) => !w.analysis.isMarkDecorator(d));
    const mark = isDecorated ? [markDecorator(w, isInside ? forwarder(w, entry.name) : entry.name)] : [];
    if (key && !isDecorated) pairs[isStatic(m) ? 1 : 0].push(key, entryFor(w, member, entry.name));
    return publicMember(w, member, name, entry, (n) => w.rewrite(n, env), mark);
  };

  const heritage = node.heritageClauses?.map((h) => w.rewrite(h, env));
  const modifiers = node.modifiers?.flatMap((m): ts.ModifierLike[] => {
    if (ts.isDecorator(m)) return w.analysis.isMarkDecorator(m) ? [] : [w.rewrite(m, env)];
    return [m];
  });
  const members = node.members.map(visitMember);
  // A static block sees the class before anybody else, whatever decorators make of it. Where nothing needs that, the
  // class is wired from outside: tsc gives classes with static blocks names of its own for older targets.
  const isDecorated = !!ts.getDecorators(node)?.length;
  const isLegacyDecorated = isDecorated && !!w.ctx.program.getCompilerOptions().experimentalDecorators;
  // A static field may take a method's place after that.
  const isShadowed = node.members.some(
    (m) => ts.isPropertyDeclaration(m) && isStatic(m) && own.some((g) => isStatic(g) && mayBeSame(w, g.name, m.name)),
  );
  const fromInside = inBlock.length > 0 || isDecorated || isShadowed;
  if (fromInside) {
    const wires = pairs.flatMap((list, i) =>
      list.length ? [b.statement(b.call(w.ctx.runtime("wire"), holder(i === 1), ...list))] : [],
    );
    members.unshift(f.createClassStaticBlockDeclaration(f.createBlock([...inBlock, ...wires], true)));
  }
  const wiring = (made: ts.Expression): ts.Expression =>
    b.call(w.ctx.runtime("wireClass"), made, ...pairs.map((list) => f.createArrayLiteralExpression(list)));
  const wired = !fromInside && pairs.some((list) => list.length > 0);
  const list = ts.setTextRange(f.createNodeArray(members), node.members);
  if (ts.isClassDeclaration(node) && (node.name || isLegacyDecorated)) {
    w.containers.innermost.statements.push(...around);
    // tsc names an anonymous class with decorators of the older dialect, too.
    const name = node.name ?? w.unique("default_1");
    const made = f.updateClassDeclaration(node, modifiers, name, node.typeParameters, heritage, list);
    return wired ? [made, b.statement(wiring(f.createIdentifier(name.text)))] : [made];
  }
  const made = ts.isClassExpression(node)
    ? f.updateClassExpression(node, modifiers, node.name, node.typeParameters, heritage, list)
    : classExpressionOf(w, node, modifiers, heritage, list);
  // For older targets tsc assigns a class with static blocks to a variable, which must not name it.
  const needsName = wired || fromInside || around.length > 0;
  const named = needsName ? withName(w, node, made, fromInside ? "" : undefined) : made;
  const value = wired ? wiring(named) : named;
  const whole = around.length > 0 ? w.immediately(around, value) : value;
  return ts.isClassExpression(node) ? whole : [f.createExportDefault(whole)];
}

/** `export default class { … }` as an expression: what it is called is said by its place. */
function classExpressionOf(
  w: Wiring,
  node: ts.ClassDeclaration,
  modifiers: readonly ts.ModifierLike[] | undefined,
  heritage: readonly ts.HeritageClause[] | undefined,
  members: readonly ts.ClassElement[],
): ts.ClassExpression {
  const { ts, f } = w;
  const made = f.createClassExpression(
    modifiers?.filter(ts.isDecorator),
    undefined,
    node.typeParameters,
    heritage,
    members,
  );
  return ts.setTextRange(ts.setOriginalNode(made, node), node);
}

/** `function f$entry(x) { … }` as `f$entry = function (x) { … };` */
function assigned(w: Wiring, declaration: ts.Statement): ts.Statement {
  const d = declaration as ts.FunctionDeclaration;
  const value = w.f.createFunctionExpression(
    undefined,
    undefined,
    undefined,
    undefined,
    d.parameters,
    undefined,
    d.body!,
  );
  return w.b.statement(w.b.assign(d.name!, value));
}

/**
 * A member's name for the output, and the key under which the runtime finds it: evaluated once if it is computed, into a
 * variable that is declared in `around`. No key for private members: code that calls them knows their entries.
 */
export function wireOf(
  w: Wiring,
  member: GreenMember,
  env: Environment,
  around: ts.Statement[],
): { name: ts.PropertyName; key: ts.Expression | null } {
  const { ts, f, b } = w;
  const name = w.rewrite(member.name, env);
  if (ts.isPrivateIdentifier(name)) return { name, key: null };
  if (!ts.isComputedPropertyName(name)) return { name, key: b.string(name.text) };
  const text = literalName(w, name);
  if (text !== null) return { name, key: b.string(text) };
  const temp = w.unique("$key");
  around.push(b.let(temp));
  const once = f.createComputedPropertyName(b.assign(temp, b.call(w.ctx.runtime("propertyKey"), name.expression)));
  return { name: once, key: temp };
}

/** `@$entryOf(entry)`: an innermost decorator, which sees the public function itself. */
function markDecorator(w: Wiring, entry: ts.Expression): ts.Decorator {
  return w.f.createDecorator(w.b.call(w.ctx.runtime("decorate"), entry));
}

/** `function () { return entry.apply(this, arguments); }`, for an entry that is made later. */
function forwarder(w: Wiring, entry: ts.Identifier): ts.Expression {
  const { f, b } = w;
  const call = b.call(b.member(entry, "apply"), f.createThis(), f.createIdentifier("arguments"));
  const body = f.createBlock([f.createReturnStatement(call)]);
  return f.createFunctionExpression(undefined, undefined, undefined, undefined, [], undefined, body);
}

/** A member's entry as `$wire` takes it; null for a plain one. */
export function entryFor(w: Wiring, member: ts.Node, entry: ts.Identifier | null): ts.Expression {
  const { ts, f } = w;
  const value = entry ?? f.createNull();
  if (!ts.isAccessor(member)) return value;
  return f.createObjectLiteralExpression([f.createPropertyAssignment(ts.isGetAccessor(member) ? "get" : "set", value)]);
}

/** Whether two names may be the same: only those of computed ones are unknown. */
export function mayBeSame(w: Wiring, a: ts.PropertyName, b: ts.PropertyName): boolean {
  const [first, second] = [literalName(w, a), literalName(w, b)];
  return first === null || second === null || first === second;
}

/** The name as the source says it; null if it is computed. */
function literalName({ ts }: Wiring, name: ts.PropertyName): string | null {
  if (!ts.isComputedPropertyName(name)) return name.text;
  const { expression } = name;
  return ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression) ? expression.text : null;
}

function renamed(w: Wiring, m: GreenMember, name: ts.PropertyName): GreenMember {
  const { ts, f } = w;
  const { modifiers, parameters, type, body } = m;
  if (ts.isGetAccessor(m)) return f.updateGetAccessorDeclaration(m, modifiers, name, parameters, type, body);
  if (ts.isSetAccessor(m)) return f.updateSetAccessorDeclaration(m, modifiers, name, parameters, body);
  const { asteriskToken, questionToken, typeParameters } = m;
  return f.updateMethodDeclaration(
    m,
    modifiers,
    asteriskToken,
    name,
    questionToken,
    typeParameters,
    parameters,
    type,
    body,
  );
}

/** A method or accessor as the public function of its entry. */
export function publicMember<T extends GreenMember>(
  w: Wiring,
  member: T,
  name: ts.PropertyName,
  entry: Entry,
  rewrite: <N extends ts.Node>(n: N) => N,
  marks: readonly ts.Decorator[] = [],
): T {
  const { ts, f } = w;
  const decorators = (ts.getDecorators(member) ?? []).filter((d) => !w.analysis.isMarkDecorator(d)).map(rewrite);
  const modifiers = [...decorators, ...marks, ...(ts.getModifiers(member) ?? [])];
  const parameters = publicParameters(w, member).map((p) =>
    f.updateParameterDeclaration(
      p,
      p.modifiers?.map((m) => (ts.isDecorator(m) ? rewrite(m) : m)),
      p.dotDotDotToken,
      p.name,
      undefined,
      p.type,
      p.initializer,
    ),
  );
  const body = publicBody(w, entry, parameters);
  if (ts.isMethodDeclaration(member)) {
    return f.updateMethodDeclaration(
      member,
      modifiers,
      undefined,
      name,
      undefined,
      member.typeParameters,
      parameters,
      member.type,
      body,
    ) as T;
  }
  if (ts.isGetAccessor(member)) {
    return f.updateGetAccessorDeclaration(
      member as ts.GetAccessorDeclaration,
      modifiers,
      name,
      parameters,
      member.type,
      body,
    ) as T;
  }
  return f.updateSetAccessorDeclaration(member as ts.SetAccessorDeclaration, modifiers, name, parameters, body) as T;
}

/**
 * Rewrites code that contains no suspension point, so that it can stand in the output: variables of green functions are
 * read from where they live now, `this`, `arguments`, `new.target` and `super` of a green function from its locals, and
 * functions and classes written inside are compiled in turn. The shape of the code stays.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import {
  isAssignmentOperator,
  isCallee,
  isDeclarationName,
  isErased,
  isVariableReference,
  isWritten,
  skipOuter,
} from "../ast/kinds.js";
import { builders } from "../ast/build.js";
import { owners, topLevel, withOwnThis, type Environment } from "./environment.js";

/** What phase 5 does with the functions, classes and lists it finds; `go` continues with the parts of a node. */
export interface Nesting {
  /** The compiled form of a function, class or object literal, or undefined if nothing in it itself is special. */
  compile(node: ts.Node, env: Environment): ts.Node | readonly ts.Node[] | undefined;
  /** Statements in which compiled functions may place what they need beside themselves. */
  list<T extends ts.Block | ts.ModuleBlock>(node: T, go: () => T): T;
  /** The same for the clauses of a `switch`. */
  switchStatement(node: ts.SwitchStatement, on: ts.Expression, go: () => ts.CaseBlock): ts.Statement;
  /** A variable declared in the innermost of those lists. */
  variable(): ts.Identifier;
  isMarkDecorator(node: ts.Decorator): boolean;
  /** The resumable entry of a private method, if it is green. */
  privateEntry(name: ts.PrivateIdentifier, kind: "method"): { readonly entry: ts.Expression } | null;
  /** Whether there is anything to compile, or a mark to remove, in a node. */
  hasGreen(node: ts.Node): boolean;
}

export type Rewrite = <T extends ts.Node>(node: T, env: Environment) => T;

export function createRewriter(ctx: Context, transformation: ts.TransformationContext, nesting: Nesting): Rewrite {
  const { ts, factory: f } = ctx;
  const b = builders(ctx);

  const children = <T extends ts.Node>(node: T, env: Environment): T =>
    ts.visitEachChild(node, (child) => visit(child, env), transformation);

  function read(id: ts.Identifier, env: Environment): ts.Expression | undefined {
    for (const owner of owners(env)) {
      const value = owner.variable(id);
      if (value) return ts.setTextRange(value, id);
    }
    if (id.text === "arguments" && env.self && !ctx.checker.getSymbolAtLocation(id)?.valueDeclaration) {
      return env.self.argumentsValue();
    }
    return undefined;
  }

  function target(id: ts.Identifier, env: Environment) {
    for (const owner of owners(env)) {
      const found = owner.target(id);
      if (found) return found;
    }
    return undefined;
  }

  /** A target inside a pattern or a loop's head. Where writing is checked, something that can be written and checks. */
  function placeInPattern(id: ts.Identifier, env: Environment): ts.Expression | undefined {
    const found = target(id, env);
    if (!found?.checked) return found?.target;
    const value = f.createIdentifier("$value");
    const write = f.createArrowFunction(
      undefined,
      undefined,
      [f.createParameterDeclaration(undefined, undefined, value)],
      undefined,
      undefined,
      b.assign(found.target, found.checked(value)),
    );
    return b.member(b.call(ctx.runtime("checkedPlace"), write), "value");
  }

  function visit(node: ts.Node, env: Environment): ts.VisitResult<ts.Node | undefined> {
    if (isErased(ts, node) || (env === topLevel && !nesting.hasGreen(node))) return node;
    const replacement = env.owner?.replacement(node);
    if (replacement) return replacement;
    switch (node.kind) {
      case ts.SyntaxKind.Identifier: {
        const id = node as ts.Identifier;
        if (!isVariableReference(ts, id) || isDeclarationName(ts, id)) return node;
        return (isWritten(ts, id) ? placeInPattern(id, env) : undefined) ?? read(id, env) ?? node;
      }
      case ts.SyntaxKind.ThisKeyword:
        return env.self ? env.self.thisValue() : node;
      case ts.SyntaxKind.MetaProperty:
        return env.self && (node as ts.MetaProperty).keywordToken === ts.SyntaxKind.NewKeyword
          ? env.self.newTargetValue()
          : node;
      case ts.SyntaxKind.ShorthandPropertyAssignment:
        return shorthandProperty(node as ts.ShorthandPropertyAssignment, env);
      case ts.SyntaxKind.PropertyAssignment:
        return computedName(node as ts.PropertyAssignment, env) ?? children(node, env);
      case ts.SyntaxKind.BinaryExpression:
        return assignment(node as ts.BinaryExpression, env) ?? children(node, env);
      case ts.SyntaxKind.PrefixUnaryExpression:
      case ts.SyntaxKind.PostfixUnaryExpression:
        return update(node as ts.PrefixUnaryExpression, env) ?? children(node, env);
      case ts.SyntaxKind.CallExpression:
        return superCall(node as ts.CallExpression, env) ?? children(node, env);
      case ts.SyntaxKind.PropertyAccessExpression:
        return (
          superAccess(node as ts.PropertyAccessExpression, env) ??
          privateMethod(node as ts.PropertyAccessExpression, env) ??
          children(node, env)
        );
      case ts.SyntaxKind.ElementAccessExpression:
        return superAccess(node as ts.PropertyAccessExpression, env) ?? children(node, env);
      case ts.SyntaxKind.VariableStatement:
        return hoistedDeclarations(node as ts.VariableStatement, env) ?? children(node, env);
      case ts.SyntaxKind.ForStatement:
      case ts.SyntaxKind.ForInStatement:
      case ts.SyntaxKind.ForOfStatement:
        return loopHead(node as ts.ForStatement, env) ?? children(node, env);
      case ts.SyntaxKind.Decorator:
        return nesting.isMarkDecorator(node as ts.Decorator) ? undefined : children(node, env);
      case ts.SyntaxKind.SwitchStatement: {
        const { expression, caseBlock } = node as ts.SwitchStatement;
        const on = visit(expression, env) as ts.Expression;
        return nesting.switchStatement(node as ts.SwitchStatement, on, () => children(caseBlock, env));
      }
      case ts.SyntaxKind.Block:
      case ts.SyntaxKind.ModuleBlock:
        return nesting.list(node as ts.Block, () => children(node as ts.Block, env));
    }
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isObjectLiteralExpression(node)) {
      const compiled = nesting.compile(node, env);
      if (compiled) return compiled as ts.VisitResult<ts.Node>;
    }
    return children(node, hasOwnThis(node) ? withOwnThis(env) : env);
  }

  /** `o.#m` as a value: a green method gets its entry there. Where it is called, nobody asks for that. */
  function privateMethod(node: ts.PropertyAccessExpression, env: Environment): ts.Expression | undefined {
    if (!ts.isPrivateIdentifier(node.name)) return undefined;
    if (isCallee(ts, ts.getOriginalNode(node) as ts.Expression)) return undefined;
    const found = nesting.privateEntry(node.name, "method");
    return found ? b.call(ctx.runtime("entered"), children(node, env), found.entry) : undefined;
  }

  /** Computed names and decorators of such a node see the outer `this`; they are rare enough to be handled by their class. */
  function hasOwnThis(node: ts.Node): boolean {
    return (
      (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) ||
      ts.isClassStaticBlockDeclaration(node) ||
      ts.isPropertyDeclaration(node)
    );
  }

  /** `{ x }` where `x` is no longer called so. */
  function shorthandProperty(node: ts.ShorthandPropertyAssignment, env: Environment): ts.Node {
    const written = isWritten(ts, node.name) ? placeInPattern(node.name, env) : undefined;
    const value = written ?? read(node.name, env);
    const init = node.objectAssignmentInitializer && (visit(node.objectAssignmentInitializer, env) as ts.Expression);
    if (!value) return children(node, env);
    return shorthand(ctx, node.name.text, init ? b.assign(value, init) : value);
  }

  /** `[key]: () => …` names the function by its key, which only the running program knows. */
  function computedName(node: ts.PropertyAssignment, env: Environment): ts.Node | undefined {
    if (!ts.isComputedPropertyName(node.name) || !isAnonymousFunction(ts, node.initializer)) return undefined;
    const value = visit(node.initializer, env) as ts.Expression;
    const key = visit(node.name.expression, env) as ts.Expression;
    if (isAnonymousFunction(ts, value))
      return f.updatePropertyAssignment(node, f.updateComputedPropertyName(node.name, key), value);
    const temp = nesting.variable();
    const once = f.createComputedPropertyName(b.assign(temp, b.call(ctx.runtime("propertyKey"), key)));
    return f.updatePropertyAssignment(node, once, b.call(ctx.runtime("named"), value, temp));
  }

  function assignment(node: ts.BinaryExpression, env: Environment): ts.Expression | undefined {
    if (!isAssignmentOperator(ts, node.operatorToken.kind)) return undefined;
    const left = skipOuter(ts, node.left);
    if (!ts.isIdentifier(left)) return undefined;
    if (isWritten(ts, node)) return targetWithDefault(node, left, env);
    const place = target(left, env);
    if (!place) return undefined;
    let right = visit(node.right, env) as ts.Expression;
    const { operator, isLogical } = operatorOf(node.operatorToken.kind);
    if (operator === undefined || isLogical) right = nameOf(node.right, left.text, place.target, right);
    if (place.checked) {
      const old = read(left, env)!;
      const value = operator && !isLogical ? f.createBinaryExpression(old, operator, right) : right;
      const assigned = b.assign(place.target, place.checked(value));
      // `a ||= b` is no assignment where a is kept (ECMAScript 13.15.2).
      return ts.setTextRange(
        isLogical ? f.createBinaryExpression(old, operator!, f.createParenthesizedExpression(assigned)) : assigned,
        node,
      );
    }
    return ts.setTextRange(f.createBinaryExpression(place.target, node.operatorToken, right), node);
  }

  /** `left = default` in a pattern: no assignment of the default, but a target. */
  function targetWithDefault(node: ts.BinaryExpression, left: ts.Identifier, env: Environment) {
    const place = placeInPattern(left, env);
    if (!place) return undefined;
    const value = nameOf(node.right, left.text, place, visit(node.right, env) as ts.Expression);
    return ts.setTextRange(f.createBinaryExpression(place, node.operatorToken, value), node);
  }

  /** The operator of a compound assignment; undefined for `=`. */
  function operatorOf(kind: ts.SyntaxKind): { operator: ts.BinaryOperator | undefined; isLogical: boolean } {
    const text = ts.tokenToString(kind)!.slice(0, -1);
    return { operator: text === "" ? undefined : tokenFor(text), isLogical: ["&&", "||", "??"].includes(text) };
  }
  function tokenFor(text: string): ts.BinaryOperator {
    for (let k = ts.SyntaxKind.FirstPunctuation; k <= ts.SyntaxKind.LastPunctuation; k++) {
      if (ts.tokenToString(k) === text) return k as ts.BinaryOperator;
    }
    throw new Error(`no operator ${text}`);
  }

  /** An anonymous function assigned to a variable takes its name (ECMAScript 13.15.2); a property gives none. */
  function nameOf(source: ts.Expression, name: string, place: ts.Expression, value: ts.Expression): ts.Expression {
    const named = ts.isIdentifier(place) && place.text === name;
    return !named && isAnonymousFunction(ts, source) ? b.named(name, value) : value;
  }

  function update(
    node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
    env: Environment,
  ): ts.Expression | undefined {
    const { operator } = node;
    if (operator !== ts.SyntaxKind.PlusPlusToken && operator !== ts.SyntaxKind.MinusMinusToken) return undefined;
    const operand = skipOuter(ts, node.operand);
    if (!ts.isIdentifier(operand)) return undefined;
    const place = target(operand, env);
    if (!place) return undefined;
    // A constant is refused when its value is a number already (ECMAScript 13.4.2.1).
    if (place.isConstant) return place.checked!(f.createPrefixMinus(read(operand, env)!));
    const made = ts.isPrefixUnaryExpression(node)
      ? f.createPrefixUnaryExpression(operator, place.target)
      : f.createPostfixUnaryExpression(place.target, operator);
    const whole = place.checked ? f.createParenthesizedExpression(f.createComma(read(operand, env)!, made)) : made;
    return ts.setTextRange(whole, node);
  }

  // -- super: the output's function is no method any more, so its home object is asked (ECMAScript 13.3.7) ------------

  function isSuperAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
    return (
      (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
      node.expression.kind === ts.SyntaxKind.SuperKeyword
    );
  }
  function superKey(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, env: Environment): ts.Expression {
    return ts.isPropertyAccessExpression(node)
      ? b.string(node.name.text)
      : (visit(node.argumentExpression, env) as ts.Expression);
  }
  function superAccess(node: ts.Expression, env: Environment): ts.Expression | undefined {
    if (!isSuperAccess(node) || !env.self?.home) return undefined;
    const parts = [f.createIdentifier(env.self.home.text), superKey(node, env), env.self.thisValue()];
    // In a pattern, an update or the head of a loop it has to be a place.
    if (isWritten(ts, node)) return b.member(b.call(ctx.runtime("superRef"), ...parts), "value");
    return ts.setTextRange(b.call(ctx.runtime("superGet"), ...parts), node);
  }
  function superCall(node: ts.CallExpression, env: Environment): ts.Expression | undefined {
    const callee = skipOuter(ts, node.expression);
    if (!isSuperAccess(callee) || !env.self?.home) return undefined;
    const args = node.arguments.map((a) => visit(a, env) as ts.Expression);
    const method = superAccess(callee, env)!;
    if (node.questionDotToken) {
      return f.createCallChain(
        f.createPropertyAccessChain(method, f.createToken(ts.SyntaxKind.QuestionDotToken), "call"),
        undefined,
        undefined,
        [env.self.thisValue(), ...args],
      );
    }
    return ts.setTextRange(b.callOn(method, env.self.thisValue(), ...args), node);
  }

  // -- `var` of a green function inside a statement that stays: the variable is a local of the function ---------------

  function hoistedDeclarations(node: ts.VariableStatement, env: Environment): ts.Statement | undefined {
    const expression = hoistedList(node.declarationList, env);
    if (expression === undefined) return undefined;
    return ts.setTextRange(expression ? f.createExpressionStatement(expression) : f.createEmptyStatement(), node);
  }

  /** Assignments that do what the declarations did; null if they did nothing; undefined if the variables stay here. */
  function hoistedList(list: ts.VariableDeclarationList, env: Environment): ts.Expression | null | undefined {
    const first = firstName(list.declarations[0]!.name);
    if (!first || list.flags & ts.NodeFlags.BlockScoped || !target(first, env)) return undefined;
    const parts: ts.Expression[] = [];
    for (const d of list.declarations) {
      if (!d.initializer) continue;
      const value = visit(d.initializer, env) as ts.Expression;
      const place = pattern(d.name, env);
      parts.push(
        ts.setTextRange(
          b.assign(place, ts.isIdentifier(d.name) ? nameOf(d.initializer, d.name.text, place, value) : value),
          d,
        ),
      );
    }
    return parts.length ? parts.reduce((a, c) => f.createComma(a, c)) : null;
  }

  function firstName(name: ts.BindingName): ts.Identifier | undefined {
    if (ts.isIdentifier(name)) return name;
    for (const e of name.elements) {
      const found = ts.isOmittedExpression(e) ? undefined : firstName(e.name);
      if (found) return found;
    }
    return undefined;
  }

  /** A binding pattern as the assignment pattern with the same effects. */
  function pattern(name: ts.BindingName, env: Environment): ts.Expression {
    return bindingToAssignment(
      ctx,
      name,
      (id) => target(id, env)!.target,
      (e) => visit(e, env) as ts.Expression,
    );
  }

  function loopHead(
    node: ts.ForStatement | ts.ForInStatement | ts.ForOfStatement,
    env: Environment,
  ): ts.Statement | undefined {
    const init = node.initializer;
    if (!init || !ts.isVariableDeclarationList(init)) return undefined;
    const go = <T extends ts.Node>(n: T | undefined) => n && (visit(n, env) as T);
    if (ts.isForStatement(node)) {
      const expression = hoistedList(init, env);
      if (expression === undefined) return undefined;
      return f.updateForStatement(
        node,
        expression ?? undefined,
        go(node.condition),
        go(node.incrementor),
        go(node.statement)!,
      );
    }
    const first = firstName(init.declarations[0]!.name);
    if (!first || init.flags & ts.NodeFlags.BlockScoped || !target(first, env)) return undefined;
    const place = pattern(init.declarations[0]!.name, env);
    return ts.isForInStatement(node)
      ? f.updateForInStatement(node, place, go(node.expression)!, go(node.statement)!)
      : f.updateForOfStatement(node, node.awaitModifier, place, go(node.expression)!, go(node.statement)!);
  }

  return <T extends ts.Node>(node: T, env: Environment): T => {
    const result = visit(node, env);
    return (result ?? f.createEmptyStatement()) as T;
  };
}

/** `{ name }` for another value: not quite `{ name: value }`, which sets the prototype if it is called `__proto__`. */
export function shorthand(
  { factory: f }: Pick<Context, "factory">,
  name: string,
  value: ts.Expression,
): ts.PropertyAssignment {
  return f.createPropertyAssignment(
    name === "__proto__" ? f.createComputedPropertyName(f.createStringLiteral(name)) : f.createIdentifier(name),
    value,
  );
}

/** A function or class literal without a name of its own: it takes the name its place gives it (ECMAScript 8.4). */
export function isAnonymousFunction(t: typeof ts, node: ts.Expression): boolean {
  node = skipOuter(t, node);
  return t.isArrowFunction(node) || ((t.isFunctionExpression(node) || t.isClassExpression(node)) && !node.name);
}

/** `[a, { b = 1 }]` as a declaration → the same as an assignment pattern, with each name's target from `place`. */
export function bindingToAssignment(
  ctx: Pick<Context, "ts" | "factory">,
  name: ts.BindingName,
  place: (id: ts.Identifier) => ts.Expression,
  value: (e: ts.Expression) => ts.Expression,
): ts.Expression {
  const { ts, factory: f } = ctx;
  const b = builders(ctx);
  const element = (e: ts.BindingElement): ts.Expression => {
    const to = bindingToAssignment(ctx, e.name, place, value);
    if (!e.initializer) return to;
    let init = value(e.initializer);
    const named = ts.isIdentifier(e.name) && ts.isIdentifier(to) && to.text === e.name.text;
    if (ts.isIdentifier(e.name) && !named && isAnonymousFunction(ts, e.initializer)) init = b.named(e.name.text, init);
    return b.assign(to, init);
  };
  if (ts.isIdentifier(name)) return ts.setTextRange(place(name), name);
  if (ts.isArrayBindingPattern(name)) {
    return f.createArrayLiteralExpression(
      name.elements.map((e) =>
        ts.isOmittedExpression(e)
          ? f.createOmittedExpression()
          : e.dotDotDotToken
            ? f.createSpreadElement(element(e))
            : element(e),
      ),
    );
  }
  return f.createObjectLiteralExpression(
    name.elements.map((e) => {
      if (e.dotDotDotToken) return f.createSpreadAssignment(element(e));
      const key = e.propertyName ?? (e.name as ts.Identifier);
      const out = ts.isComputedPropertyName(key)
        ? f.createComputedPropertyName(value(key.expression))
        : ts.isIdentifier(key)
          ? f.createIdentifier(key.text)
          : key;
      return f.createPropertyAssignment(out, element(e));
    }),
  );
}

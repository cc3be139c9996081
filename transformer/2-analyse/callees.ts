/**
 * What each call is: direct, dynamic or plain, and what proves it.
 *
 * The proof is the declaration of what is called. Three answers end the search: the declaration is green; it is known
 * and not green; or the callee is a value, and what function it holds nobody knows. A value is always dynamic, which
 * is slower by a nanosecond and never wrong.
 *
 * Functions of the same file are asked whether they suspend (`Colours.suspends`), since a green function without a
 * suspension point is emitted as written. Those of other files are asked for their mark alone: what is emitted for
 * one file must not depend on a body in another, or incremental builds would miss a change.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import type { MarkReason } from "../1-mark/index.js";
import { callsBack, OPEN_INTERFACES } from "./builtins.js";
import type { Symbols } from "./symbols.js";
import { isWellKnownGlobal } from "./globals.js";

export type Judgement =
  | { readonly kind: "direct"; readonly target: ts.FunctionDeclaration; readonly why: string }
  | { readonly kind: "dynamic"; readonly why: string }
  | { readonly kind: "plain"; readonly why: string };

/** What is known of functions while calls are judged. */
export interface Colours {
  /** The reason why a function is green by itself or because of where it stands, whether it suspends or not. */
  candidate(fn: ts.SignatureDeclaration): MarkReason | null;
  /** Whether a green function of the file that is being judged suspends, as far as is known by now. */
  suspends(fn: ts.SignatureDeclaration): boolean;
  /** The mark of a variable or property without a value. */
  ofValue(node: ts.VariableDeclaration | ts.PropertySignature | ts.PropertyDeclaration): MarkReason | null;
}

export interface Callees {
  call(node: ts.CallExpression | ts.TaggedTemplateExpression): Judgement;
  /** A function value, as if it were called where it stands. */
  value(expression: ts.Expression): Judgement;
  /** A member that is called on a value of the type: `next` of an iterator, the dispose method. */
  member(symbol: ts.Symbol, from: ts.SourceFile, receiver?: ts.Type): Judgement;
  /** Whether an expression, used as a callback, may be a green function. */
  mayBeGreen(expression: ts.Expression | undefined): boolean;
}

/** The judgement of what built-ins iterate (implicit.ts). */
export interface Iterators {
  /** A value that is iterated. */
  iteration(node: ts.Expression): Judgement;
  /** An iterator whose steps are taken. */
  steps(node: ts.Expression): Judgement;
}

export const dynamic = (why: string): Judgement => ({ kind: "dynamic", why });
export const plain = (why: string): Judgement => ({ kind: "plain", why });

export function createCallees(ctx: Context, symbols: Symbols, colours: Colours, iterators: Iterators): Callees {
  const { ts, checker } = ctx;
  return { call, value, member: (symbol, from, receiver) => judgeSymbol(symbol, from, receiver), mayBeGreen };

  function call(node: ts.CallExpression | ts.TaggedTemplateExpression): Judgement {
    const callee = symbols.unwrap(ts.isCallExpression(node) ? node.expression : node.tag);
    if (callee.kind === ts.SyntaxKind.SuperKeyword) return plain("the constructor of the base class");
    if (callee.kind === ts.SyntaxKind.ImportKeyword) return plain("import() returns a promise");
    if (isEval(callee)) return plain("eval runs native code");
    const judgement = value(callee);
    if (judgement.kind !== "plain" || !ts.isCallExpression(node)) return judgement;
    return callback(node, callee) ?? judgement;
  }

  function isEval(callee: ts.Expression): boolean {
    return ts.isIdentifier(callee) && callee.text === "eval";
  }

  function value(expression: ts.Expression): Judgement {
    const node = symbols.unwrap(expression);
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return literal(node);
    if (ts.isClassExpression(node)) return plain("a class");
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const symbol = symbols.of(node);
      if (symbol?.declarations?.length) {
        const receiver = ts.isIdentifier(node) ? undefined : node.expression;
        return judgeSymbol(symbol, node.getSourceFile(), receiver && lazily(receiver), isSuper(receiver));
      }
      if (isWellKnownGlobal(node, ctx)) return plain("a function of the standard library");
      return dynamic(`what \`${shorten(node)}\` is has no declaration that could tell`);
    }
    return dynamic("the result of an expression: its origin is unknown");
  }

  function lazily(node: ts.Expression): () => ts.Type {
    return () => checker.getTypeAtLocation(node);
  }

  function isSuper(node: ts.Node | undefined): boolean {
    return node?.kind === ts.SyntaxKind.SuperKeyword;
  }

  function literal(fn: ts.FunctionExpression | ts.ArrowFunction): Judgement {
    const reason = colours.candidate(fn);
    if (!reason) return plain("a function without a mark");
    if (!colours.suspends(fn)) return plain("a green function without a suspension point");
    return dynamic(because(reason));
  }

  /** Several declarations: overloads, merged interfaces, the members of a union. The most careful answer counts. */
  function judgeSymbol(
    symbol: ts.Symbol,
    from: ts.SourceFile,
    receiver?: ts.Type | (() => ts.Type),
    isStatic = false,
  ): Judgement {
    const declarations = symbol.declarations ?? [];
    if (declarations.length === 0) return dynamic(`\`${symbol.name}\` has no declaration`);
    let result: Judgement | null = null;
    for (const declaration of declarations) {
      const judgement = judgeDeclaration(declaration, declarations, from, receiver, isStatic);
      if (judgement === null) continue;
      if (judgement.kind === "direct") return judgement;
      if (result === null || judgement.kind === "dynamic") result = judgement;
    }
    return result ?? plain(`\`${symbol.name}\` is no function`);
  }

  /** Null for a declaration that says nothing: a type, or a namespace merged with a function. */
  function judgeDeclaration(
    node: ts.Declaration,
    all: readonly ts.Declaration[],
    from: ts.SourceFile,
    receiver: ts.Type | (() => ts.Type) | undefined,
    isSuperCall: boolean,
  ): Judgement | null {
    if (ts.isFunctionDeclaration(node)) return functionDeclaration(node, all, from);
    if (ts.isMethodDeclaration(node)) return method(node, from, isSuperCall);
    if (ts.isMethodSignature(node)) return signature(node, receiver);
    if (ts.isVariableDeclaration(node)) return variable(node, from);
    if (ts.isClassLike(node)) return plain("a class");
    if (ts.isInterfaceDeclaration(node) || ts.isModuleDeclaration(node) || ts.isTypeAliasDeclaration(node)) return null;
    if (ts.isParameter(node)) return dynamic("parameter of function type: its origin is unknown");
    if (ts.isFunctionExpression(node)) return literal(node); // its own name, inside of it
    if (ts.isGetAccessor(node) || ts.isSetAccessor(node))
      return dynamic("what a getter returns: its origin is unknown");
    if (ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)) {
      return dynamic("imported from a module that is not part of the program");
    }
    if ((ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) && colours.ofValue(node)) {
      return dynamic(because(colours.ofValue(node)!));
    }
    return dynamic(`a value (${symbols.describe(node)}): which function it holds is unknown`);
  }

  function functionDeclaration(
    node: ts.FunctionDeclaration,
    all: readonly ts.Declaration[],
    from: ts.SourceFile,
  ): Judgement | null {
    const bodies = all.filter((other) => ts.isFunctionDeclaration(other) && other.body !== undefined);
    if (!node.body && bodies.length > 0) return null; // an overload: the implementation answers
    if (!node.body) {
      const reason = colours.candidate(node);
      return reason ? dynamic(because(reason)) : plain(`declared ${symbols.describe(node)}, without a mark`);
    }
    if (bodies.length > 1) return dynamic("declared several times");
    if (symbols.isAssigned(node))
      return dynamic("a function whose name is assigned to: which function it holds is unknown");
    const reason = colours.candidate(node);
    if (!reason) return plain(`a function without a mark (${symbols.describe(node)})`);
    if (node.getSourceFile() !== from) return dynamic(because(reason));
    if (!colours.suspends(node)) return plain(`${because(reason)}, but contains no suspension point`);
    return { kind: "direct", target: node, why: because(reason) };
  }

  function method(node: ts.MethodDeclaration, from: ts.SourceFile, isSuperCall: boolean): Judgement | null {
    const reason = colours.candidate(node);
    if (ts.isObjectLiteralExpression(node.parent)) {
      return dynamic(
        reason ? because(reason) : "a method of an object literal: the property may hold another function",
      );
    }
    if (reason) {
      // What a private name means is known; any other method may be overridden by one that suspends.
      const isKnown = reason.kind === "nested" || ts.isPrivateIdentifier(node.name) || isSuperCall;
      const isHere = node.getSourceFile() === from && node.body !== undefined;
      if (isKnown && isHere && !colours.suspends(node)) return plain("a method that contains no suspension point");
      return dynamic(because(reason));
    }
    if (!node.body && !symbols.isAmbient(node)) {
      const isAbstract = (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract) !== 0;
      return isAbstract ? dynamic("an abstract method: what implements it is unknown") : null;
    }
    return plain(`a method without a mark (${symbols.describe(node)})`);
  }

  function signature(node: ts.MethodSignature, receiver: ts.Type | (() => ts.Type) | undefined): Judgement {
    const reason = colours.candidate(node);
    if (reason) return dynamic(because(reason));
    if (!symbols.isForeign(node)) return dynamic("a method of an interface: what implements it is unknown");
    const owner = node.parent;
    if (ts.isInterfaceDeclaration(owner) && OPEN_INTERFACES.has(owner.name.text)) {
      const type = typeof receiver === "function" ? receiver() : receiver;
      const isCalledAsHelper = callsBack(node, ctx) !== null;
      if (!isCalledAsHelper && !(type && symbols.isEngineIterator(type))) {
        return dynamic(`a method of ${owner.name.text}: what implements it is unknown`);
      }
    }
    return plain(`declared ${symbols.describe(node)}, without a mark`);
  }

  function variable(node: ts.VariableDeclaration, from: ts.SourceFile): Judgement {
    if (symbols.isAmbient(node)) {
      const reason =
        colours.ofValue(node) ??
        symbols
          .callSignatures(node)
          .map(colours.candidate)
          .find((mark) => mark !== null);
      return reason ? dynamic(because(reason)) : plain(`declared ${symbols.describe(node)}, without a mark`);
    }
    if (!node.initializer || !ts.isIdentifier(node.name) || symbols.isAssigned(node)) {
      return dynamic("a variable: which function it holds is unknown");
    }
    const initial = symbols.unwrap(node.initializer);
    if (ts.isFunctionExpression(initial) || ts.isArrowFunction(initial)) {
      if (initial.getSourceFile() === from) return literal(initial);
      const reason = colours.candidate(initial);
      return reason ? dynamic(because(reason)) : plain(`a function without a mark (${symbols.describe(node)})`);
    }
    if (ts.isClassExpression(initial)) return plain("a class");
    return dynamic("a variable: which function it holds is unknown");
  }

  /** A built-in that calls back is found on the native like any other entry, when what it calls may be green. */
  function callback(node: ts.CallExpression, callee: ts.Expression): Judgement | null {
    const symbol = symbols.of(callee);
    for (const declaration of symbol?.declarations ?? []) {
      if (!symbols.isForeign(declaration)) continue;
      const entry = callsBack(declaration, ctx);
      if (!entry || entry.native) continue;
      const name = symbol!.name;
      if (entry.calls === "receiver") {
        if (mayBeGreen(receiverOf(callee))) return dynamic(`\`${name}\` of a function that may be green`);
      } else if (entry.calls !== undefined && argumentMayBeGreen(node.arguments, entry.calls)) {
        return dynamic(`\`${name}\` calls back, and the callback may be green`);
      }
      const iterated = entry.iterates === "receiver" ? receiverOf(callee) : node.arguments[entry.iterates ?? -1];
      if (iterated) {
        const judgement = entry.iterates === "receiver" ? iterators.steps(iterated) : iterators.iteration(iterated);
        if (judgement.kind !== "plain") return dynamic(`\`${name}\` iterates: ${judgement.why}`);
      }
    }
    return null;
  }

  function receiverOf(callee: ts.Expression): ts.Expression | undefined {
    const isMember = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee);
    return isMember ? callee.expression : undefined;
  }

  function argumentMayBeGreen(args: readonly ts.Expression[], index: number): boolean {
    const spread = args.findIndex((argument) => ts.isSpreadElement(argument));
    if (spread >= 0 && spread <= index) return true;
    return mayBeGreen(args[index]);
  }

  function mayBeGreen(expression: ts.Expression | undefined): boolean {
    if (!expression) return false;
    const node = symbols.unwrap(expression);
    if (ts.isConditionalExpression(node)) return mayBeGreen(node.whenTrue) || mayBeGreen(node.whenFalse);
    if (!ts.isFunctionLike(node) && !symbols.mayBeFunction(node)) return false;
    return value(node).kind !== "plain" || hasGreenVersion(node);
  }

  /** `Array.prototype.map.call(…)`, `Function.prototype.call.call(…)`: what a built-in calls is not known here. */
  function hasGreenVersion(node: ts.Expression): boolean {
    return symbols
      .functionsOf(node)
      .some((declaration) => symbols.isForeign(declaration) && callsBack(declaration, ctx)?.native === false);
  }

  function because(reason: MarkReason): string {
    const at = symbols.describe(reason.node);
    switch (reason.kind) {
      case "class":
        return `its class is marked @greenlet ${at}`;
      case "nested":
        return `written inside the green function ${at}, and contains a suspension point`;
      case "argument":
        return `given to a parameter that takes a green function, ${at}`;
      case "assigned":
        return `assigned to what takes a green function, ${at}`;
      case "inferred":
        return `calls a green function ${at}`;
      case "option":
        return "every function is green by the option markAll";
      default:
        return `marked @greenlet ${at}`;
    }
  }

  function shorten(node: ts.Node): string {
    const text = node.getText().replace(/\s+/g, " ");
    return text.length > 40 ? text.slice(0, 37) + "..." : text;
  }
}

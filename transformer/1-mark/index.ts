/**
 * Phase 1: mark. What the source says is green, and where it says so.
 * In: a declaration of any file of the program, declaration files included.   Out: its mark, or null.
 * Knows nothing of bodies: which functions suspend, and the functions that are green because of where they stand
 * (nested in a green one, inferred), are the business of 2-analyse.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { markAt, skipTrivia } from "./comment.js";
import { directiveOf } from "./directive.js";
import { hostsOf, statementOf } from "./hosts.js";
import { isPackageExport } from "./package.js";
import { createParameters } from "./parameter.js";

export interface MarkReason {
  readonly kind:
    | "jsdoc"
    | "decorator"
    | "directive"
    | "class"
    | "nested"
    | "argument"
    | "assigned"
    | "inferred"
    /** A mark on a declaration without a body. */
    | "declared"
    /** Option `markAll`. */
    | "option";
  /** What carries the mark; for a nested function the green function around it. */
  readonly node: ts.Node;
}

export interface Marks {
  /** The mark of a function, of a signature, or of an overload of the same function. */
  of(fn: ts.SignatureDeclaration): MarkReason | null;
  /** The mark of a variable or property that is declared without a value: it holds a green function. */
  ofValue(node: ts.VariableDeclaration | ts.PropertySignature | ts.PropertyDeclaration): MarkReason | null;
  /** The mark of a class, an interface or a type literal: of all its members. */
  ofMembers(node: ts.Node): MarkReason | null;
  /** Whether the mark stands before the parameter, which can hold a function. */
  isMarkedParameter(parameter: ts.ParameterDeclaration): boolean;
  /** Whether the function literal is given to a parameter, or assigned to a place, that takes a green function. */
  ofLiteral(fn: ts.FunctionExpression | ts.ArrowFunction): MarkReason | null;
  /** Whether argument `index` of the call goes to a parameter that takes a green function. */
  takesGreen(call: ts.CallExpression | ts.NewExpression, index: number): boolean;
  isMarkDecorator(node: ts.Decorator): boolean;
  /** Where the comments of a file stand that were read as the mark of something. */
  readComments(file: ts.SourceFile): ReadonlySet<number>;
}

export function createMarks(ctx: Context): Marks {
  const { ts, checker } = ctx;
  const memo = new Map<ts.Node, MarkReason | null>();
  const mentions = new Map<ts.SourceFile, boolean>();
  const readComments = new Map<ts.SourceFile, Set<number>>();
  const parameters = createParameters(ctx, (node) => comment(node) !== null, of);

  return {
    of,
    ofValue: (node) => memoised(node, () => comment(node) ?? holderOf(node)),
    ofMembers: ofClass,
    isMarkedParameter: (parameter) => parameters.isMarked(parameter),
    ofLiteral: (fn) => parameters.ofLiteral(fn),
    takesGreen: (call, index) => parameters.takesGreen(call, index),
    isMarkDecorator,
    readComments: (file) => readComments.get(file) ?? new Set(),
  };

  function of(fn: ts.SignatureDeclaration): MarkReason | null {
    return memoised(fn, () => {
      if (!mentionsMark(fn.getSourceFile())) return null;
      const found = own(fn) ?? overload(fn) ?? ofMember(fn);
      const isDeclared = found !== null && !(fn as ts.FunctionLikeDeclaration).body && found.kind === "jsdoc";
      return isDeclared ? { kind: "declared", node: found.node } : found;
    });
  }

  function memoised(node: ts.Node, compute: () => MarkReason | null): MarkReason | null {
    let reason = memo.get(node);
    if (reason === undefined) {
      memo.set(node, null);
      memo.set(node, (reason = compute()));
    }
    return reason;
  }

  /** A mark on the function itself or on what it initialises. */
  function own(fn: ts.SignatureDeclaration): MarkReason | null {
    let reason: MarkReason | null = null;
    // All of them are read, so that no second mark on the same function counts as one without meaning.
    for (const host of hostsOf(fn, ctx)) reason = comment(host) ?? decorator(host) ?? reason;
    const directive = directiveOf(fn, ctx);
    return reason ?? (directive && { kind: "directive", node: directive });
  }

  /** The others under the same name: a mark on one overload is a mark on the function. */
  function overload(fn: ts.SignatureDeclaration): MarkReason | null {
    if (!ts.isFunctionDeclaration(fn) && !ts.isMethodDeclaration(fn) && !ts.isMethodSignature(fn)) return null;
    const symbol = fn.name && checker.getSymbolAtLocation(fn.name);
    for (const other of symbol?.declarations ?? []) {
      if (other === fn || other.kind !== fn.kind) continue;
      const reason = own(other as ts.SignatureDeclaration);
      if (reason) return reason;
    }
    return null;
  }

  /** Constructors, async functions and generators are not meant by the mark of a class. */
  function ofMember(fn: ts.SignatureDeclaration): MarkReason | null {
    if (isAsyncOrGenerator(fn, ts)) return null;
    if (isClassMember(fn)) return ofClass(fn.parent);
    // A property that holds a function: `class { m = () => … }`.
    const property = fn.parent;
    return property && ts.isPropertyDeclaration(property) && property.initializer === fn
      ? ofClass(property.parent)
      : null;
  }

  function isClassMember(fn: ts.SignatureDeclaration): boolean {
    if (ts.isMethodDeclaration(fn) || ts.isAccessor(fn)) return ts.isClassLike(fn.parent);
    return ts.isMethodSignature(fn) || ts.isCallSignatureDeclaration(fn);
  }

  function ofClass(node: ts.Node): MarkReason | null {
    return memoised(node, () => {
      let reason: MarkReason | null = null;
      for (const host of hostsOf(node, ctx)) reason = comment(host) ?? decorator(host) ?? reason;
      return reason && { kind: "class", node: reason.node };
    });
  }

  /** A variable's statement carries its mark too. */
  function holderOf(node: ts.Node): MarkReason | null {
    if (!ts.isVariableDeclaration(node)) return null;
    const [statement] = statementOf(node, ts);
    return statement ? comment(statement) : null;
  }

  function comment(node: ts.Node): MarkReason | null {
    if (node.pos < 0) return null;
    const file = node.getSourceFile();
    if (!mentionsMark(file)) return null;
    let reason: MarkReason | null = null;
    for (const pos of placesFor(node, file.text)) {
      const found = markAt(file.text, pos);
      if (found < 0) continue;
      let read = readComments.get(file);
      if (!read) readComments.set(file, (read = new Set()));
      read.add(found);
      reason = { kind: "jsdoc", node };
    }
    return reason;
  }

  /** Every spelling has the word in it, or follows an import of the package. */
  function mentionsMark(file: ts.SourceFile): boolean {
    let known = mentions.get(file);
    if (known === undefined) mentions.set(file, (known = file.text.includes("greenlet") || hasDecorators(file)));
    return known;
  }

  /** The decorator may come from a module that exports it again under another name. */
  function hasDecorators(file: ts.SourceFile): boolean {
    return /^\s*@\w|[{;)]\s*@\w/m.test(file.text);
  }

  /** Before the node, between and after its modifiers, and before its name (`function /** @greenlet *\/ f`). */
  function* placesFor(node: ts.Node, text: string): Generator<number> {
    yield node.pos;
    const modifiers = ts.canHaveModifiers(node)
      ? (node as { modifiers?: ts.NodeArray<ts.ModifierLike> }).modifiers
      : undefined;
    for (const modifier of modifiers ?? []) yield modifier.end;
    const name = ts.getNameOfDeclaration(node as ts.Declaration);
    if (name && name.pos >= node.pos && name.end <= node.end) yield name.pos;
    else if (ts.isFunctionDeclaration(node)) {
      yield skipTrivia(text, modifiers ? modifiers.end : node.pos) + "function".length;
    }
  }

  function decorator(node: ts.Node): MarkReason | null {
    if (!ts.canHaveDecorators(node)) return null;
    const found = ts.getDecorators(node)?.find(isMarkDecorator);
    return found ? { kind: "decorator", node: found } : null;
  }

  function isMarkDecorator(node: ts.Decorator): boolean {
    return isPackageExport(node.expression, "greenlet", ctx);
  }
}

export function isAsyncOrGenerator(fn: ts.Node, ts: Context["ts"]): boolean {
  const { asteriskToken } = fn as { asteriskToken?: ts.Node };
  return (
    asteriskToken !== undefined || (ts.getCombinedModifierFlags(fn as ts.Declaration) & ts.ModifierFlags.Async) !== 0
  );
}

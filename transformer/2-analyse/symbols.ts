/** What the checker knows of names, members and types, in the terms that the judgement of a call needs. */
import type ts from "typescript";
import type { Context } from "../context.js";
import { isWrapper } from "../1-mark/hosts.js";
import { privateMembers } from "../ast/kinds.js";
import { symbolOf } from "./bindings.js";
import { ENGINE_ITERATORS } from "./builtins.js";

export type Symbols = ReturnType<typeof createSymbols>;

export function createSymbols(ctx: Context) {
  const { ts, checker, program } = ctx;
  const assigned = new Map<ts.SourceFile, ReadonlySet<string>>();
  const known = new Map<ts.Node, ts.Symbol | null>();
  return {
    of,
    unwrap,
    isAssigned,
    isAmbient,
    isForeign,
    isEngineIterator,
    callSignatures,
    functionsOf,
    mayBeFunction,
    wellKnown,
    describe,
  };

  /** The symbol an expression denotes, aliases followed; undefined when the checker can't tell. */
  function of(node: ts.Expression): ts.Symbol | undefined {
    let symbol = known.get(node);
    if (symbol === undefined) known.set(node, (symbol = find(node) ?? null));
    return symbol ?? undefined;
  }

  function find(node: ts.Expression): ts.Symbol | undefined {
    let symbol = ts.isIdentifier(node)
      ? symbolOf(ctx, node)
      : ts.isElementAccessExpression(node)
        ? elementSymbol(node)
        : checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
    // What a private name means does not depend on the object, whose type may be unknown.
    if (!symbol && ts.isPropertyAccessExpression(node) && ts.isPrivateIdentifier(node.name)) {
      const [member] = privateMembers(ts, node.name);
      if (member) symbol = checker.getSymbolAtLocation(member.name!);
    }
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) {
      const target = checker.getAliasedSymbol(symbol);
      if (!checker.isUnknownSymbol(target)) symbol = target;
    }
    return symbol;
  }

  function elementSymbol(node: ts.ElementAccessExpression): ts.Symbol | undefined {
    const key = checker.getTypeAtLocation(node.argumentExpression);
    const type = checker.getApparentType(checker.getTypeAtLocation(node.expression));
    if (key.isStringLiteral()) return checker.getPropertyOfType(type, key.value);
    if (!(key.flags & ts.TypeFlags.UniqueESSymbol)) return undefined;
    // Not by `getPropertyOfType`, which would take the name for one of the program's and escape it.
    const name = (key as ts.UniqueESSymbolType).escapedName;
    return checker.getPropertiesOfType(type).find((property) => property.escapedName === name);
  }

  /** The member `[Symbol.iterator]`, `[Symbol.dispose]` … of a type. */
  function wellKnown(type: ts.Type, name: string): ts.Symbol | undefined {
    const prefix = `__@${name}@`;
    return checker.getPropertiesOfType(type).find((property) => property.escapedName.toString().startsWith(prefix));
  }

  function unwrap(node: ts.Expression): ts.Expression {
    while (isWrapper(node, ts)) node = (node as ts.ParenthesizedExpression).expression;
    return node;
  }

  /** Whether the file of a declaration assigns to a variable of its name; by name alone, so it errs to be careful. */
  function isAssigned(node: ts.FunctionDeclaration | ts.VariableDeclaration): boolean {
    if (ts.isVariableDeclaration(node) && ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) return false;
    const name = node.name && ts.isIdentifier(node.name) ? node.name.text : "";
    return assignedNames(node.getSourceFile()).has(name);
  }

  function assignedNames(file: ts.SourceFile): ReadonlySet<string> {
    let names = assigned.get(file);
    if (!names) assigned.set(file, (names = collectAssignedNames(file)));
    return names;
  }

  function collectAssignedNames(file: ts.SourceFile): Set<string> {
    const names = new Set<string>();
    visit(file);
    return names;

    function visit(node: ts.Node): void {
      if (ts.isBinaryExpression(node)) {
        const operator = node.operatorToken.kind;
        const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
        if (operator >= FirstAssignment && operator <= LastAssignment) target(node.left);
      } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
        target(node.operand);
      } else if (
        (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
        !ts.isVariableDeclarationList(node.initializer)
      ) {
        target(node.initializer);
      }
      ts.forEachChild(node, visit);
    }

    function target(node: ts.Node): void {
      if (ts.isIdentifier(node)) names.add(node.text);
      else if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) ts.forEachChild(node, target);
      else if (ts.isShorthandPropertyAssignment(node)) names.add(node.name.text);
      else if (ts.isPropertyAssignment(node)) target(node.initializer);
      else if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) target(node.expression);
      else if (ts.isBinaryExpression(node)) target(node.left);
      else if (isWrapper(node, ts)) target(unwrap(node));
    }
  }

  /** Declared without being defined: in a declaration file, or with `declare`. */
  function isAmbient(node: ts.Node): boolean {
    if (node.getSourceFile().isDeclarationFile) return true;
    for (let outer = node; outer && !ts.isFunctionLike(outer.parent); outer = outer.parent) {
      if (ts.getCombinedModifierFlags(outer as ts.Declaration) & ts.ModifierFlags.Ambient) return true;
    }
    return false;
  }

  /**
   * Declared by the standard library, a package, or a `declare`: implemented elsewhere, by code that knows nothing of
   * greenlets unless it says so. The interfaces of a project's own declaration files (another project of the same
   * build) are not: any green code may implement them.
   */
  function isForeign(node: ts.Node): boolean {
    const file = node.getSourceFile();
    return (
      file.isDeclarationFile && (program.isSourceFileDefaultLibrary(file) || file.fileName.includes("/node_modules/"))
    );
  }

  function isEngineIterator(type: ts.Type): boolean {
    const { symbol } = type;
    return symbol !== undefined && ENGINE_ITERATORS.has(symbol.name) && (symbol.declarations ?? []).some(isForeign);
  }

  /** The functions that an expression is known to denote: declarations, signatures, and what a variable starts with. */
  function functionsOf(expression: ts.Expression): ts.SignatureDeclaration[] {
    const node = unwrap(expression);
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return [node];
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node))
      return [];
    return (of(node)?.declarations ?? []).flatMap((declaration): ts.SignatureDeclaration[] => {
      if (ts.isFunctionLike(declaration)) return [declaration];
      const { initializer } = declaration as { initializer?: ts.Expression };
      if (initializer) {
        const value = unwrap(initializer);
        return ts.isFunctionExpression(value) || ts.isArrowFunction(value) ? [value] : [];
      }
      // Declared without a value: `declare const f: () => void` in a declaration file.
      return ts.isVariableDeclaration(declaration) ? callSignatures(declaration) : [];
    });
  }

  function callSignatures(node: ts.Node): ts.SignatureDeclaration[] {
    const signatures = checker.getTypeAtLocation(node).getCallSignatures();
    return signatures.flatMap(({ declaration }) =>
      declaration && !ts.isJSDocSignature(declaration) ? [declaration] : [],
    );
  }

  /** Whether the value of an expression or variable may be a function, for all that its type says. */
  function mayBeFunction(node: ts.Node): boolean {
    return typeMayBeFunction(checker.getTypeAtLocation(node));
  }

  function typeMayBeFunction(type: ts.Type): boolean {
    const { Any, Unknown, NonPrimitive, Instantiable } = ts.TypeFlags;
    if (type.flags & (Any | Unknown | NonPrimitive)) return true;
    if (type.flags & Instantiable) {
      const constraint = checker.getBaseConstraintOfType(type);
      // A constraint that is itself open says nothing, and may lead in a circle.
      return !constraint || (constraint.flags & Instantiable) !== 0 || typeMayBeFunction(constraint);
    }
    if (type.isUnionOrIntersection()) return type.types.some(typeMayBeFunction);
    if (!(type.flags & ts.TypeFlags.Object)) return false;
    if (type.getCallSignatures().length > 0) return true;
    const name = type.symbol?.name;
    return name === "Function" || name === "Object" || checker.getPropertiesOfType(type).length === 0;
  }

  /** Where a declaration is, for a person: `in lib.es5.d.ts`, `at src/a.ts:3:1`. */
  function describe(node: ts.Node): string {
    const file = node.getSourceFile();
    if (program.isSourceFileDefaultLibrary(file)) return `in ${file.fileName.replace(/^.*\//, "")}`;
    const root = program.getCurrentDirectory().replace(/\/?$/, "/");
    const name = file.fileName.startsWith(root) ? file.fileName.slice(root.length) : file.fileName;
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return `at ${name}:${line + 1}:${character + 1}`;
  }
}

/** What may suspend without looking like a call: green accessors, iterators, and the dispose method of `using`. */
import type ts from "typescript";
import type { Context } from "../context.js";
import { dynamic, plain, type Callees, type Colours, type Judgement } from "./callees.js";
import { isWrapper } from "../1-mark/hosts.js";
import { isAssignmentTarget } from "./containsSuspension.js";
import type { Symbols } from "./symbols.js";

export interface Implicit {
  access(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, mode: "get" | "set"): Judgement;
  iteration(node: ts.Node): Judgement;
  /** An expression that is an iterator: its next() and return(). */
  steps(node: ts.Expression): Judgement;
  dispose(node: ts.VariableDeclaration): Judgement;
}

export function createImplicit(ctx: Context, symbols: Symbols, colours: Colours, callees: () => Callees): Implicit {
  const { ts, checker } = ctx;
  return { access, iteration, steps, dispose };

  /** By the type alone: a value of unknown type is read as it always was, and a green accessor behind it runs nested. */
  function access(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, mode: "get" | "set"): Judgement {
    const symbol = symbols.of(node);
    const isWanted = mode === "get" ? ts.isGetAccessor : ts.isSetAccessor;
    // By its declarations: a mapped type (`Readonly<C>`) makes properties of accessors.
    for (const declaration of symbol?.declarations ?? []) {
      if (!isWanted(declaration)) continue;
      const reason = colours.candidate(declaration);
      if (!reason) continue;
      const isKnown = reason.kind === "nested" || ts.isPrivateIdentifier(declaration.name);
      const isHere = declaration.getSourceFile() === node.getSourceFile() && declaration.body !== undefined;
      if (isKnown && isHere && !colours.suspends(declaration)) continue;
      return dynamic(`a green accessor ${symbols.describe(declaration)}`);
    }
    return plain("no green accessor");
  }

  /** `for…of`, spread, array destructuring, or an expression that is iterated. */
  function iteration(node: ts.Node): Judgement {
    if (ts.isForOfStatement(node)) return iterated(node.expression, node.expression);
    if (ts.isSpreadElement(node)) {
      const isRest = ts.isArrayLiteralExpression(node.parent) && isAssignmentTarget(node.parent, ts);
      return isRest ? plain("a rest element") : iterated(node.expression, node.expression);
    }
    return iterated(node, node);
  }

  function iterated(node: ts.Node, place: ts.Node): Judgement {
    if (ts.isArrayLiteralExpression(node) && isAssignmentTarget(node, ts)) {
      const source = assigned(node);
      // The checker has a public answer for whole assignments only, not for patterns within patterns or in loop heads.
      return source ? iterated(source, place) : dynamic("iterates what a pattern is given");
    }
    if (ts.isExpression(node)) {
      const value = symbols.unwrap(node);
      if (ts.isArrayLiteralExpression(value) || ts.isStringLiteralLike(value) || ts.isTemplateExpression(value))
        return plain("an array or a string");
    }
    const judgement = typeIsIterated(checker.getTypeAtLocation(node), place.getSourceFile());
    // An array pattern that is given an array literal: the iterator is the engine's whatever the types say.
    if (judgement.kind !== "plain" && ts.isArrayBindingPattern(node)) {
      const { initializer } = node.parent as ts.VariableDeclaration;
      if (
        initializer &&
        ts.isVariableDeclaration(node.parent) &&
        ts.isArrayLiteralExpression(symbols.unwrap(initializer))
      ) {
        return plain("an array");
      }
    }
    return judgement;
  }

  /** What is assigned to an array pattern; null if no expression says it. */
  function assigned(pattern: ts.Node): ts.Expression | null {
    let target = pattern;
    while (isWrapper(target.parent, ts)) target = target.parent;
    const { parent } = target;
    const isWhole = ts.isBinaryExpression(parent) && parent.left === target && !isAssignmentTarget(parent, ts);
    return isWhole ? parent.right : null;
  }

  function typeIsIterated(given: ts.Type, from: ts.SourceFile): Judgement {
    const type = checker.getApparentType(checker.getNonNullableType(given));
    if (type.isUnion()) {
      let last = plain("the iterators of all alternatives belong to the engine");
      for (const part of type.types) if ((last = typeIsIterated(part, from)).kind !== "plain") return last;
      return last;
    }
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return dynamic("iterates a value of unknown type");
    if (checker.isArrayType(type) || checker.isTupleType(type)) return plain("iterates an array");
    const method = symbols.wellKnown(type, "iterator");
    if (!method) return dynamic("iterates a value of unknown type");
    if (!isGenerator(method)) {
      const judgement = callees().member(method, from, type);
      if (judgement.kind !== "plain") return dynamic(`iterates: [Symbol.iterator] is ${judgement.why}`);
    }
    for (const signature of checker.getTypeOfSymbol(method).getCallSignatures()) {
      const judgement = stepsOf(checker.getApparentType(signature.getReturnType()), from);
      if (judgement.kind !== "plain") return judgement;
    }
    return plain("iterates with an iterator that is not green");
  }

  function steps(node: ts.Expression): Judgement {
    return stepsOf(checker.getApparentType(checker.getTypeAtLocation(node)), node.getSourceFile());
  }

  function isGenerator(method: ts.Symbol): boolean {
    return (method.declarations ?? []).every(
      (node) => ts.isMethodDeclaration(node) && node.asteriskToken !== undefined,
    );
  }

  function stepsOf(iterator: ts.Type, from: ts.SourceFile): Judgement {
    if (iterator.flags & ts.TypeFlags.Any) return dynamic("iterates with an iterator of unknown type");
    if (iterator.isUnion()) {
      for (const part of iterator.types) {
        const judgement = stepsOf(part, from);
        if (judgement.kind !== "plain") return judgement;
      }
      return plain("iterates with iterators that are not green");
    }
    if (symbols.isEngineIterator(iterator)) return plain("iterates with an iterator of the engine");
    for (const name of ["next", "return"]) {
      const step = checker.getPropertyOfType(iterator, name);
      const judgement = step && callees().member(step, from, iterator);
      if (judgement && judgement.kind !== "plain") return dynamic(`iterates: ${name}() is ${judgement.why}`);
    }
    return plain("iterates with an iterator that is not green");
  }

  function dispose(node: ts.VariableDeclaration): Judgement {
    const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(node.name)));
    for (const part of type.isUnion() ? type.types : [type]) {
      if (part.flags & ts.TypeFlags.Any) return dynamic("disposes of a value of unknown type");
      const method = symbols.wellKnown(part, "dispose");
      if (!method) return dynamic("disposes of a value of unknown type");
      const judgement = callees().member(method, node.getSourceFile(), part);
      if (judgement.kind !== "plain") return dynamic(`disposes: ${judgement.why}`);
    }
    return plain("its dispose method is not green");
  }
}

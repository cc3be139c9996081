/**
 * Parameters that take a green function. A function literal given directly to one is green without a mark of its own.
 *
 * One rule: a parameter takes a green function when the function type it has is marked. The mark stands before the
 * function type, before the call signature of an interface or type literal, or before what has the function type as
 * its type: the parameter itself, or a type alias.
 *
 *   function spawn(/** @greenlet *\/ body: () => void): void
 *   /** @greenlet *\/ type Body = () => void;
 *   interface Body { /** @greenlet *\/ (): void }
 *
 * The same goes for what a literal is assigned to: a property, a method, a variable (`g.run = () => …`).
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import type { MarkReason } from "./index.js";
import { markAt } from "./comment.js";
import { isAssignmentOperator } from "../ast/kinds.js";
import { isWrapper } from "./hosts.js";
import { isPackageExport } from "./package.js";

export interface Parameters {
  isMarked(parameter: ts.ParameterDeclaration): boolean;
  ofLiteral(fn: ts.FunctionExpression | ts.ArrowFunction): MarkReason | null;
  takesGreen(call: ts.CallExpression | ts.NewExpression, index: number): boolean;
}

export function createParameters(
  ctx: Context,
  hasComment: (node: ts.Node) => boolean,
  markOf: (fn: ts.SignatureDeclaration) => MarkReason | null,
): Parameters {
  const { ts, checker } = ctx;
  const memo = new Map<ts.ParameterDeclaration, boolean>();
  /** A program of one file that resolves nothing: what another module declares is unknown. */
  const isBlind = ctx.program.getCompilerOptions().noResolve === true;
  return { isMarked, ofLiteral, takesGreen };

  function ofLiteral(fn: ts.FunctionExpression | ts.ArrowFunction): MarkReason | null {
    let literal: ts.Expression = fn;
    while (isWrapper(literal.parent, ts)) literal = literal.parent;
    const { parent } = literal;
    if (
      ts.isBinaryExpression(parent) &&
      parent.right === literal &&
      isAssignmentOperator(ts, parent.operatorToken.kind)
    )
      return hasGreenCalls(checker.getTypeAtLocation(parent.left)) ? { kind: "assigned", node: parent.left } : null;
    if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return null;
    const index = parent.arguments?.indexOf(literal) ?? -1;
    return index >= 0 && takesGreen(parent, index) ? { kind: "argument", node: parent } : null;
  }

  function takesGreen(call: ts.CallExpression | ts.NewExpression, index: number): boolean {
    const name = ts.isNewExpression(call) ? "Greenlet" : "greenlet";
    if (index === 0 && isPackageExport(call.expression, name, ctx)) return true;
    const declaration = checker.getResolvedSignature(call)?.declaration;
    if (!declaration || ts.isJSDocSignature(declaration)) return isBlind && isUnresolved(call.expression);
    const parameter = parameterAt(declaration, index);
    return parameter !== undefined && isGreenParameter(parameter);
  }

  /**
   * Never wrong without types: a literal given to a function that another module may have declared may have to be
   * green. Names that the file does not declare are globals, and none of those takes a green function.
   */
  function isUnresolved(callee: ts.Expression): boolean {
    let root = callee;
    while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
    return !ts.isIdentifier(root) || checker.getSymbolAtLocation(root) !== undefined;
  }

  function parameterAt(declaration: ts.SignatureDeclaration, index: number): ts.ParameterDeclaration | undefined {
    const parameters = declaration.parameters.filter((p) => !(ts.isIdentifier(p.name) && p.name.text === "this"));
    if (index < parameters.length) return parameters[index];
    const last = parameters.at(-1);
    return last?.dotDotDotToken ? last : undefined;
  }

  function isGreenParameter(parameter: ts.ParameterDeclaration): boolean {
    let known = memo.get(parameter);
    if (known === undefined) memo.set(parameter, (known = isMarked(parameter) || hasGreenType(parameter)));
    return known;
  }

  /** The type may be written elsewhere: `(/** @greenlet *\/ run: Action)`. On what can't be a function a mark says nothing. */
  function isMarked(parameter: ts.ParameterDeclaration): boolean {
    if (parameter.pos < 0 || markAt(parameter.getSourceFile().text, parameter.pos) < 0) return false;
    return hasCallableType(parameter) && hasComment(parameter);
  }

  function hasCallableType(parameter: ts.ParameterDeclaration): boolean {
    const type = typeOf(parameter);
    if (type.flags & ts.TypeFlags.Any || type.symbol?.name === "Function") return true;
    return partsOf(type).some((part) => part.getCallSignatures().length > 0);
  }

  function hasGreenType(parameter: ts.ParameterDeclaration): boolean {
    return hasGreenCalls(typeOf(parameter));
  }

  function hasGreenCalls(type: ts.Type): boolean {
    return partsOf(type).some((part) =>
      part.getCallSignatures().some(({ declaration }) => {
        return declaration !== undefined && !ts.isJSDocSignature(declaration) && markOf(declaration) !== null;
      }),
    );
  }

  function typeOf(parameter: ts.ParameterDeclaration): ts.Type {
    const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(parameter)));
    return (parameter.dotDotDotToken && checker.getIndexTypeOfType(type, ts.IndexKind.Number)) || type;
  }

  function partsOf(type: ts.Type): readonly ts.Type[] {
    return type.isUnion() ? type.types : [type];
  }
}

/** Which names a function or class uses from outside itself. */
import type ts from "typescript";
import type { Context } from "../context.js";
import { scopeOf, symbolOf } from "../2-analyse/bindings.js";
import { contains, isErased, isVariableReference, privateMembers } from "../ast/kinds.js";
import { owners, type Environment } from "../3-normalise/environment.js";

export interface FreeNames {
  /** The innermost scope around it that declares a name it uses and the output keeps where it was; null if all are the file's. */
  readonly scope: ts.Node | null;
  /** A function expression uses its own name. */
  readonly usesItself: boolean;
  /** It uses `super` of a method around it. */
  readonly usesSuper: boolean;
  /** It uses `this`, `arguments` or `new.target` of the function around it. */
  readonly usesThis: boolean;
}

export function freeNames(ctx: Context, node: ts.Node, env: Environment): FreeNames {
  const { ts } = ctx;
  let scope: ts.Node | null = null;
  let usesItself = false;
  let usesSuper = false;
  let usesThis = false;
  const need = (s: ts.Node) => {
    if (!ts.isSourceFile(s) && (scope === null || contains(scope, s))) scope = s;
  };

  function walk(n: ts.Node): void {
    if (isErased(ts, n)) return;
    if (n.kind === ts.SyntaxKind.SuperKeyword && superOwner(n) === "outside") usesSuper = true;
    const isThis = n.kind === ts.SyntaxKind.ThisKeyword || ts.isMetaProperty(n);
    if ((isThis || (ts.isIdentifier(n) && n.text === "arguments")) && thisOwner(n) === "outside") usesThis = true;
    if (ts.isPrivateIdentifier(n)) {
      const owner = privateMembers(ts, n)[0]?.parent;
      if (owner && (owner === node ? false : contains(owner, node))) need(owner);
      return;
    }
    if (ts.isIdentifier(n)) {
      if (!isVariableReference(ts, n)) return;
      const symbol = symbolOf(ctx, n);
      const declarations = symbol?.declarations;
      if (!declarations || declarations.length === 0) return;
      // A class knows itself by a name of its own (ECMAScript 15.7.14); a function declaration by the one around it.
      if (declarations.some((d) => contains(node, d) && (d !== node || ts.isClassLike(d)))) return;
      for (const owner of owners(env)) if (owner.variable(n)) return;
      const d = declarations[0]!;
      if (ts.isSourceFile(d)) return; // `module` and `exports` in JavaScript
      if (d.getSourceFile() !== node.getSourceFile()) return;
      if (d === node && ts.isFunctionExpression(d)) {
        usesItself ||= n !== d.name;
        return;
      }
      if (ts.isFunctionExpression(d) || ts.isClassExpression(d)) return need(d);
      if (ts.isImportClause(d) || ts.isImportSpecifier(d) || ts.isNamespaceImport(d) || ts.isImportEqualsDeclaration(d))
        return;
      if (ts.isEnumMember(d)) return need(d.parent);
      // Exported members of a namespace are reached by their own name only inside it.
      need(ts.isModuleDeclaration(d) || isDeclared(d) ? scopeOf(ctx, d) : d.parent);
    }
    ts.forEachChild(n, walk);
  }

  function isDeclared(d: ts.Node): boolean {
    return (
      ts.isVariableDeclaration(d) ||
      ts.isBindingElement(d) ||
      ts.isParameter(d) ||
      ts.isFunctionDeclaration(d) ||
      ts.isClassDeclaration(d) ||
      ts.isEnumDeclaration(d)
    );
  }

  /** Whose `super` it is: a method's inside the node, the node's own, or one around it. */
  function superOwner(n: ts.Node): "inside" | "outside" {
    for (let p = n.parent; p; p = p.parent) {
      const owner =
        ts.isMethodDeclaration(p) ||
        ts.isAccessor(p) ||
        ts.isConstructorDeclaration(p) ||
        ts.isPropertyDeclaration(p) ||
        ts.isClassStaticBlockDeclaration(p);
      if (owner) return p !== node && contains(node, p) ? "inside" : "outside";
    }
    return "outside";
  }

  /** Whose `this` it is: arrow functions have none of their own. */
  function thisOwner(n: ts.Node): "inside" | "outside" {
    for (let child = n, p = n.parent; child !== node; child = p, p = p.parent) {
      const hasOwn =
        (ts.isFunctionLike(p) && !ts.isArrowFunction(p)) ||
        ts.isPropertyDeclaration(p) ||
        ts.isClassStaticBlockDeclaration(p);
      // A computed name and decorators belong to what is around.
      if (hasOwn && child !== (p as ts.NamedDeclaration).name && !ts.isDecorator(child)) return "inside";
    }
    return "outside";
  }

  walk(node);
  return { scope, usesItself, usesSuper, usesThis };
}

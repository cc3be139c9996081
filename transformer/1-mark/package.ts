/** Which identifiers mean an export of this package, with and without types. */
import type ts from "typescript";
import type { Context } from "../context.js";

export const PACKAGE = "greenlet-ts";

/** Whether the expression is the export `name` of the package: imported, required, or re-exported by another module. */
export function isPackageExport(expression: ts.Expression, name: string, { ts, checker }: Context): boolean {
  if (ts.isIdentifier(expression)) return comesFrom(checker.getSymbolAtLocation(expression), name);
  if (ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression)) {
    return expression.name.text === name && comesFrom(checker.getSymbolAtLocation(expression.expression), "*");
  }
  return false;

  function comesFrom(symbol: ts.Symbol | undefined, name: string): boolean {
    for (let hops = 0; symbol && hops < 20; hops++) {
      if (symbol.declarations?.some((declaration) => imports(declaration, name))) return true;
      symbol = symbol.flags & ts.SymbolFlags.Alias ? checker.getImmediateAliasedSymbol(symbol) : undefined;
    }
    return false;
  }

  function imports(node: ts.Declaration, name: string): boolean {
    if (ts.isImportSpecifier(node)) {
      return (node.propertyName ?? node.name).text === name && isPackage(node.parent.parent.parent.moduleSpecifier);
    }
    if (ts.isExportSpecifier(node)) {
      return (node.propertyName ?? node.name).text === name && isPackage(node.parent.parent.moduleSpecifier);
    }
    if (ts.isBindingElement(node) && ts.isVariableDeclaration(node.parent.parent)) {
      const key = node.propertyName ?? node.name;
      return ts.isIdentifier(key) && key.text === name && isRequire(node.parent.parent.initializer);
    }
    if (name !== "*") return false;
    if (ts.isNamespaceImport(node)) return isPackage(node.parent.parent.moduleSpecifier);
    if (ts.isNamespaceExport(node)) return isPackage(node.parent.moduleSpecifier);
    if (ts.isImportClause(node)) return isPackage(node.parent.moduleSpecifier);
    if (ts.isImportEqualsDeclaration(node)) {
      return ts.isExternalModuleReference(node.moduleReference) && isPackage(node.moduleReference.expression);
    }
    return ts.isVariableDeclaration(node) && isRequire(node.initializer);
  }

  function isPackage(specifier: ts.Expression | undefined): boolean {
    return specifier !== undefined && ts.isStringLiteralLike(specifier) && specifier.text === PACKAGE;
  }

  function isRequire(node: ts.Expression | undefined): boolean {
    if (node === undefined || !ts.isCallExpression(node)) return false;
    return ts.isIdentifier(node.expression) && node.expression.text === "require" && isPackage(node.arguments[0]);
  }
}

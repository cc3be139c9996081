/** What a member of a class overrides. */
import type ts from "typescript";
import type { Context } from "../context.js";

/** The declarations of the same name in the base classes, nearest first; those of interfaces not. */
export function baseMembers(
  member: ts.MethodDeclaration | ts.AccessorDeclaration,
  { ts, checker }: Context,
): ts.Declaration[] {
  const owner = member.parent;
  if (!ts.isClassLike(owner) || ts.isPrivateIdentifier(member.name)) return [];
  const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
  const found: ts.Declaration[] = [];
  const seen = new Set<ts.Node>();
  for (let heritage = baseOf(owner); heritage && !seen.has(heritage);) {
    seen.add(heritage);
    const type = isStatic ? checker.getTypeAtLocation(heritage.expression) : checker.getTypeAtLocation(heritage);
    const name = checker.getSymbolAtLocation(member.name)?.escapedName.toString();
    const symbol = name === undefined ? undefined : checker.getPropertyOfType(type, name);
    // Every object type has the members of Object as well; those no class declares.
    const declarations = (symbol?.declarations ?? []).filter(({ parent }) => {
      return !(ts.isInterfaceDeclaration(parent) && (parent.name.text === "Object" || parent.name.text === "Function"));
    });
    if (declarations.length === 0) break;
    found.push(...declarations);
    const next = declarations[0]!.parent;
    heritage = next && ts.isClassLike(next) ? baseOf(next) : undefined;
  }
  return found;

  function baseOf(node: ts.ClassLikeDeclaration): ts.ExpressionWithTypeArguments | undefined {
    return node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  }
}

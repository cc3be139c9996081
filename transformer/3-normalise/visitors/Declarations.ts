/** Variables, classes and enums of a lowered list: their variables are locals, so a declaration is an assignment. */
import type ts from "typescript";
import { into, expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { use } from "../shared/disposal.js";
import { assignPattern } from "../shared/forHead.js";
import { evaluateOperands, operandsOf } from "../shared/operands.js";

export function isUsing(n: Normaliser, list: ts.VariableDeclarationList): boolean {
  return (list.flags & n.ts.NodeFlags.BlockScoped) === n.ts.NodeFlags.Using;
}

export function variableStatement(n: Normaliser, node: ts.VariableStatement): void {
  declarationList(n, node.declarationList);
}

export function declarationList(n: Normaliser, list: ts.VariableDeclarationList): void {
  for (const d of list.declarations) declaration(n, d, list);
}

function declaration(n: Normaliser, d: ts.VariableDeclaration, list: ts.VariableDeclarationList): void {
  const { ts, b } = n;
  const { name, initializer } = d;
  if (!initializer) {
    const isVar = !(list.flags & ts.NodeFlags.BlockScoped);
    if (!isVar) n.effect(b.assign(n.place(n.bindingOf(name as ts.Identifier)!), b.undefined()), d);
    return;
  }
  if (!ts.isIdentifier(name)) return assignPattern(n, name, expression(n, initializer), d);
  const binding = n.bindingOf(name)!;
  if (isUsing(n, list)) return use(n, d, binding);
  const isFresh = (list.flags & ts.NodeFlags.BlockScoped) !== 0;
  if (isFresh && !binding.scoped && binding.early.size === 0 && n.suspends(initializer))
    return into(n, initializer, n.local(binding));
  const value = expression(n, initializer);
  const place = n.place(binding);
  n.effect(b.assign(place, n.named(name.text, place, initializer, value)), d);
}

export function classDeclaration(n: Normaliser, node: ts.ClassDeclaration): void {
  // In TypeScript's own dialect decorators are applied one by one: only what must come before a suspension point does.
  const legacy = n.ctx.program.getCompilerOptions().experimentalDecorators === true;
  if (n.suspends(node)) evaluateOperands(n, operandsOf(n, node), !legacy);
  n.effect(n.b.assign(n.place(n.bindingOf(node.name!)!), n.host.expressionOf(node, n.env)), node);
}

export function enumDeclaration(n: Normaliser, node: ts.EnumDeclaration): void {
  const { ts } = n;
  if (n.suspends(node)) {
    for (const m of node.members)
      if (m.initializer && n.suspends(m.initializer)) n.replace(m.initializer, expression(n, m.initializer));
  }
  if (
    ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ConstKeyword) &&
    !n.ctx.program.getCompilerOptions().preserveConstEnums
  )
    return;
  const binding = n.bindingOf(node.name)!;
  const made = n.host.expressionOf(node, n.env);
  // Later declarations of an enum add to the first.
  const object = n.b.member(n.f.createIdentifier("Object"), "assign");
  const value = binding.declaration === node ? made : n.b.call(object, n.place(binding), made);
  n.effect(n.b.assign(n.place(binding), value), node);
}

/**
 * Parameters. Simple ones stay in the parameter list. Where an initialiser suspends, or makes a closure that could see
 * the parameters, the entry takes plain values and the list is worked through in the body (ECMAScript 10.2.11).
 */
import type ts from "typescript";
import type { Binding } from "../../2-analyse/bindings.js";
import { contains } from "../../ast/kinds.js";
import { expression } from "../expression.js";
import type { Normaliser } from "../normaliser.js";
import { destructure } from "../shared/destructuring.js";
import { assignPattern } from "../shared/forHead.js";

export interface Parameters {
  readonly params: readonly ts.ParameterDeclaration[];
  /** Values of parameters that live in a scope object. */
  readonly given: ReadonlyMap<Binding, ts.Expression>;
  /** Writes what must happen before the body. */
  readonly lowered: () => void;
}

export function parameters(n: Normaliser): Parameters {
  const { ts } = n;
  const list = n.fn.parameters.filter((p) => !(ts.isIdentifier(p.name) && p.name.text === "this"));
  const inBody = n.parametersInBody || usesScoped(n, list);
  return inBody ? inTheBody(n, list) : inTheList(n, list);
}

function inTheList(n: Normaliser, list: readonly ts.ParameterDeclaration[]): Parameters {
  const { ts, f } = n;
  const given = new Map<Binding, ts.Expression>();
  const declare = (id: ts.Identifier): ts.Identifier => {
    const binding = n.bindingOf(id)!;
    const local = n.parameter(binding);
    if (binding.scoped) given.set(binding, n.ref(local));
    return n.ref(local);
  };
  const name = (p: ts.BindingName): ts.BindingName => {
    if (ts.isIdentifier(p)) return ts.setTextRange(declare(p), p);
    if (ts.isArrayBindingPattern(p)) {
      return f.createArrayBindingPattern(p.elements.map((e) => (ts.isOmittedExpression(e) ? e : element(e, false))));
    }
    return f.createObjectBindingPattern(p.elements.map((e) => element(e)));
  };
  const element = (e: ts.BindingElement, keyed = true): ts.BindingElement => {
    const own = !e.dotDotDotToken && ts.isIdentifier(e.name) ? f.createIdentifier(e.name.text) : undefined;
    const key = keyed ? (e.propertyName ?? own) : undefined;
    return f.createBindingElement(
      e.dotDotDotToken,
      key && ts.isComputedPropertyName(key) ? f.createComputedPropertyName(n.rewrite(key.expression)) : key,
      name(e.name),
      e.initializer && n.rewrite(e.initializer),
    );
  };
  const params = list.map((p) =>
    ts.setTextRange(
      f.createParameterDeclaration(
        undefined,
        p.dotDotDotToken,
        name(p.name),
        undefined,
        undefined,
        p.initializer && n.rewrite(p.initializer),
      ),
      p,
    ),
  );
  return { params, given, lowered: () => {} };
}

function inTheBody(n: Normaliser, list: readonly ts.ParameterDeclaration[]): Parameters {
  const { ts, f, b } = n;
  const values = list.map(() => n.parameterTemp());
  const params = list.map((p, i) => f.createParameterDeclaration(undefined, p.dotDotDotToken, n.ref(values[i]!)));
  const lowered = () =>
    list.forEach((p, i) => {
      const value = values[i]!;
      if (p.initializer) {
        n.emit({
          kind: "if",
          test: b.equals(n.ref(value), b.undefined()),
          then: n.collect(() => {
            const made = expression(n, p.initializer!);
            n.assign(value, ts.isIdentifier(p.name) ? n.named(p.name.text, n.ref(value), p.initializer!, made) : made);
          }),
          else: [],
        });
      }
      if (ts.isIdentifier(p.name)) assignPattern(n, p.name, n.ref(value), p);
      else if (n.suspends(p.name)) destructure(n, p.name, n.ref(value));
      else assignPattern(n, p.name, n.ref(value), p);
    });
  return { params, given: new Map(), lowered };
}

/** A pattern or an initialiser names a parameter that lives in the scope object, which the list can't see yet. */
function usesScoped(n: Normaliser, list: readonly ts.ParameterDeclaration[]): boolean {
  const { ts } = n;
  return n
    .declaredIn(n.fn)
    .some(
      (binding) =>
        binding.scoped &&
        binding.references.some((id) =>
          list.some((p) => p.name !== id && contains(p, id) && !ts.isTypeNode(id.parent)),
        ),
    );
}

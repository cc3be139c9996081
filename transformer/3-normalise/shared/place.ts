/** Assignment targets: what `=`, `+=`, `++` and patterns write to. Object and key are evaluated before the value. */
import type ts from "typescript";
import { isDeclarationName, skipOuter } from "../../ast/kinds.js";
import type { Normaliser } from "../normaliser.js";
import { callGetter, callSetter, isSuper, keyOf, memberName, readMember } from "../visitors/AccessExpression.js";
import { callPrivateSetter, isPrivateAccess } from "../visitors/PrivateMember.js";
import { spill, stable } from "./operands.js";

export interface Place {
  /** Reads it; may write statements. */
  read(): ts.Expression;
  /** Writes it. The result is the assignment left to evaluate, or the value where it was written already. */
  write(value: ts.Expression): ts.Expression;
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** Evaluates the parts of a target, so that statements may come between this and its use. */
export function placeOf(n: Normaliser, node: ts.Expression): Place {
  const { ts } = n;
  const target = skipOuter(ts, node);
  if (ts.isIdentifier(target)) return variable(n, target);
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) {
    throw new Error("an assignment target that the parser should have refused");
  }
  return isSuper(n, target) ? superMember(n, target) : member(n, target);
}

function variable(n: Normaliser, id: ts.Identifier): Place {
  const { ts, b } = n;
  return {
    read: () => n.readOf(id),
    write: (value) => {
      const declared = isDeclarationName(ts, id) && n.bindingOf(id);
      if (declared) return b.assign(n.place(declared), value);
      const found = n.targetOf(id);
      if (!found) return b.assign(id, value);
      return b.assign(found.target, found.checked ? found.checked(value) : value);
    },
  };
}

function member(n: Normaliser, node: Access): Place {
  const { ts, f, b } = n;
  const object = stable(n, node.expression);
  // Read by name or key as written; the key is evaluated now and once.
  const key = ts.isElementAccessExpression(node) ? keyOf(n, node, true) : null;
  if (key) n.replace((node as ts.ElementAccessExpression).argumentExpression, key);
  const assign = (value: ts.Expression) =>
    b.assign(
      key
        ? f.createElementAccessExpression(object, key)
        : f.createPropertyAccessExpression(object, memberName(n, node as ts.PropertyAccessExpression)),
      value,
    );
  return {
    read: () => readMember(n, object, node),
    write: (value) => {
      if (n.analysis.access(node, "set").kind === "plain") return assign(value);
      if (isPrivateAccess(n, node)) {
        const kept = spill(n, value);
        return callPrivateSetter(n, object, node, kept) ? kept : assign(kept);
      }
      const at = { holder: object, thisArg: object, key: key ?? keyOf(n, node, true) };
      return callSetter(n, at, value, assign, node);
    },
  };
}

/** `super.p`: looked up from the prototype of the home object, run on `this`. */
function superMember(n: Normaliser, node: Access): Place {
  const { ts, b } = n;
  const { self } = n.env;
  const key = ts.isPropertyAccessExpression(node) ? b.string(node.name.text) : stable(n, node.argumentExpression);
  const home = () => n.f.createIdentifier(self!.home!.text);
  const at = () => {
    const prototype = b.call(n.ctx.runtime("prototypeOf"), home());
    return { holder: spill(n, prototype), thisArg: n.superThis(), key };
  };
  const get = () => b.call(n.ctx.runtime("superGet"), home(), key, n.superThis());
  const set = (value: ts.Expression) => b.call(n.ctx.runtime("superSet"), home(), key, value, n.superThis());
  return {
    read: () => (n.analysis.access(node, "get").kind === "plain" ? get() : callGetter(n, at(), get, node)),
    write: (value) =>
      n.analysis.access(node, "set").kind === "plain" ? set(value) : callSetter(n, at(), value, set, node),
  };
}

/** A value that is read now and used later. */
export function readNow(n: Normaliser, place: Place): ts.Expression {
  return spill(n, place.read());
}

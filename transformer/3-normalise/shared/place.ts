/** Assignment targets: what `=`, `+=`, `++` and patterns write to. Object and key are evaluated before the value. */
import type ts from "typescript";
import { isDeclarationName, skipOuter } from "../../ast/kinds.js";
import type { Normaliser } from "../normaliser.js";
import { callSetter, isSuper, keyOf, memberName, readMember } from "../visitors/AccessExpression.js";
import { spill, stable } from "./operands.js";

export interface Place {
  /** Reads it; may write statements. */
  read(): ts.Expression;
  /** Writes it. The result is the assignment left to evaluate, or the value where it was written already. */
  write(value: ts.Expression): ts.Expression;
}

/** Evaluates the parts of a target, so that statements may come between this and its use. */
export function placeOf(n: Normaliser, node: ts.Expression): Place {
  const { ts, b, f } = n;
  const target = skipOuter(ts, node);
  if (ts.isIdentifier(target)) {
    return {
      read: () => n.rewrite(target),
      write: (value) => {
        const declared = isDeclarationName(ts, target) && n.bindingOf(target);
        if (declared) return b.assign(n.place(declared), value);
        const found = n.targetOf(target);
        if (!found) return b.assign(target, value);
        return b.assign(found.target, found.checked ? found.checked(value) : value);
      },
    };
  }
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) {
    throw new Error("an assignment target that the parser should have refused");
  }
  if (isSuper(n, target)) {
    const key = ts.isPropertyAccessExpression(target)
      ? b.string(target.name.text)
      : stable(n, target.argumentExpression);
    const home = () => f.createIdentifier(n.env.self!.home!.text);
    return {
      read: () => b.call(n.ctx.runtime("superGet"), home(), key, n.superThis()),
      write: (value) => b.call(n.ctx.runtime("superSet"), home(), key, value, n.superThis()),
    };
  }
  const object = stable(n, target.expression);
  if (ts.isPropertyAccessExpression(target)) {
    return {
      read: () => readMember(n, object, target),
      write: (value) =>
        n.analysis.access(target, "set").kind === "plain"
          ? b.assign(f.createPropertyAccessExpression(object, memberName(n, target)), value)
          : callSetter(n, object, b.string(target.name.text), value, target),
    };
  }
  const key = keyOf(n, target, true);
  n.replace(target.argumentExpression, key);
  return {
    read: () => readMember(n, object, target),
    write: (value) =>
      n.analysis.access(target, "set").kind === "plain"
        ? b.assign(f.createElementAccessExpression(object, key), value)
        : callSetter(n, object, key, value, target),
  };
}

/** A value that is read now and used later. */
export function readNow(n: Normaliser, place: Place): ts.Expression {
  return spill(n, place.read());
}

/**
 * Which locals may have been assigned by the time a suspension point is reached. The others are still `undefined`, live
 * or not, and need no place in a frame. A forward walk; sets only grow along the text, so that leaps need no care: what
 * holds where a leap arrives holds all that held where it started.
 */
import type { NStatement, Suspend } from "../../3-normalise/normalForm.js";
import { none, type Locals, type Usages } from "./usage.js";

export function assignedBefore(usages: Usages): ReadonlyMap<Suspend, Locals> {
  const assigned = new Map<Suspend, Locals>();
  const writes = (code: readonly NStatement[]) => usages.touched(code).writes;
  const parameters = usages.fn.paramLocals.reduce((set, local) => set | usages.bit(local), none);
  list(usages.fn.body, parameters);
  return assigned;

  function list(code: readonly NStatement[], before: Locals): Locals {
    return code.reduce((set, s) => statement(s, set), before);
  }

  function statement(s: NStatement, before: Locals): Locals {
    switch (s.kind) {
      case "suspend": {
        const called = before | usages.ofCall(s.call).writes;
        assigned.set(s, called);
        return called | usages.bit(s.target);
      }
      case "if": {
        const tested = before | usages.of(s.test).writes;
        return list(s.then, tested) | list(s.else, tested);
      }
      case "loop": {
        // Any round but the first comes after all of the loop.
        const set = before | writes([s]);
        list(s.body, set);
        list(s.update, set);
        return set;
      }
      case "switch": {
        let set = before | usages.of(s.discriminant).writes;
        for (const c of s.cases) set |= usages.of(c.test).writes;
        for (const c of s.cases) set = list(c.body, set);
        return set;
      }
      case "block":
        return list(s.body, before);
      case "try": {
        const body = list(s.body, before);
        return body | list(s.handler, body | usages.bit(s.param));
      }
      default:
        return before | writes([s]);
    }
  }
}

/**
 * What the fast version needs of a function: without what stands behind a call after which the machine goes on.
 * A loop that is left in its first round becomes an `if`, or what is inside it.
 */
import { catches } from "../../../runtime/protocol.js";
import type { Label, Loop, NStatement, Suspend, Try } from "../../3-normalise/normalForm.js";
import { completes } from "../shared/build.js";
import type { Layout } from "../shared/points.js";

export interface Pruned {
  readonly code: readonly NStatement[];
  /** Calls after which the machine goes on, and what they were; their values are not received here. */
  readonly handedOver: ReadonlyMap<Suspend, Suspend>;
}

/** Statements, and whether control certainly does not get behind them. */
interface Part {
  readonly code: NStatement[];
  readonly ends: boolean;
}

export function prune(body: readonly NStatement[], layout: Layout): Pruned {
  const handedOver = new Map<Suspend, Suspend>();
  /** Constructs that some leap in what is left goes to. */
  const left = new Set<Label>();
  const continued = new Set<Label>();
  return { code: list(body).code, handedOver };

  function list(statements: readonly NStatement[]): Part {
    const code: NStatement[] = [];
    for (const s of statements) {
      const part = statement(s);
      code.push(...part.code);
      if (part.ends) return { code, ends: true };
    }
    return { code, ends: false };
  }

  function statement(s: NStatement): Part {
    switch (s.kind) {
      case "suspend": {
        // What the machine throws must not come to a handler of this function again, so it is not called inside a try.
        if (!s.always || catches(layout.pointOf.get(s)!.number)) return { code: [s], ends: false };
        const call = { ...s, target: null };
        handedOver.set(call, s);
        return { code: [call], ends: true };
      }
      case "plain":
        return { code: [s], ends: !completes(layout.usages.ctx.ts, [s.node]) };
      case "leap":
        (s.mode === "break" ? left : continued).add(s.to);
        return { code: [s], ends: true };
      case "if": {
        const [then, otherwise] = [list(s.then), list(s.else)];
        return { code: [{ ...s, then: then.code, else: otherwise.code }], ends: then.ends && otherwise.ends };
      }
      case "block": {
        const inside = list(s.body);
        return { code: [{ ...s, body: inside.code }], ends: inside.ends && !left.has(s.label) };
      }
      case "switch":
        return { code: [{ ...s, cases: s.cases.map((c) => ({ ...c, body: list(c.body).code })) }], ends: false };
      case "loop":
        return loop(s);
      case "try":
        return protectedRegion(s);
      default:
        return { code: [s], ends: true };
    }
  }

  function loop(s: Loop): Part {
    const inside = list(s.body);
    const once = inside.ends && !continued.has(s.label);
    if (!once) {
      const update = list(s.update).code;
      return { code: [{ ...s, body: inside.code, update }], ends: s.test === null && !left.has(s.label) };
    }
    const entered = s.test === null || s.testAtEnd;
    if (left.has(s.label)) return { code: [{ ...s, body: inside.code, update: [] }], ends: false };
    if (entered) return inside;
    return { code: [{ kind: "if", test: s.test!, then: inside.code, else: [] }], ends: false };
  }

  function protectedRegion(s: Try): Part {
    const inside = list(s.body);
    const handler = list(s.handler);
    return { code: [{ ...s, body: inside.code, handler: handler.code }], ends: inside.ends && handler.ends };
  }
}

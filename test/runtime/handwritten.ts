/**
 * Green functions by hand, for tests of the run loop that don't depend on the compiler. `green(function* (…) { … })` makes
 * one of a generator, which yields a call where compiled code has a suspension point: `const x = yield call(f, …)`.
 * The generator is the frame's only slot. Its points are odd, so that it sees errors; `unhandled` makes frames that
 * the run loop must skip.
 */
import { closure, ENTRY, F1, F3, nested, state as $ } from "../../runtime/internal.js";
import { Suspending, type Description, type FrameRecord, type Tail } from "../../runtime/protocol.js";
import { shared } from "../../runtime/shared.js";
import { Special } from "../../runtime/special.js";

export const { Greenlet, greenlet, GreenletError, GreenletExit } = shared.api;
export const { getcurrent, settrace, gettrace, trackContexts, onAbandoned } = shared.api;
export type Greenlet = InstanceType<typeof Greenlet>;

export interface Call {
  callee: any;
  self: unknown;
  args: unknown[];
}
type Body = (this: any, ...args: any[]) => Generator<Call, any, any>;

/** A call of a function without `this`. */
export function call(callee: any, ...args: unknown[]): Call {
  return { callee, self: undefined, args };
}

/** A call of a method. */
export function send(self: any, method: PropertyKey, ...args: unknown[]): Call {
  return { callee: self[method], self, args };
}

/** Suspends the current greenlet. */
export function switchTo(target: Greenlet, ...args: unknown[]): Call {
  return send(target, "switch", ...args);
}

/** As compiled code calls: the resumable entry if there is one. */
export function perform({ callee, self, args }: Call): any {
  const entry = callee[ENTRY];
  return (entry ?? callee).apply(self, args);
}

export function green<F extends (...args: any[]) => any>(body: Body, line = 1): F {
  const description: Description = [body.name, `${body.name}.ts`, line, 7];

  function entry(this: unknown, ...args: unknown[]): unknown {
    const generator = body.apply(this, args);
    return advance(generator, null, () => generator.next());
  }

  /** Runs to the next call that suspends, and captures. `frame` is null in what would be the fast version. */
  function advance(
    generator: Generator<Call, any, any>,
    frame: (FrameRecord & { a: any }) | null,
    step: () => IteratorResult<Call, any>,
  ): unknown {
    for (let result = step(); ;) {
      if (result.done === true) return result.value;
      let value: any;
      try {
        value = perform(result.value);
      } catch (error) {
        result = generator.throw(error);
        continue;
      }
      if ($.suspending !== 0) {
        if (frame === null) return ((value as Tail).$caller = new F1(machine, 3, generator));
        if ($.suspending >= Suspending.Captured) (value as Tail).$caller = frame;
        return $;
      }
      result = generator.next(value);
    }
  }

  function machine(frame: any, value: unknown): unknown {
    if (value === $) return description;
    const generator = frame.a;
    if ($.throwing) {
      $.throwing = false;
      return advance(generator, frame, () => generator.throw(value));
    }
    return advance(generator, frame, () => generator.next(value));
  }

  const pub = function (this: unknown, ...args: unknown[]) {
    return nested(entry, this, ...args);
  };
  Object.defineProperty(pub, "name", { value: body.name });
  return closure(pub, entry) as any;
}

/** `function name() { return inner() + 1; }`: a frame without handler, which must never be entered with an error. */
export function unhandled(inner: any, name: string, line: number): () => any {
  const description: Description = [name, `${name}.ts`, line, 3];
  function entry(): unknown {
    const value = perform(call(inner));
    if ($.suspending !== 0) return (value.$caller = new F3(machine, 2, "kept", 1.5, null));
    return value + 1;
  }
  function machine(frame: any, value: any): unknown {
    if (value === $) return description;
    if ($.throwing) throw new Error("entered a frame that has no handler");
    if (frame.a !== "kept" || frame.b !== 1.5 || frame.c !== null) throw new Error("slots are lost");
    return value + 1;
  }
  const pub = function (this: unknown, ...args: unknown[]) {
    return nested(entry, this, ...args);
  };
  return closure(pub, entry) as any;
}

/** What an idle runtime looks like. Every test ends in it. */
export function expectIdle(): void {
  const main = $.main as any;
  const problems = [
    $.suspending !== 0 && "suspending",
    $.throwing && "throwing",
    shared.api.getcurrent() !== main && "not in main",
    $.baton.value !== undefined && typeof $.baton.value !== "number" && "keeps a value",
    $.native !== Special.Native && "a loop is left",
    $.hooks !== 0 && "a hook is left",
    main.$caller.$caller !== main.$caller && "main's chain is not empty",
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new Error(`The runtime is not idle: ${problems.join(", ")}`);
}

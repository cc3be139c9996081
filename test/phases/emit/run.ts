/**
 * Runs what the emitters made, with a run loop that does the least the protocol asks for. `op(k, …)` is the only call
 * that suspends; a script says for each call of it whether it returns, throws, suspends and returns, or suspends and
 * throws. The same source runs uncompiled with an `op` that never suspends; both must log the same.
 */
import ts from "typescript";
import { emitFast } from "../../../transformer/4-emit/fast/index.js";
import { emitMachine } from "../../../transformer/4-emit/machine/index.js";
import { layoutOf, pointsOf, type Layout } from "../../../transformer/4-emit/shared/points.js";
import type { NormalFunction } from "../../../transformer/3-normalise/normalForm.js";
import { callAt, catches, DESCRIBE, SLOTS, Suspending } from "../../../runtime/protocol.js";
import { context, normalForm } from "./normalise.js";

const { factory } = ts;
const printer = ts.createPrinter({ removeComments: true });

/** Both versions of the function as text. */
export function emit(fn: NormalFunction): { fast: string; machine: string } {
  const file = fn.source.getSourceFile();
  const text = (node: ts.Node) => printer.printNode(ts.EmitHint.Unspecified, node, file);
  const machineName = factory.createIdentifier(`${fn.name}$machine`);
  const body = factory.createBlock(emitFast(fn, context, machineName), true);
  const entry = factory.createFunctionDeclaration(
    undefined,
    undefined,
    `${fn.name}$entry`,
    undefined,
    fn.params,
    undefined,
    body,
  );
  return {
    fast: text(entry),
    machine:
      pointsOf(fn, context).length === 0
        ? ""
        : text(emitMachine(fn, context, machineName, factory.createIdentifier(`${fn.name}$description`))),
  };
}

/** What one call of `op` does. */
export type Step = "return" | "throw" | "suspend" | "suspend-throw";

export interface Outcome {
  readonly log: unknown[];
  /** For every suspension the frames' points and what their slots held, innermost frame first. */
  readonly frames: { point: number; slots: unknown[] }[][];
}

export type Program = (args: readonly unknown[], script: (n: number) => Step) => Outcome;

/** The source as it is: `$call(f, a)` means `f(a)`. */
export function plain(source: string): Program {
  const code = ts.transpile(source, { target: ts.ScriptTarget.ESNext });
  const make = new Function(
    "log",
    "op",
    "$call",
    "$callOn",
    "$callValue",
    "$callMethod",
    `${code}; return ${mainOf(source)};`,
  );
  const $call = (f: Function, ...rest: unknown[]) => f(...rest);
  const $callOn = (f: Function, self: unknown, ...rest: unknown[]) => f.call(self, ...rest);
  return (args, script) => {
    const log: unknown[] = [];
    let count = 0;
    const op = (...values: unknown[]) => {
      log.push(["op", ...values]);
      const n = ++count;
      if (script(n).endsWith("throw")) throw `error ${n}`;
      return answer(n, values);
    };
    const f = make((...values: unknown[]) => log.push(values), op, $call, $callOn, $call, $callOn);
    finish(log, () => f(...args));
    return { log, frames: [] };
  };
}

/**
 * The source compiled; `script` says what each call of `op` does.
 * @param isAlways as for `normalForm`
 */
export function green(source: string, isAlways?: (position: number) => boolean): Program {
  const layouts = new Map<string, Layout>();
  const code = functionsIn(source).map((part) => {
    const fn = normalForm(part, isAlways);
    layouts.set(`${fn.name}$machine`, layoutOf(fn, context));
    const { fast, machine } = emit(fn);
    const own = `const ${fn.name}$description = "${fn.name}"; function ${fn.name}() { throw new Error("the public function was called"); }`;
    return `${fast}\n${machine}\n${own}\n${fn.name}[$ENTRY] = ${fn.name}$entry;`;
  });
  const state = { suspending: 0, throwing: false };
  const anchor: { $caller: any } = { $caller: null };
  const ENTRY = Symbol("entry");
  let log: unknown[] = [];
  let frames: Outcome["frames"] = [];
  let step: (n: number) => Step;
  let count = 0;
  let sent: unknown;

  const opEntry = (...values: unknown[]) => {
    log.push(["op", ...values]);
    const n = ++count;
    const does = step(n);
    if (does === "throw") throw `error ${n}`;
    if (does === "return") return answer(n, values);
    state.suspending = 1;
    state.throwing = does === "suspend-throw";
    sent = state.throwing ? `error ${n}` : answer(n, values);
    return anchor;
  };
  const runtime: Record<string, unknown> = {
    $: state,
    $ENTRY: ENTRY,
    $rethrow: (error: unknown) => {
      state.throwing = false;
      throw error;
    },
    $notFunction: (_: unknown, text: string) => {
      throw new TypeError(`${text} is not a function`);
    },
    $after: (value: any, frame: any) => {
      if (state.suspending !== 0) return (value.$caller = frame);
      const result = frame.resume(frame, value);
      if (result !== state) return result;
      if (state.suspending < Suspending.Captured) anchor.$caller = frame;
      state.suspending |= Suspending.Captured;
      return frame;
    },
    op$entry: opEntry,
    op: Object.assign(() => {}, { [ENTRY]: opEntry }),
    log: (...values: unknown[]) => log.push(values),
  };
  for (let n = 0; n <= SLOTS.length; n++) runtime[`$F${n}`] = frameClass(n, state);
  const machines = [...layouts].filter(([, layout]) => layout.points.length > 0).map(([name]) => name);
  const body = `"use strict"; ${code.join("\n")}; return [${mainOf(source)}$entry, ${machines.join(", ")}];`;
  let entry: (...args: readonly unknown[]) => unknown;
  try {
    let asked: ((frame: object, value: unknown) => unknown)[];
    [entry, ...asked] = new Function(...Object.keys(runtime), body)(...Object.values(runtime));
    asked.forEach((machine, i) => {
      const probe = Object.assign(new (frameClass(8, state))(machine, DESCRIBE), { a: [] });
      if (machine(probe, state) !== machines[i]!.replace("$machine", ""))
        throw new Error(`${machines[i]} does not describe itself`);
    });
  } catch (error) {
    throw new Error(`the output does not parse: ${error}\n${source}\n${body}`);
  }

  return (args, script) => {
    log = [];
    frames = [];
    step = script;
    count = 0;
    finish(log, () => drive(() => entry(...args)));
    return { log, frames };
  };

  /** What is not live at its point must not be kept alive. */
  function checkUnused({ machine, point, slots }: { machine: string; point: number; slots: unknown[] }): void {
    const layout = layouts.get(machine)!;
    const { live } = layout.points[callAt(point)]!;
    const used = new Set(live.map((local) => layout.slotOf.get(local)!));
    const kept = layout.spread ? (slots[0] as unknown[]) : slots;
    kept.forEach((value, slot) => {
      if (!used.has(slot) && value !== undefined) throw new Error(`${machine} ${point}: slot ${slot} keeps ${value}`);
    });
  }

  function drive(enter: () => unknown): unknown {
    const bottom = { point: 0, $caller: null };
    let next: any = bottom;
    let frame: any = null;
    for (;;) {
      let value: any;
      try {
        value = enter();
      } catch (error) {
        state.throwing = true;
        value = error;
      }
      if (state.suspending !== 0) {
        // The state object instead of a tail: the frame that was resumed stays in the chain.
        if (value !== state) value.$caller = next;
        else if (state.suspending < Suspending.Captured) anchor.$caller = frame;
        state.suspending = 0;
        next = anchor.$caller;
        const suspended = chain(next, bottom);
        for (const frame of suspended) checkUnused(frame);
        frames.push(suspended.map(({ point, slots }) => ({ point, slots })));
        value = sent;
      }
      if (state.throwing) {
        while (next !== bottom && !catches(next.point)) next = next.$caller;
        if (next === bottom) {
          state.throwing = false;
          throw value;
        }
      }
      if (next === bottom) return value;
      frame = next;
      next = frame.$caller;
      enter = () => frame.resume(frame, value);
    }
  }
}

function chain(frame: any, bottom: unknown): { machine: string; point: number; slots: unknown[] }[] {
  const list = [];
  for (; frame !== bottom; frame = frame.$caller) {
    list.push({ machine: frame.resume.name, point: frame.point, slots: slotsOf(frame) });
  }
  return list;
}

function functionsIn(source: string): string[] {
  return source.split(/^(?=function )/m).filter((part) => part.startsWith("function"));
}

/** The function that is run: the first one. */
function mainOf(source: string): string {
  return /function (\w+)/.exec(source)![1]!;
}

function answer(n: number, values: unknown[]): unknown {
  return typeof values[0] === "object" ? values[0] : n;
}

function finish(log: unknown[], run: () => unknown): void {
  try {
    log.push(["returns", run()]);
  } catch (error) {
    log.push(["throws", error instanceof Error ? `${error.name}: ${error.message}` : error]);
  }
}

function frameClass(size: number, state: { suspending: number }) {
  return class {
    $caller = null;
    [slot: string]: unknown;
    constructor(
      readonly resume: unknown,
      readonly point: number,
      ...values: unknown[]
    ) {
      if (state.suspending !== 0) state.suspending |= Suspending.Captured;
      if (values.length > size) throw new Error(`F${size} was given ${values.length} values`);
      for (let i = 0; i < size; i++) this[SLOTS[i]!] = values[i];
    }
  };
}

function slotsOf(frame: Record<string, unknown>): unknown[] {
  return SLOTS.filter((slot) => slot in frame).map((slot) => frame[slot]);
}

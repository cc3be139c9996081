/**
 * What a piece of code does, as text: every operation on the objects it was given, its result or its error. A green
 * built-in and its native are given the same scenario; their observations must agree.
 */
import { types } from "node:util";

export type Log = string[];
/** Builds fresh inputs that write to the log. */
export type Scenario = (log: Log) => { thisArg: unknown; args: unknown[] };

export interface Observation {
  log: Log;
  outcome: string;
}

type Method = (...args: any[]) => unknown;

/** Runs `method` in a scenario. The inputs are printed afterwards too: what was done to them counts. */
export function observe(
  method: Method,
  scenario: Scenario,
  apply: (method: Method, thisArg: unknown, args: unknown[]) => unknown = Reflect.apply,
): Observation {
  const log: Log = [];
  const { thisArg, args } = scenario(log);
  let outcome: string;
  try {
    const result = apply(method, thisArg, args);
    // Looking at the result may run traps: that is no part of what the method did.
    const shown = log.length;
    outcome = `returns ${result === thisArg ? "this" : show(result)}`;
    log.length = shown;
  } catch (error) {
    outcome = `throws ${error instanceof Error ? error.name : show(error)}`;
  }
  const end = log.length;
  const after = show(thisArg);
  log.length = end;
  return { log, outcome: `${outcome}; this is ${after}` };
}

/** A value with everything that may differ: type, holes, own keys, prototype. */
export function show(value: unknown, depth = 3): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "function") return "function";
  if (typeof value !== "object" || value === null) return String(value);
  if (depth === 0) return "…";
  if (types.isMap(value)) return `Map${show([...value], depth)}`;
  if (types.isSet(value)) return `Set${show([...value], depth)}`;
  const prototype = Object.getPrototypeOf(value);
  const name = prototype === null ? "null" : (prototype.constructor?.name ?? "?");
  const keys = Reflect.ownKeys(value).filter((key) => typeof key === "string" || key === Symbol.iterator);
  const entries = keys.map((key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined) return `${String(key)}: ?`;
    const flags = `${descriptor.writable ? "w" : ""}${descriptor.enumerable ? "e" : ""}${descriptor.configurable ? "c" : ""}`;
    return `${String(key)}: ${"value" in descriptor ? show(descriptor.value, depth - 1) : "accessor"} ${flags}`;
  });
  return `${name}{${entries.join(", ")}}`;
}

const traps = [
  "get",
  "set",
  "has",
  "deleteProperty",
  "defineProperty",
  "getOwnPropertyDescriptor",
  "ownKeys",
  "getPrototypeOf",
  "setPrototypeOf",
  "isExtensible",
  "preventExtensions",
  "apply",
  "construct",
] as const;

/** A proxy that logs every trap, with key and value where it has them, and then does what the target does. */
export function logged<T extends object>(target: T, log: Log, name: string): T {
  const handler: any = {};
  for (const trap of traps) {
    handler[trap] = (...args: any[]) => {
      const key = [
        "apply",
        "construct",
        "ownKeys",
        "getPrototypeOf",
        "setPrototypeOf",
        "isExtensible",
        "preventExtensions",
      ].includes(trap)
        ? ""
        : ` ${String(args[1])}`;
      const value = trap === "set" ? ` ${show(args[2], 1)}` : trap === "construct" ? ` ${show(args[1], 2)}` : "";
      log.push(`${name}: ${trap}${key}${value}`);
      return (Reflect as any)[trap](...args);
    };
  }
  return new Proxy(target, handler);
}

/** An object whose conversion to a primitive is logged. */
export function convertible(value: unknown, log: Log, name: string): any {
  return {
    [Symbol.toPrimitive](hint: string) {
      log.push(`${name}: to ${hint}`);
      return value;
    },
  };
}

/** An iterable that logs `next` and `return`, and what it is asked for first. */
export function loggedIterable(values: unknown[], log: Log, name: string): any {
  const iterator = logged(
    {
      k: 0,
      next() {
        return this.k < values.length
          ? logged({ value: values[this.k++], done: false }, log, `${name} result`)
          : { value: undefined, done: true };
      },
      return() {
        return {};
      },
    },
    log,
    `${name} iterator`,
  );
  return logged({ [Symbol.iterator]: () => iterator }, log, name);
}

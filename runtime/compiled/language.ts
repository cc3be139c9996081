/** Parts of the language that compiled code spells out, each a few lines of the specification. */

import { superGet, superSet } from "./functions.js";

/**
 * ToPropertyKey (ECMAScript 7.1.19): converts a computed key once.
 */
export function propertyKey(value: unknown): PropertyKey {
  if (typeof value === "string" || typeof value === "symbol") return value;
  // A property name converts a value exactly so, with the errors of the engine.
  return Reflect.ownKeys({ [value as PropertyKey]: 0 })[0]!;
}

/**
 * The value of an object pattern.
 * @throws TypeError for null and undefined (ECMAScript 8.6.2)
 */
export function requireObject(value: unknown): void {
  if (value === undefined || value === null) {
    throw new TypeError(`Cannot destructure '${String(value)}' as it is ${String(value)}.`);
  }
}

/** `{ ...rest }` in a pattern: a copy without the keys taken before (ECMAScript 7.3.26). */
export function objectRest(source: unknown, taken: readonly PropertyKey[]): object {
  const rest: Record<PropertyKey, unknown> = {};
  const excluded = new Set<PropertyKey>(taken.map(propertyKey));
  const object = Object(source);
  for (const key of Reflect.ownKeys(object)) {
    if (excluded.has(key) || !Reflect.getOwnPropertyDescriptor(object, key)?.enumerable) continue;
    Object.defineProperty(rest, key, { value: object[key], writable: true, enumerable: true, configurable: true });
  }
  return rest;
}

/** The strings of a tagged template: as a tag it gives back what a tag gets. */
export function templateObject(strings: TemplateStringsArray): TemplateStringsArray {
  return strings;
}

/**
 * A write to a constant.
 * @throws TypeError always
 */
export function constAssign(value: unknown, name: string): never {
  void value;
  void name;
  throw new TypeError("Assignment to constant variable.");
}

/** `super[key]` as an assignment target, where the language wants a place: `superRef(…).value`. */
export function superRef(home: object, key: PropertyKey, receiver: unknown): { value: unknown } {
  return {
    get value() {
      return superGet(home, key, receiver);
    },
    set value(value) {
      superSet(home, key, value, receiver);
    },
  };
}

/** An assignment target that is written by `write`: `checkedPlace(write).value`. */
export function checkedPlace(write: (value: unknown) => void): { value: unknown } {
  return {
    set value(value: unknown) {
      write(value);
    },
  };
}

/** Where `super` of a method with this home object looks. */
export function prototypeOf(home: object): object | null {
  return Object.getPrototypeOf(home);
}

/** The getter that reading `object[key]` would run. */
export function getterOf(object: any, key: PropertyKey): Function | undefined {
  return accessor(object, key)?.get;
}

/** ToObject, and an empty object for null and undefined: a brand can be looked for in what comes out. */
export const objectOf: (value: unknown) => object = Object;

/** The setter that writing `object[key]` would run. */
export function setterOf(object: any, key: PropertyKey): Function | undefined {
  return accessor(object, key)?.set;
}

function accessor(object: any, key: PropertyKey): PropertyDescriptor | undefined {
  if (object === undefined || object === null) return undefined;
  for (let o = Object(object); o !== null; o = Object.getPrototypeOf(o)) {
    const property = Object.getOwnPropertyDescriptor(o, key);
    if (property !== undefined) return property;
  }
  return undefined;
}

/** Resources of a scope with `using` declarations, and the error that is under way (ECMAScript DisposeResources). */
class Disposables {
  resource: unknown = undefined;
  method: Function | undefined = undefined;
  readonly resources: unknown[] = [];
  readonly methods: Function[] = [];
  failed = false;
  error: unknown = undefined;

  /** @throws TypeError if the value is neither null, undefined nor disposable */
  use<T>(value: T): T {
    if (value === null || value === undefined) return value;
    const method = Object(value) === value ? (value as any)[Symbol.dispose] : undefined;
    if (typeof method !== "function") throw new TypeError("Object not disposable");
    this.resources.push(value);
    this.methods.push(method);
    return value;
  }

  /** Takes the last resource that is left. */
  next(): boolean {
    this.resource = this.resources.pop();
    this.method = this.methods.pop();
    return this.method !== undefined;
  }

  /** An error of the block or of a disposal: a later one suppresses those before. */
  fail(error: unknown): void {
    this.error = this.failed ? suppressed(error, this.error) : error;
    this.failed = true;
  }

  /** Throws the error, if there was one. */
  finish(): void {
    if (this.failed) throw this.error;
  }
}

export function disposables(): Disposables {
  return new Disposables();
}

/** A SuppressedError, or what serves as one where the engine has none. */
function suppressed(error: unknown, before: unknown): Error {
  const message = "An error was suppressed during disposal.";
  const Native = (globalThis as any).SuppressedError;
  if (typeof Native === "function") return new Native(error, before, message);
  const result = new Error(message) as Error & { error: unknown; suppressed: unknown };
  result.name = "SuppressedError";
  result.error = error;
  result.suppressed = before;
  return result;
}

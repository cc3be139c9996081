/**
 * The abstract operations of ECMA-262 (ECMAScript 2025) that the green built-ins share. None of them suspends: user
 * code that they reach (getters, proxy traps, `valueOf`, constructors) runs nested, as it does for the natives.
 * Each is named after the operation it implements. Errors are TypeErrors with V8's words where they are the user's.
 */

/** A function value of unknown signature. */
export type Callable = (...args: any[]) => any;
export type Constructor = new (...args: any[]) => any;
/** An object whose properties are read and written by index. */
export type Indexed = any;

/** The intrinsics as they were when the runtime was loaded: later monkey patching doesn't reach the built-ins. */
const { apply, defineProperty, getPrototypeOf, ownKeys } = Reflect;
const { isArray } = Array;
const IntrinsicArray = Array;

export { isArray };

/** IsCallable, with the error of a built-in that needs a function. */
export function assertCallable(value: unknown): asserts value is Callable {
  if (typeof value !== "function") throw new TypeError(`${describe(value)} is not a function`);
}

/** ToObject; `method` names the built-in in the error for null and undefined. */
export function toObject(value: unknown, method: string): Indexed {
  requireObjectCoercible(value, method);
  return Object(value);
}

/** RequireObjectCoercible */
export function requireObjectCoercible(value: unknown, method: string): void {
  if (value === undefined || value === null) throw new TypeError(`${method} called on null or undefined`);
}

export function isObject(value: unknown): value is Indexed {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

/** ToIntegerOrInfinity */
export function toIntegerOrInfinity(value: unknown): number {
  const number = +(value as number);
  return number !== number ? 0 : Math.trunc(number) + 0; // + 0 makes -0 to +0
}

/** ToLength */
export function toLength(value: unknown): number {
  const length = toIntegerOrInfinity(value);
  return length <= 0 ? 0 : Math.min(length, Number.MAX_SAFE_INTEGER);
}

/** LengthOfArrayLike */
export function lengthOf(object: Indexed): number {
  return toLength(object.length);
}

/** GetMethod; the value may be a primitive, as for GetV. */
export function getMethod(value: any, key: PropertyKey): Callable | undefined {
  const method = value[key];
  if (method === undefined || method === null) return undefined;
  assertCallable(method);
  return method;
}

/** IsConstructor. A proxy asks the question without running anything of the value's own. */
export function isConstructor(value: unknown): value is Constructor {
  if (typeof value !== "function") return false;
  try {
    new new Proxy(value as any, constructNothing)();
    return true;
  } catch {
    return false;
  }
}
const constructNothing: ProxyHandler<any> = { construct: () => ({}) };

/**
 * The first half of ArraySpeciesCreate: the constructor to use, or undefined for an ordinary array, which the built-in
 * fills with `createInFresh`. The Array constructor of another realm counts as any other constructor.
 */
export function arraySpecies(original: Indexed): Constructor | undefined {
  if (!isArray(original)) return undefined;
  let constructor: any = original.constructor;
  if (isObject(constructor)) constructor = constructor[Symbol.species] ?? undefined;
  if (constructor === undefined || constructor === IntrinsicArray) return undefined;
  if (!isConstructor(constructor)) throw new TypeError("object.constructor[Symbol.species] is not a constructor");
  return constructor;
}

/** The second half: makes the array. RangeError for an ordinary array longer than 2^32 - 1. */
export function createFrom(species: Constructor | undefined, length: number): Indexed {
  return species === undefined ? new IntrinsicArray(length) : new species(length);
}

/**
 * CreateDataPropertyOrThrow. `fresh` says that `target` is an ordinary array nobody else has seen: then an assignment
 * does the same, and faster, unless somebody put an index on Array.prototype.
 */
export function createDataProperty(target: Indexed, key: PropertyKey, value: unknown, fresh: boolean): void {
  if (fresh && !(key in target)) target[key] = value;
  else if (!defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true }))
    throw new TypeError(`Cannot add property ${String(key)}, object is not extensible`);
}

/** Adds to a list of the built-in's own. */
export function append(list: unknown[], value: unknown): void {
  createDataProperty(list, list.length, value, true);
}

/** SpeciesConstructor */
export function speciesConstructor(object: Indexed, defaultConstructor: Constructor): Constructor {
  const constructor = object.constructor;
  if (constructor === undefined) return defaultConstructor;
  if (!isObject(constructor)) throw new TypeError("The .constructor property is not an object");
  const species = constructor[Symbol.species];
  if (species === undefined || species === null) return defaultConstructor;
  if (!isConstructor(species)) throw new TypeError("object.constructor[Symbol.species] is not a constructor");
  return species;
}

/** ToPropertyKey: a computed key of an object literal does it once. */
export function toPropertyKey(value: unknown): string | symbol {
  if (typeof value === "string" || typeof value === "symbol") return value;
  return ownKeys({ [value as string]: 0 })[0]!;
}

/** Whether the value is a regular expression by its internal slot. */
export function hasRegExpMatcher(value: unknown): boolean {
  if (!isObject(value) || value === RegExp.prototype) return false;
  try {
    apply(sourceGetter, value, []);
    return true;
  } catch {
    return false;
  }
}
const sourceGetter = Object.getOwnPropertyDescriptor(RegExp.prototype, "source")!.get!;

/** A value as V8 names it in "… is not a function". */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return value.name === "" ? "function" : value.name;
  if (!isObject(value)) return typeof value === "bigint" ? `${value}` : String(value);
  return isArray(value) || getPrototypeOf(value) === null ? "object" : "#<Object>";
}

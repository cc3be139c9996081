/** How compiled functions are put together and called. Each name here is used by compiled code and by nothing else. */
import { ENTRY, IS_ENTRY, START, type GreenFunction } from "../entry.js";
import { describeValue } from "../errors.js";
import { shareStart } from "../lifecycle.js";
import { Suspending, type Description, type FrameRecord } from "../protocol.js";
import { state } from "../state.js";

const $ = state;
const hidden = { value: undefined as unknown, enumerable: false, configurable: true, writable: true };

/**
 * Makes `pub` the public function of a green function.
 * For functions that are made once (declarations of a module, methods); `closure` is for the others. `name` is for those
 * whose place in the source names them differently from the output.
 */
export function green<F extends Function>(pub: F, entry: Function, name?: string): F {
  if (name !== undefined) Object.defineProperty(pub, "name", { value: name, configurable: true });
  hidden.value = entry;
  Object.defineProperty(pub, ENTRY, hidden);
  hidden.value = shareStart(pub, entry);
  Object.defineProperty(pub, START, hidden);
  hidden.value = true;
  Object.defineProperty(entry, IS_ENTRY, hidden);
  return pub;
}

/**
 * The same for a function that is made again and again. A plain assignment, which is ten times as fast as defining the
 * property; the price is that the property can be enumerated, as symbols can.
 */
export function closure<F extends Function>(pub: F, entry: Function): F {
  (pub as GreenFunction)[ENTRY] = entry as any;
  return pub;
}

/** A private method read as a value: `green`, once. */
export function entered<F extends Function>(pub: F, entry: Function): F {
  return (pub as GreenFunction)[ENTRY] === entry ? pub : green(pub, entry);
}

/** Gives a function without a name the one that its computed key gives it (ECMAScript 10.2.9, SetFunctionName). */
export function named<F extends Function>(pub: F, key: PropertyKey): F {
  if (pub.name !== "") return pub;
  const value = typeof key !== "symbol" ? String(key) : key.description === undefined ? "" : `[${key.description}]`;
  return Object.defineProperty(pub, "name", { value, configurable: true });
}

type Entries = Function | { get?: Function | null; set?: Function | null } | null;

/**
 * Makes the methods and accessors of an object or a class green.
 * In: the object, then pairs of a key and its entry, or of a key and `{ get, set }` with the accessors' entries. A pair with
 * null instead of an entry says that a plain member of that key has taken the place of those before it.
 * Out: the object.
 */
export function wire<T extends object>(object: T, ...pairs: (PropertyKey | Entries)[]): T {
  for (let i = 0; i < pairs.length; i += 2) {
    const entry = pairs[i + 1] as Entries;
    const { value, get, set } = Object.getOwnPropertyDescriptor(object, pairs[i] as PropertyKey)!;
    if (typeof entry === "function" || entry === null) enter(value, entry);
    else {
      enter(get, entry.get);
      enter(set, entry.set);
    }
  }
  return object;
}

/** A class may have declared something else of that name since, or only one half of an accessor is green. */
function enter(pub: Function | undefined, entry: Function | null | undefined): void {
  if (pub === undefined || entry === undefined) return;
  if (entry !== null) green(pub, entry);
  else {
    // What came before took this for the member that it replaced.
    delete (pub as any)[ENTRY];
    delete (pub as any)[START];
  }
}

/** `wire` for a class: pairs for its prototype and for itself. */
export function wireClass<C extends Function>(
  made: C,
  members: Parameters<typeof wire>[1][],
  statics: Parameters<typeof wire>[1][],
): C {
  wire(made.prototype, ...members);
  return wire(made, ...statics);
}

/**
 * A decorator that gives a method or accessor its entry. It stands nearest to the member, so that it gets the public
 * function itself, whatever other decorators make of it. Works in both dialects of decorators.
 */
export function decorate(entry: Function) {
  return (target: any, context: any, descriptor?: PropertyDescriptor): void => {
    if (descriptor === undefined || typeof context === "object") green(target as Function, entry);
    else
      for (const f of [descriptor.value, descriptor.get, descriptor.set]) if (typeof f === "function") green(f, entry);
  };
}

let newTarget: unknown = undefined;

/** A public function leaves its `new.target` for the entry that it calls next. */
export function giveNewTarget(value: unknown): void {
  newTarget = value;
}

/** `new.target` of an entry: undefined where green code called it. */
export function takeNewTarget(): unknown {
  const value = newTarget;
  newTarget = undefined;
  return value;
}

/**
 * Goes on after a call that mostly suspends, in the machine of the function that called.
 * In: what the call returned; the frame of its caller.   Out: what that returns, or the frame as the tail.
 */
export function after(value: any, frame: FrameRecord): unknown {
  return $.suspending > Suspending.Captured ? (value.$caller = frame) : goOn(value, frame);
}

/** The rest of `after`, apart from it so that the part that is mostly needed can be inlined. */
const goOn = function (value: any, frame: FrameRecord): unknown {
  const { current } = $.baton;
  $.suspending = Suspending.No; // the frame was made before anybody knew that it would not be needed
  const result = frame.resume(frame, value);
  if (result !== $) return result;
  // The frame stays in the chain; here no run loop links it to a switch of its own.
  if (($.suspending & Suspending.Captured) === 0) current.$caller = frame;
  $.suspending |= Suspending.Captured;
  return frame;
};

/** Raises the error with which a frame was resumed, inside the handler that encloses its resume point. */
export function rethrow(error: unknown): never {
  $.throwing = false;
  throw error;
}

/**
 * The error of calling what can't be called.
 * @throws TypeError, in the engine's own words
 */
export function notFunction(value: unknown, text: string): never {
  void value;
  throw new TypeError(`${text} is not a function`);
}

/** Marks a binding that has not been initialised yet, where compiled code must check that itself. */
export const TDZ: unique symbol = Symbol("uninitialised") as any;

/**
 * Reads such a binding.
 * @throws ReferenceError if it is not initialised
 */
export function tdz<T>(value: T, name: string): T {
  if ((value as unknown) === TDZ) throw new ReferenceError(`Cannot access '${name}' before initialization`);
  return value;
}

/**
 * Writes such a binding: gives the value back if it is initialised.
 * @throws ReferenceError if it is not
 */
export function tdzAssign<T>(value: T, current: unknown, name: string): T {
  tdz(current, name);
  return value;
}

/** `super[key]` of a method whose home object is `home`. */
export function superGet(home: object, key: PropertyKey, receiver: unknown): unknown {
  return Reflect.get(Object.getPrototypeOf(home), key, receiver);
}

/** `super[key] = value`. @throws TypeError if the property can't be set */
export function superSet(home: object, key: PropertyKey, value: unknown, receiver: unknown): unknown {
  if (!Reflect.set(Object.getPrototypeOf(home), key, value, receiver)) {
    throw new TypeError(`Cannot assign to read only property '${String(key)}' of ${describeValue(receiver)}`);
  }
  return value;
}

/**
 * What a machine answers when it is asked for its description. A call, because V8 leaves out what is behind a call that
 * never happened: behind an array literal, it would know nothing more of what a machine left in the state. One argument,
 * because each takes three or four bytes of bytecode, and V8 counts bytes when it inlines.
 */
export function describe(description: Description): Description {
  return description;
}

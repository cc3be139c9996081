/// <reference lib="esnext.disposable" preserve="true" />
/** The class Greenlet: checks what it is given, then delegates. */
import { positionsOf, watch } from "./abandoned.js";
import { getContext, inheritContext, setContext, type Context } from "./context.js";
import { nameOf, type GreenletFrame } from "./describe.js";
import { ENTRY, IS_ENTRY, START, type GreenFunction } from "./entry.js";
import { describeValue, GreenletExit, misuse } from "./errors.js";
import { F1, F2, F4, F8, special } from "./frames.js";
import { runOf, Special, type StartFrame } from "./special.js";
import { descendsFrom, isDead, isPending, kill, methodFrame, NOTHING, startFrame } from "./lifecycle.js";
import { startFromMain, switchFromMain } from "./fromMain.js";
import { initialise, nested } from "./runLoop.js";
import { Hook, running, state, type Coroutine } from "./state.js";
import { Suspending, type ResumePoint } from "./protocol.js";
import { send } from "./transfer.js";

// Imports as constants of the module: V8 folds these, and loads an import from its cell at each use.
const $ = state;
const start: typeof START = START;
const nothing = NOTHING;
const fromMain = switchFromMain;
const beginFromMain = startFromMain;

export class Greenlet<A extends any[] = any[], R = any> {
  /**
   * @param run    what it runs when first switched to; a subclass may define `run()` instead.
   * @param parent where control goes when it ends; defaults to the current greenlet.
   * @throws GreenletError ERR_GREENLET_INVALID_PARENT if `parent` is given and is no Greenlet.
   */
  constructor(/** @greenlet */ run?: ((...args: A) => R) | null, parent?: Greenlet<any, any> | null) {
    const s = $; // seven bytes of bytecode less at each use, of those that V8 inlines
    let frame: StartFrame = nothing;
    if (run !== undefined && run !== null) {
      frame = (run as GreenFunction)[start];
      if (frame === undefined) frame = startFrame(run);
    }
    (this as unknown as Coroutine).$caller = frame;
    let more: unknown = parent;
    if (s.native !== Special.Native) more = makeInside(this as unknown as Coroutine, parent);
    else (this as unknown as Coroutine).$parent = s.main; // which runs, and no hook is on
    if (more !== undefined || new.target !== Base) makeSpecial(this as unknown as Coroutine, parent, new.target);
  }

  /**
   * Suspends the current greenlet and continues this one.
   * Not yet started: `args` become the arguments of `run`.
   * Suspended: its own pending `switch()`/`throw()` returns the value sent: `undefined` for no argument, the
   * argument itself for one, an array of them for several.
   * Dead: control goes to its parent instead (and on, up to the first greenlet that is not dead).
   * Itself: returns the value at once.
   * @throws GreenletError ERR_GREENLET_NATIVE_FRAME, ERR_GREENLET_NO_RUN, before anything changed.
   * @greenlet
   */
  switch<T = any>(...args: any[]): T;
  /** @greenlet */
  switch(this: any, value?: any): any {
    const count = arguments.length;
    if ($.native === Special.Native && count <= 1) {
      let point: ResumePoint = Special.Native;
      try {
        point = this.$caller.point;
      } catch {
        // Not a greenlet: `checked` will say so. A try costs nothing here, a comparison would.
      }
      if (point > Special.Last) return fromMain(this, value);
      if (point === Special.Pending) return beginFromMain(this, value, count);
    }
    return switchNatively.apply(this, arguments as any);
  }

  /**
   * Like `switch`, but raises in this greenlet. With no argument: `new GreenletExit()`. With an error class:
   * a new instance of it (`message` passed on). Anything else is thrown as it is.
   * Not yet started: it dies without running, and the error goes to its parent.
   * Dead: the error goes to its parent; a GreenletExit is returned as a value.
   * @greenlet
   */
  throw<T = any>(error?: unknown, message?: string): T;
  /** @greenlet */
  throw(): any {
    return nested(throwEntry, this, ...arguments);
  }

  /** `null` for the main greenlet only. Setting: cycles, non-greenlets and main are refused with GreenletError. */
  get parent(): Greenlet<any, any> | null {
    return checked(this).$parent as Greenlet | null;
  }
  set parent(parent: Greenlet<any, any>) {
    const self = checked(this);
    if (self === $.main) {
      throw misuse("ERR_GREENLET_INVALID_PARENT", "The main greenlet has no parent, and can't get one");
    }
    const ancestor = checkedParent(parent);
    if (descendsFrom(ancestor, self)) {
      throw misuse(
        "ERR_GREENLET_PARENT_CYCLE",
        `${nameOf(self)} can't get ${nameOf(ancestor)} as its parent: that one descends from it`,
      );
    }
    self.$parent = ancestor;
  }

  /** True when its run finished, raised, or was killed. */
  get dead(): boolean {
    return isDead(checked(this));
  }

  /** True when started and not dead (Python's `bool(g)`). The main greenlet is always active. */
  get active(): boolean {
    const self = checked(this);
    return !isPending(self) && !isDead(self);
  }

  /** Where it is suspended, innermost first. Empty when not started, running or dead. (Python: `gr_frame`.) */
  get frames(): readonly GreenletFrame[] {
    const self = checked(this);
    return self === running() ? [] : positionsOf(self);
  }

  /**
   * Python's `gr_context`. A function that runs another one inside the asynchronous context this greenlet has
   * (what `AsyncLocalStorage.snapshot()` returns); settable before the start. Tracking contexts per greenlet costs
   * nothing until `trackContexts()` turns it on; with it on, a new greenlet starts in the context of its creation.
   */
  get context(): Context | null {
    return getContext(checked(this));
  }
  set context(context: Context | null) {
    setContext(checked(this), context);
  }

  /** `<Greenlet #7 f pending|suspended|current|dead>`; `<Greenlet #0 main …>` for main. */
  toString(): string {
    return nameOf(checked(this), this.constructor?.name || "Greenlet");
  }
}

/** The class itself. V8 does not fold the name that a class has inside. */
const Base = Greenlet;

/** What else a greenlet has, defined below: as methods of the class they would not be what the contract says. */
export interface Greenlet<A extends any[], R> {
  /**
   * The function it will run; `undefined` once started (a subclass's own method stays readable).
   * @greenlet
   */
  run(...args: A): R;

  /**
   * Kills it: throws GreenletExit into it if active, marks it dead if not started; so `using g = new Greenlet(f)`.
   * @greenlet
   */
  [Symbol.dispose](): void;
}

/**
 * Resumable entry of `switch`. Returns the tail of a chain, or the value if nothing is to be suspended.
 * What is stored in `suspending` is decided first and stored in one place, so that V8 knows in the caller that it is not 0.
 */
function switchEntry(this: Coroutine, value: any): any {
  let how = Suspending.Transfer;
  let point: ResumePoint = Special.Dead;
  try {
    point = this.$caller.point;
  } catch {
    // as above
  }
  common: if (arguments.length <= 1) {
    const s = $;
    const { baton } = s;
    const { current } = baton;
    if (point === s.native) how = Suspending.Leave;
    else {
      // This may be the current greenlet itself: control then comes straight back.
      if (point <= s.barred) {
        if (point !== Special.Pending || this === current) break common;
        how = Suspending.Detour;
        s.count = arguments.length;
      }
      baton.current = this;
    }
    s.suspending = how;
    baton.value = value;
    return current;
  }
  // Handing `arguments` to `apply` is the one use of them that V8 makes no object for.
  return switchAnyhow.apply(this, arguments as any);
}

/** The same for all targets and numbers of arguments. */
function switchAnyhow(this: unknown, ...args: any[]): any {
  const count = args.length;
  return send(checked(this), count === 1 ? args[0] : args, count, false);
}

/** `switch` called by native code. */
function switchNatively(this: unknown, ...args: any[]): any {
  return nested(switchEntry, this, ...args);
}

/** Resumable entry of `throw`. */
function throwEntry(this: unknown, error?: unknown, message?: string): any {
  const self = checked(this);
  if (arguments.length === 0) error = new GreenletExit();
  else if (typeof error === "function" && (error === Error || error.prototype instanceof Error)) {
    const ErrorClass = error as new (message?: string) => Error;
    error = message === undefined ? new ErrorClass() : new ErrorClass(message);
  }
  return send(self, error, 1, true);
}

/** Resumable entry of `[Symbol.dispose]`. As when Python collects a greenlet: it dies as a child of the current one. */
function disposeEntry(this: unknown): any {
  const self = checked(this);
  if (isDead(self)) return;
  if (isPending(self)) return kill(self);
  if (!descendsFrom($.baton.current, self)) self.$parent = $.baton.current;
  return send(self, new GreenletExit(), 1, true);
}

function dispose(this: unknown): void {
  nested(disposeEntry, this);
}

/** A new greenlet where main does not run, or a hook is on. Out: `parent`; something else if the greenlet needs more. */
const makeInside = function (greenlet: Coroutine, parent: unknown): unknown {
  greenlet.$parent = $.baton.current;
  return $.hooks === 0 ? parent : null;
};

/** What a new greenlet needs if a parent was given, it is one of a subclass, or somebody watches. */
function makeSpecial(greenlet: Coroutine, parent: unknown, target: Function): void {
  if (parent !== undefined && parent !== null) greenlet.$parent = checkedParent(parent);
  if (target !== Base) greenlet.$caller = methodFrame(runOf(greenlet.$caller as StartFrame));
  if (($.hooks & Hook.Contexts) !== 0) inheritContext(greenlet);
  if (($.hooks & Hook.Abandoned) !== 0) watch(greenlet);
}

/** @throws GreenletError ERR_GREENLET_INVALID_THIS if a method of Greenlet was called on something else. */
function checked(value: unknown): Coroutine {
  if (value instanceof Greenlet) return value as unknown as Coroutine;
  throw misuse(
    "ERR_GREENLET_INVALID_THIS",
    `A method of Greenlet was called on ${describeValue(value)}, which is no Greenlet`,
  );
}

function checkedParent(value: unknown): Coroutine {
  if (value instanceof Greenlet) return value as unknown as Coroutine;
  throw misuse("ERR_GREENLET_INVALID_PARENT", `A parent must be a Greenlet, not ${describeValue(value)}`);
}

const prototype = Greenlet.prototype;
const hidden = { enumerable: false, configurable: true, writable: true };
/** So that `switch` is of a hidden class of its own, which V8 relies on: green functions of one class get and lose properties. */
const IS_SWITCH = Symbol("greenlet is switch");
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

Object.defineProperty(prototype.switch, ENTRY, { value: switchEntry, ...hidden });
Object.defineProperty(prototype.switch, IS_SWITCH, { value: true, ...hidden });
Object.defineProperty(switchEntry, IS_ENTRY, { value: true, ...hidden });
Object.defineProperty(prototype.throw, ENTRY, { value: throwEntry, ...hidden });
Object.defineProperty(dispose, ENTRY, { value: disposeEntry, ...hidden });
Object.defineProperty(dispose, "name", { value: "[Symbol.dispose]", configurable: true });
// Where the engine has no such symbol, nothing can ask for the method either, helpers for `using` aside: they use this one.
Object.defineProperty(prototype, Symbol.dispose ?? Symbol.for("Symbol.dispose"), { value: dispose, ...hidden });
Object.defineProperty(prototype, INSPECT, { value: prototype.toString, ...hidden });

Object.defineProperty(prototype, "run", {
  configurable: true,
  enumerable: false,
  get(this: unknown): Function | undefined {
    const self = checked(this);
    return isPending(self) ? (runOf(self.$caller as StartFrame) ?? undefined) : undefined;
  },
  set(this: unknown, run: Function | null | undefined) {
    const self = checked(this);
    if (!isPending(self)) {
      throw misuse("ERR_GREENLET_ALREADY_STARTED", "run can't be set after the start of the greenlet");
    }
    const make = (self as object).constructor === Greenlet ? startFrame : methodFrame;
    self.$caller = make(run ?? null);
  },
});

initialise(new Greenlet() as unknown as Coroutine);

// As for frames: the first record of a chain may be of any class, and changes.
for (const Frame of [F1, F2, F4, F8]) {
  (new Greenlet() as unknown as Coroutine).$caller = special(new Frame(switchEntry, 0), nothing);
}

export type TraceEvent = "switch" | "throw";
/** Runs in the target greenlet, for every transfer of control (a greenlet's end is a "switch" to its parent). */
export type TraceCallback = (
  event: TraceEvent,
  transfer: readonly [origin: Greenlet<any, any>, target: Greenlet<any, any>],
) => void;

/** The greenlet that is running. Outside every greenlet: the main greenlet of this realm (thread). */
export function getcurrent(): Greenlet<any, any> {
  return running() as unknown as Greenlet;
}

/** `greenlet(run, parent)` is `new Greenlet(run, parent)`. */
export function greenlet<A extends any[], R>(
  /** @greenlet */ run?: ((...args: A) => R) | null,
  parent?: Greenlet<any, any> | null,
): Greenlet<A, R>;
/** `@greenlet` on a method marks it for the compiler; the decorator leaves no trace in the output. */
export function greenlet<F extends (this: any, ...args: any[]) => any>(
  method: F,
  context: ClassMethodDecoratorContext,
): F | void;
/** The same for `experimentalDecorators`. */
export function greenlet(prototype: object, key: string | symbol, descriptor: PropertyDescriptor): void;
export function greenlet(run?: any, parent?: any, descriptor?: any): any {
  const isDecorator =
    (descriptor !== undefined && (typeof parent === "string" || typeof parent === "symbol")) ||
    (typeof parent === "object" && parent !== null && typeof parent.kind === "string" && !(parent instanceof Greenlet));
  if (!isDecorator) return new Greenlet(run, parent);
  const name = String(typeof parent === "object" ? parent.name : parent);
  throw misuse(
    "ERR_GREENLET_NOT_COMPILED",
    `The method ${name} is marked @greenlet, but the file it is in was not compiled by greenlet-ts, which removes the ` +
      `decorator. Compile it with greenc, or add { "transform": "greenlet-ts/transformer" } to the plugins in the ` +
      `tsconfig.json and use tspc.`,
  );
}

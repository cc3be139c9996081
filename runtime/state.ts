/** The state of the runtime. Compiled code reads `suspending` after each green call, and `throwing` in its handlers. */
import { Special } from "./special.js";
import { DESCRIBE, type FrameRecord, type ResumePoint, type Suspending } from "./protocol.js";

/** What the run loop knows of a greenlet; the class is in `greenlet.ts`. */
export interface Coroutine {
  /**
   * Its innermost suspended frame, or the special record that says it is pending or dead. While it runs this is stale:
   * some frame further up the chain that still leads to the bottom.
   */
  $caller: FrameRecord;
  /** Where control goes when it ends; null for main only. */
  $parent: Coroutine | null;
}

/** The frame of native code that waits for its nested run loop. Its `$caller` is what its owner's chain was before. */
export interface NativeFrame extends FrameRecord {
  /** The greenlet that runs the native code; null while no loop runs at this depth. */
  a: Coroutine | null;
}

/** What costs something only when it is turned on; bits of `state.hooks`. */
export const enum Hook {
  Tracer = 1,
  Contexts = 2,
  Abandoned = 4,
  /** The bits that matter to every transfer. */
  OnTransfer = Tracer | Contexts | Abandoned,
}

/** How far `state.native` is moved while transfers are watched. */
export const HOOKED = 0x10000;

/** Turns a hook on or off. */
export function setHook(hook: Hook, on: boolean): void {
  const before = state.hooks;
  state.hooks = on ? before | hook : before & ~hook;
  const moved = Number((before & Hook.OnTransfer) !== 0) - Number((state.hooks & Hook.OnTransfer) !== 0);
  state.baton.current = running();
  state.native += moved * HOOKED;
  state.barred = (state.hooks & Hook.OnTransfer) === 0 ? Special.Last : DESCRIBE;
}

/**
 * What is handed over at a transfer. An object of its own, which the run loop replaces all the time so that it is always
 * young: a pointer that is stored in an old object costs a call of the collector's write barrier, 3 ns of the 8 that a
 * transfer takes.
 */
export class Baton {
  /**
   * The greenlet that runs; from the moment of a switch, the one it goes to. Outside all run loops, where main runs, it
   * may be the one that ran last, until the job ends. See `running`.
   */
  current: Coroutine;
  /** What arrives there. */
  value: any;
  constructor(current: Coroutine, value?: any) {
    this.current = current;
    this.value = value;
  }
}

/** How many frames, starts, or values that are pointers use one baton, about. */
export const PATIENCE = 1000;

export interface State {
  /** Set while control is on its way to another greenlet: everybody returns. */
  suspending: Suspending;
  /** Set while the value handed to a frame is an error to be raised there. `rethrow` clears it. */
  throwing: boolean;
  baton: Baton;
  /** How many arguments a pending greenlet starts with: with one, it is `value` itself, with more, an array of them. */
  count: number;
  /**
   * Point of the innermost native frame: `Special.Native` less the number of run loops on the JavaScript stack. Control
   * can reach the native frame with this point and no other. A number, because storing one is cheaper than storing a
   * frame. While a hook is on that watches transfers, it is `HOOKED` less, which is no frame's point: so the shortcuts
   * to native code are closed, without a check of their own.
   */
  native: ResumePoint;
  /** A switch to a frame with a point up to this one needs a closer look; while a hook watches transfers, any switch. */
  barred: ResumePoint;
  main: Coroutine;
  hooks: number;
  /** How much more may be done with the baton before it is replaced. */
  patience: number;
}

/** The greenlet that runs, outside of run loops, too. */
export function running(): Coroutine {
  const s = $; // shorter than naming it thrice: called by the constructor, where V8 inlines it
  return s.native === Special.Native ? s.main : s.baton.current;
}

class RuntimeState {
  suspending: Suspending = 0;
  throwing = false;
  count = 0;
  native: ResumePoint = Special.Native;
  barred: ResumePoint = Special.Last;
  hooks = 0;
  patience = 0;
}

// As for frames: V8 is to know from the start what changes, so that no code is optimised for one value of it.
const settled = new RuntimeState() as State;
for (const number of [1, 2]) {
  settled.suspending = settled.count = settled.native = settled.barred = settled.hooks = settled.patience = number;
}
for (const flag of [true, false]) settled.throwing = flag;

const $ = new RuntimeState() as State;
export const state: State = $;

/**
 * From now on, main runs. The fields that hold greenlets come now, with the first one there is: V8 keeps track of the class
 * of what a field has held, and does without checks as long as it is one (greenlets with properties of their own are
 * others). That `main` never changes makes it a constant.
 */
export function mainRuns(main: Coroutine): void {
  for (const value of [undefined, 1, 1.5, {}, [], ""]) new Baton(main, value);
  for (const each of [settled, $]) {
    each.main = main;
    for (let times = 0; times < 2; times++) each.baton = new Baton(main);
  }
}

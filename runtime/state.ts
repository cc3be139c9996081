/** The state of the runtime. Compiled code reads `suspending` after each green call, and `throwing` in its handlers. */
import type { FrameRecord, Suspending } from "./protocol.js";

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

/** A run loop on the JavaScript stack, or free to be used at that depth again. */
export interface Loop {
  readonly outer: Loop | null;
  inner: Loop | null;
  /** The frame of the native code that started the loop. */
  readonly native: NativeFrame;
}

/** The frame of native code that waits for its nested run loop. Its `$caller` is what its owner's chain was before. */
export interface NativeFrame extends FrameRecord {
  /** The greenlet that runs the native code; null when the loop is free. */
  a: Coroutine | null;
}

/** What costs something only when it is turned on; bits of `state.hooks`. */
export const enum Hook {
  Tracer = 1,
  Contexts = 2,
  Abandoned = 4,
  /** The bits that matter to every transfer; the others only to a greenlet's creation. */
  OnTransfer = Tracer | Contexts,
}

export interface State {
  /** Set while control is on its way to another greenlet: everybody returns. */
  suspending: Suspending;
  /** Set while the value handed to a frame is an error to be raised there. `rethrow` clears it. */
  throwing: boolean;
  /** Where control goes, and what arrives there. */
  target: Coroutine;
  value: any;
  /** How many arguments a pending greenlet starts with: with one, it is `value` itself, with more, an array of them. */
  count: number;
  current: Coroutine;
  main: Coroutine;
  /** The innermost run loop on the JavaScript stack. */
  loop: Loop;
  hooks: number;
}

export const state: State = {
  suspending: 0,
  throwing: false,
  target: undefined as any, // the greenlets and the base loop are put in place by frames.ts and greenlet.ts
  value: undefined,
  count: 0,
  current: undefined as any,
  main: undefined as any,
  loop: undefined as any,
  hooks: 0,
};

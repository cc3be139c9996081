/**
 * One asynchronous context (AsyncLocalStorage) per greenlet, if it is asked for. Greenlets that share the JavaScript
 * stack would otherwise all live in the context of whoever runs the loop.
 *
 * A context is a function that runs another one inside it, as `AsyncLocalStorage.snapshot()` returns. Unlike Python,
 * where a new greenlet starts in an empty context, it starts in that of its creation: what JavaScript does for
 * everything that runs later (timers, promises).
 */
import { describeValue, misuse } from "./errors.js";
import { isDead } from "./lifecycle.js";
import { Hook, running, setHook, state, type Coroutine } from "./state.js";

const $ = state;

export type Context = <T>(fn: () => T) => T;

/** Contexts of the greenlets that do not run. Those of greenlets made before tracking was turned on are missing. */
const contexts = new WeakMap<Coroutine, Context>();

let takeSnapshot: (() => Context) | null = null;

/**
 * Keeps one asynchronous context per greenlet across switches, from now on.
 * @throws GreenletError ERR_GREENLET_NO_ASYNC_CONTEXT where the engine has none
 */
export function trackContexts(on: boolean = true): void {
  if (on) takeSnapshot ??= findSnapshot();
  setHook(Hook.Contexts, on);
}

/** How this engine takes a snapshot. Looked up by name: the runtime must load where there is no Node. */
function findSnapshot(): () => Context {
  const { process, AsyncContext } = globalThis as any;
  const storage = process?.getBuiltinModule?.("node:async_hooks")?.AsyncLocalStorage;
  if (typeof storage?.snapshot === "function") return () => storage.snapshot();
  if (typeof AsyncContext?.Snapshot === "function") {
    return () => {
      const snapshot = new AsyncContext.Snapshot();
      return (fn) => snapshot.run(fn);
    };
  }
  throw misuse(
    "ERR_GREENLET_NO_ASYNC_CONTEXT",
    "Contexts can't be tracked: this engine has neither AsyncContext nor AsyncLocalStorage that can be reached by " +
      "process.getBuiltinModule (Node 20.16 or later)",
  );
}

/** A new greenlet starts in the context of its creation. Called only while contexts are tracked. */
export function inheritContext(greenlet: Coroutine): void {
  contexts.set(greenlet, takeSnapshot!());
}

/** Control leaves `origin`, in whose context this is called. Called only while contexts are tracked. */
export function keepContext(origin: Coroutine): void {
  if (isDead(origin)) contexts.delete(origin);
  else contexts.set(origin, takeSnapshot!());
}

/** Runs `fn` in the greenlet's context. */
export function inContext<T>(greenlet: Coroutine, fn: () => T): T {
  const context = contexts.get(greenlet);
  return context === undefined ? fn() : context(fn);
}

/** The greenlet's context, or null if it has none. */
export function getContext(greenlet: Coroutine): Context | null {
  if (greenlet === running() && ($.hooks & Hook.Contexts) !== 0) return takeSnapshot!();
  return contexts.get(greenlet) ?? null;
}

/**
 * Gives a greenlet that doesn't run another context.
 * @throws GreenletError ERR_GREENLET_INVALID_CONTEXT if it runs, or `context` is neither a function nor null
 */
export function setContext(greenlet: Coroutine, context: Context | null): void {
  if (context !== null && typeof context !== "function") {
    throw misuse(
      "ERR_GREENLET_INVALID_CONTEXT",
      `A context is a function that runs another one, as AsyncLocalStorage.snapshot() returns, or null; ` +
        `not ${describeValue(context)}`,
    );
  }
  if (greenlet === running()) {
    throw misuse("ERR_GREENLET_INVALID_CONTEXT", "The context of the greenlet that runs can't be replaced");
  }
  if (context === null) contexts.delete(greenlet);
  else contexts.set(greenlet, context);
}

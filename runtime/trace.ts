/** `settrace`: a callback for every transfer of control. */
import { describeValue, GreenletError } from "./errors.js";
import { Hook, setHook, type Coroutine } from "./state.js";

type TraceEvent = "switch" | "throw";
type Tracer = (event: TraceEvent, transfer: readonly [origin: any, target: any]) => void;

let tracer: Tracer | null = null;

/**
 * Installs a tracer and returns the one before.
 * @throws GreenletError ERR_GREENLET_INVALID_CALLBACK if it is neither a function nor null.
 */
export function settrace(callback: Tracer | null): Tracer | null {
  if (callback !== null && callback !== undefined && typeof callback !== "function") {
    throw new GreenletError(
      "ERR_GREENLET_INVALID_CALLBACK",
      `A tracer is a function or null, not ${describeValue(callback)}`,
    );
  }
  const before = tracer;
  tracer = callback ?? null;
  setHook(Hook.Tracer, tracer !== null);
  return before;
}

export function gettrace(): Tracer | null {
  return tracer;
}

/**
 * Called in the target. While the tracer runs, transfers that it makes are not traced.
 * @throws what the tracer throws, which is removed then: it is raised in the target.
 */
export function callTracer(event: TraceEvent, origin: Coroutine, target: Coroutine): void {
  const called = tracer!;
  setHook(Hook.Tracer, false);
  try {
    called(event, [origin, target]);
  } catch (error) {
    tracer = null;
    throw error;
  } finally {
    setHook(Hook.Tracer, tracer !== null);
  }
}

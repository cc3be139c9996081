/** `settrace`: a callback for every transfer of control. */
import { declareMachines } from "./describe.js";
import { ENTRY, type GreenFunction } from "./entry.js";
import { describeValue, misuse } from "./errors.js";
import { F4, special } from "./frames.js";
import { resumePoint, Suspending, type FrameRecord } from "./protocol.js";
import { Hook, setHook, state, type Coroutine } from "./state.js";

const $ = state;

type TraceEvent = "switch" | "throw";
type Tracer = (event: TraceEvent, transfer: readonly [origin: any, target: any]) => void;

let tracer: Tracer | null = null;

/**
 * Installs a tracer and returns the one before.
 * @throws GreenletError ERR_GREENLET_INVALID_CALLBACK if it is neither a function nor null.
 */
export function settrace(callback: Tracer | null): Tracer | null {
  if (callback !== null && callback !== undefined && typeof callback !== "function") {
    throw misuse("ERR_GREENLET_INVALID_CALLBACK", `A tracer is a function or null, not ${describeValue(callback)}`);
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
 * The tracer runs in the target before it goes on, in a frame of its own: it may switch like any green function.
 * What the target is to receive waits in the frame meanwhile: slot `a` the value, `b` whether to raise it, `c` the number
 * of arguments, `d` what the tracer is told.
 * In: the target's chain.   Out: the frame.
 */
export function traceFrame(
  below: FrameRecord,
  value: unknown,
  throwing: boolean,
  count: number,
  origin: Coroutine,
  target: Coroutine,
): FrameRecord {
  const frame = new F4(resumeTracer, CALL, value, throwing, count, [throwing ? "throw" : "switch", [origin, target]]);
  return special(frame, below);
}

/** Resume points of such a frame, which has to know of the tracer's errors. */
const CALL = resumePoint(0, true);
const RETURNED = resumePoint(1, true);

/**
 * Calls the tracer, and after it has returned lets the transfer go on. A tracer that throws is removed, and what it threw
 * is raised in the target.
 */
export function resumeTracer(frame: F4, sent: unknown): any {
  let error = sent;
  let failed = $.throwing;
  $.throwing = false;
  if (frame.point === CALL && !failed) {
    frame.point = RETURNED;
    const called = tracer;
    try {
      const entry: Function | null = called === null ? null : ((called as GreenFunction)[ENTRY] ?? called);
      const tail = entry?.apply(undefined, frame.d);
      if ($.suspending !== Suspending.No) {
        tail.$caller = frame;
        return frame;
      }
    } catch (thrown) {
      failed = true;
      error = thrown;
    }
  }
  if (failed) {
    settrace(null);
    throw error;
  }
  $.count = frame.c;
  if (frame.b) throw frame.a;
  return frame.a;
}

declareMachines(resumeTracer);

/**
 * Native frames: code that was not compiled as green waits there for its nested run loop. Control reaches it only while
 * its loop is the innermost one on the JavaScript stack; this module makes the error for all other cases.
 */
import { misuse, type GreenletError } from "./errors.js";
import { nameOf } from "./describe.js";
import { F1 } from "./frames.js";
import { sourceName } from "./stacks.js";
import { Special } from "./special.js";
import type { Machine, ResumePoint } from "./protocol.js";
import { Hook, HOOKED, state, type Coroutine, type NativeFrame } from "./state.js";

const $ = state;

/** One native frame for each depth to which run loops have ever been nested, outermost first. */
export const natives: NativeFrame[] = [];

/** Adds the native frame for the next depth. */
export function addNative(resume: Machine): NativeFrame {
  const { suspending } = $;
  const frame = new F1(resume, Special.Native - natives.length, null);
  $.suspending = suspending; // nothing is captured by this
  frame.$caller = natives[natives.length - 1] ?? frame;
  natives.push(frame);
  return frame;
}

/** What `state.native` is outside all loops. */
export function idle(): ResumePoint {
  return Special.Native - (($.hooks & Hook.OnTransfer) === 0 ? 0 : HOOKED);
}

/** How many run loops are nested on the JavaScript stack. */
export function depth(): number {
  return idle() - $.native;
}

/** The native frame that control can reach now. */
export function innermostNative(): NativeFrame {
  return natives[depth()];
}

/**
 * In: the greenlet whose native code can't be reached now.
 * Out: the error that names the native frame in the way, the greenlet that owns it, and what to mark.
 */
export function nativeFrameError(target: Coroutine, options?: { cause?: unknown }): GreenletError {
  const owner = innermostNative().a!;
  const limited = Error as { stackTraceLimit?: number };
  const limit = limited.stackTraceLimit;
  if (limit !== undefined) limited.stackTraceLimit = 100; // the native frame may be far down
  const error = misuse("ERR_GREENLET_NATIVE_FRAME", "", options);
  if (limit !== undefined) limited.stackTraceLimit = limit;
  const native = nativeFunction(error.stack ?? "");
  const where = native === undefined ? "a function" : `${native.name} (${native.location})`;
  error.message =
    `Can't switch to ${nameOf(target)}: it waits in native code that can only continue when ${where}, running in ` +
    `${nameOf(owner)}, has returned. Mark ${native === undefined ? "that function" : native.name} and all functions ` +
    `between it and the switch @greenlet, so that they can be suspended; if they are marked, compile them with greenc.`;
  if (typeof error.stack === "string") error.stack = error.stack.replace(/^.*/, `${error.name}: ${error.message}`);
  return error;
}

/**
 * The native function that started the innermost run loop, found on the JavaScript stack: it called the public function
 * (or `switch`) that called `nested`. Undefined where the engine's stacks are cut off or look different.
 */
function nativeFunction(stack: string): { name: string; location: string } | undefined {
  const lines = stack.split("\n").map((line) => /^\s*at (?:(.*?) \()?(.*?)\)?$/.exec(line));
  let at = lines.findIndex((line) => line?.[1]?.endsWith("callNested"));
  if (at < 0) return undefined;
  if (lines[at + 1]?.[1]?.endsWith("switchNatively")) at++;
  const caller = lines[at + 2];
  if (!caller) return undefined;
  return {
    name: sourceName(caller[1]?.replace(/^Object\./, "") ?? "") || "an anonymous function",
    location: caller[2],
  };
}

/** GreenletExit, GreenletError and its codes. */

/** Thrown into a greenlet to kill it. Uncaught, it is not propagated: the parent receives it as a *value*. */
export class GreenletExit extends Error {}

/** What can be misused, and how the error says so. */
export type GreenletErrorCode =
  /** The switch would have to unwind a frame that was not compiled as a green function. */
  | "ERR_GREENLET_NATIVE_FRAME"
  | "ERR_GREENLET_PARENT_CYCLE"
  | "ERR_GREENLET_INVALID_PARENT"
  /** Switched to for the first time, and there is no `run`. */
  | "ERR_GREENLET_NO_RUN"
  | "ERR_GREENLET_ALREADY_STARTED"
  /** `trackContexts()` where the engine has neither AsyncLocalStorage nor AsyncContext. */
  | "ERR_GREENLET_NO_ASYNC_CONTEXT"
  | "ERR_GREENLET_INVALID_CONTEXT"
  | "ERR_GREENLET_INVALID_CALLBACK"
  /** A decorator that the compiler would have removed was executed. */
  | "ERR_GREENLET_NOT_COMPILED"
  /** A method of Greenlet called on something else. */
  | "ERR_GREENLET_INVALID_THIS"
  | (string & {});

/** Any misuse the runtime detects. `code` is stable and machine readable. */
export class GreenletError extends Error {
  readonly code: GreenletErrorCode;

  constructor(message?: string, options?: { cause?: unknown; code?: GreenletErrorCode }) {
    super(message);
    this.code = options?.code ?? "ERR_GREENLET";
    if (options !== undefined && "cause" in options) {
      Object.defineProperty(this, "cause", { value: options.cause, ...HIDDEN });
    }
  }
}

/** Makes the error of a misuse. */
export function misuse(code: GreenletErrorCode, message: string, options?: { cause?: unknown }): GreenletError {
  const error = new GreenletError(message, { ...options, code });
  (Error as { captureStackTrace?(error: Error, above: Function): void }).captureStackTrace?.(error, misuse);
  return error;
}

const HIDDEN = { enumerable: false, writable: true, configurable: true };
Object.defineProperty(GreenletExit.prototype, "name", { value: "GreenletExit", ...HIDDEN });
Object.defineProperty(GreenletError.prototype, "name", { value: "GreenletError", ...HIDDEN });

/** A value as messages show it, on one short line, without running any code of its own. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 40 ? value.slice(0, 40) + "…" : value);
    case "function":
      return value.name === "" ? "a function" : `the function ${value.name}`;
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object";
    default:
      return String(value);
  }
}

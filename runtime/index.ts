/** The public API: re-exports only. */
import { installBuiltins } from "./builtins/install.js";
import type * as greenlets from "./greenlet.js";
import type * as errors from "./errors.js";
import { shared } from "./shared.js";

export type { GreenletFrame } from "./describe.js";
export type { TraceCallback, TraceEvent } from "./greenlet.js";

export const { Greenlet, GreenletError, GreenletExit, getcurrent, gettrace, settrace } = shared.api;
export type Greenlet<A extends any[] = any[], R = any> = greenlets.Greenlet<A, R>;
export type GreenletError = errors.GreenletError;
export type GreenletExit = errors.GreenletExit;

installBuiltins();

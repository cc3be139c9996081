/** The public API: re-exports only. */
import { installBuiltins } from "./builtins/install.js";
import type * as greenlets from "./greenlet.js";
import type * as errors from "./errors.js";
import { shared } from "./shared.js";

export type { GreenletFrame } from "./describe.js";
export type { TraceCallback, TraceEvent } from "./greenlet.js";

export const { Greenlet, greenlet, GreenletError, GreenletExit } = shared.api;
export const { getcurrent, gettrace, onAbandoned, settrace, trackContexts } = shared.api;
export type Greenlet<A extends any[] = any[], R = any> = greenlets.Greenlet<A, R>;
export type GreenletError = errors.GreenletError;
export type GreenletExit = errors.GreenletExit;

installBuiltins();

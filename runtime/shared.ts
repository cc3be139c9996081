/** Gathers what this copy of the runtime implements, and exchanges it for what the realm uses. */
import { onAbandoned } from "./abandoned.js";
import * as functions from "./compiled/functions.js";
import * as iteration from "./compiled/iteration.js";
import * as language from "./compiled/language.js";
import { trackContexts } from "./context.js";
import { ENTRY } from "./entry.js";
import { GreenletError, GreenletExit } from "./errors.js";
import { F0, F1, F2, F3, F4, F5, F6, F7, F8 } from "./frames.js";
import { getcurrent, Greenlet, greenlet, type TraceCallback } from "./greenlet.js";
import { adopt } from "./realm.js";
import { nested } from "./runLoop.js";
import { state } from "./state.js";
import { gettrace, settrace } from "./trace.js";

export const shared = adopt({
  api: {
    Greenlet,
    greenlet,
    GreenletError,
    GreenletExit,
    getcurrent,
    gettrace: gettrace as () => TraceCallback | null,
    onAbandoned,
    settrace: settrace as (callback: TraceCallback | null) => TraceCallback | null,
    trackContexts,
  },
  compiled: { state, ENTRY, F0, F1, F2, F3, F4, F5, F6, F7, F8, nested, ...functions, ...iteration, ...language },
});

/**
 * What the libraries call at random places: a green function that leaves the greenlet, and comes back some time later.
 * One copy serves all of them; it is CommonJS, so that both kinds of modules can have it.
 */
import { Greenlet, GreenletError, getcurrent } from "greenlet-ts";

/** What the driver sets and reads. */
export const plan = {
  /** The greenlet that resumes the others in any order; null while modules are loaded. */
  scheduler: null as Greenlet | null,
  /** Says whether to suspend now. */
  suspends: (): boolean => true,
  /** How often a greenlet was left for the scheduler. */
  left: 0,
  /** How often it could not be, for native code between the two, and was left for a greenlet that comes back at once. */
  nested: 0,
};

/** Comes back to whoever switches to it, from native code, too. */
const bouncer = new Greenlet(bounce);

/** @greenlet */
function bounce(origin: Greenlet): void {
  for (;;) origin = origin.switch();
}

/** @greenlet */
export function hop<T>(value: T): T {
  if (plan.suspends()) suspend();
  return value;
}

/** Suspensions since native code was found in the way. A refusal is an error, which takes a while to make. */
let refused = 0;

/** @greenlet */
function suspend(): void {
  const here = getcurrent();
  if (plan.scheduler !== null && here !== plan.scheduler && refused % 4 === 0) {
    try {
      plan.scheduler.switch();
      plan.left++;
      refused = 0;
      return;
    } catch (error) {
      // The runtime refuses before anything has changed; that is how a program asks.
      if (!(error instanceof GreenletError) || error.code !== "ERR_GREENLET_NATIVE_FRAME") throw error;
    }
  }
  bouncer.switch(here);
  plan.nested++;
  refused++;
}

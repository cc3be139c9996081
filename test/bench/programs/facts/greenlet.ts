// Programs behind the figures of facts.mjs.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();

/** @greenlet */
function exchange(): number {
  let sum = 0;
  for (;;) sum = (sum + main.switch<number>(sum)) | 0;
}

/** @greenlet */
function descend(depth: number): number {
  const sum = depth === 1 ? exchange() : descend(depth - 1);
  return sum + 1;
}

/** A greenlet that waits `depth` calls deep. */
export function atDepth(depth: number): Greenlet {
  const coroutine = new Greenlet(() => descend(depth));
  coroutine.switch();
  return coroutine;
}

/** `n` round trips. */
export function switches(coroutine: Greenlet, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + coroutine.switch<number>(1)) | 0;
  return sum;
}

/** @greenlet */
function once(): number {
  return main.switch();
}

/** `count` greenlets, each of which returns what it is sent. */
export function suspended(count: number): Greenlet[] {
  return Array.from({ length: count }, () => {
    const coroutine = new Greenlet(once);
    coroutine.switch();
    return coroutine;
  });
}

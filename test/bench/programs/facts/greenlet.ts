// Programs behind the figures of facts.mjs.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();

/** @greenlet */
function exchange(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + main.switch<number>(i)) | 0;
  return sum;
}

/** @greenlet */
function descend(depth: number, n: number): number {
  if (depth === 1) {
    const sum = exchange(n);
    return sum;
  }
  const sum = descend(depth - 1, n);
  return sum + 1;
}

/** `n` round trips with a greenlet that is suspended `depth` calls deep. */
export function atDepth(depth: number, n: number): void {
  const coroutine = new Greenlet(() => descend(depth, n));
  coroutine.switch();
  while (!coroutine.dead) coroutine.switch(1);
}

export const switches = (n: number): void => atDepth(3, n);

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

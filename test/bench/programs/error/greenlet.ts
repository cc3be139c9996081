// A greenlet waits under `depth` callers. The error thrown into it passes them all; the top catches it, and descends
// again.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();
const cancelled = new Error("cancelled");

/** @greenlet */
function descend(depth: number, id: number): number {
  if (depth === 0) return main.switch(id);
  const result = descend(depth - 1, id);
  return result + 1;
}

/** @greenlet */
function survive(depth: number): void {
  let caught = 0;
  for (;;) {
    try {
      descend(depth, caught);
    } catch (error) {
      if (error !== cancelled) throw error;
      caught++;
    }
  }
}

export function run(n: number, depth: number): number {
  const coroutine = new Greenlet(survive);
  let total = coroutine.switch<number>(depth);
  for (let i = 0; i < n; i++) total = (total + coroutine.throw<number>(cancelled)) | 0;
  return total;
}

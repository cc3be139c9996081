// A greenlet, `depth` calls deep, answers each value with a running sum.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();

/** @greenlet */
function accumulate(): number {
  let sum = 0;
  for (;;) sum = (sum + main.switch<number>(sum)) | 0;
}

/** @greenlet */
function deep(depth: number): number {
  const result = depth === 2 ? accumulate() : deep(depth - 1);
  return result + 1;
}

export function run(n: number, depth: number): number {
  const coroutine = depth === 1 ? new Greenlet(accumulate) : new Greenlet(() => deep(depth));
  coroutine.switch();
  let total = 0;
  for (let i = 0; i < n; i++) total ^= coroutine.switch<number>(i);
  return total;
}

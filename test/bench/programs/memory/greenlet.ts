// `count` greenlets, each suspended under `depth` callers that hold two live variables.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();

/** @greenlet */
function wait(id: number, depth: number): number {
  let sum = id;
  if (depth > 1) sum += wait(id + 1, depth - 1);
  for (;;) sum += main.switch<number>(sum) + id;
}

export function live(count: number, depth: number): Greenlet[] {
  return Array.from({ length: count }, (_, id) => {
    const coroutine = new Greenlet(wait);
    coroutine.switch(id, depth);
    return coroutine;
  });
}

export const poke = (coroutine: Greenlet): number => coroutine.switch(1);

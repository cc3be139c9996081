// A task waits under `depth` callers. The error raised in it passes them all; the top catches it, and descends again.
import { main, Rendezvous } from "../../lib/effection.mjs";

const cancelled = new Error("cancelled");

function* descend(link, depth, id) {
  if (depth === 0) return yield* link.yield(id);
  const result = yield* descend(link, depth - 1, id);
  return result + 1;
}

function* survive(link, depth) {
  let caught = 0;
  for (;;) {
    try {
      yield* descend(link, depth, caught);
    } catch (error) {
      if (error !== cancelled) throw error;
      caught++;
    }
  }
}

export const run = (n, depth) =>
  main(function* () {
    const coroutine = new Rendezvous((link) => survive(link, depth));
    let total = yield* coroutine.next(undefined);
    for (let i = 0; i < n; i++) total = (total + (yield* coroutine.throw(cancelled))) | 0;
    return total;
  });

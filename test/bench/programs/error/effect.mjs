// A task waits under `depth` callers. The error raised in it passes them all; the top catches it, and descends again.
import { Effect } from "effect";
import { main, Rendezvous } from "../../lib/effect.mjs";

const cancelled = new Error("cancelled");

const descend = (link, depth, id) =>
  Effect.gen(function* () {
    if (depth === 0) return yield* link.yield(id);
    const result = yield* descend(link, depth - 1, id);
    return result + 1;
  });

const survive = (link, depth) =>
  Effect.gen(function* () {
    let caught = 0;
    for (;;) {
      const result = yield* Effect.result(descend(link, depth, caught));
      if (result.failure !== cancelled) throw result.failure;
      caught++;
    }
  });

export const run = (n, depth) =>
  main(function* () {
    const coroutine = new Rendezvous((link) => survive(link, depth));
    let total = yield* coroutine.next(undefined);
    for (let i = 0; i < n; i++) total = (total + (yield* coroutine.throw(cancelled))) | 0;
    return total;
  });

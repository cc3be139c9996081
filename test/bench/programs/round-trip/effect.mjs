// A fiber, the last of `depth` effects that wait for each other, answers each value with a running sum.
import { Effect } from "effect";
import { main, Rendezvous } from "../../lib/effect.mjs";

const accumulate = (link) =>
  Effect.gen(function* () {
    let sum = 0;
    for (;;) sum = (sum + (yield* link.yield(sum))) | 0;
  });

const deep = (link, depth) =>
  Effect.gen(function* () {
    const result = depth === 2 ? yield* accumulate(link) : yield* deep(link, depth - 1);
    return result + 1;
  });

export const run = (n, depth) =>
  main(function* () {
    const link = new Rendezvous((link) => (depth === 1 ? accumulate(link) : deep(link, depth)));
    yield* link.next(undefined);
    let total = 0;
    for (let i = 0; i < n; i++) total ^= yield* link.next(i);
    return total;
  });

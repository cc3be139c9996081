// A task, the last of `depth` operations that wait for each other, answers each value with a running sum.
import { main, Rendezvous } from "../../lib/effection.mjs";

function* accumulate(link) {
  let sum = 0;
  for (;;) sum = (sum + (yield* link.yield(sum))) | 0;
}

function* deep(link, depth) {
  const result = depth === 2 ? yield* accumulate(link) : yield* deep(link, depth - 1);
  return result + 1;
}

export const run = (n, depth) =>
  main(function* () {
    const link = new Rendezvous((link) => (depth === 1 ? accumulate(link) : deep(link, depth)));
    yield* link.next(undefined);
    let total = 0;
    for (let i = 0; i < n; i++) total ^= yield* link.next(i);
    return total;
  });

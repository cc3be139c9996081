// Could suspend at every level (for large arguments), and never does.
import { Effect } from "effect";
import { main } from "../../lib/effect.mjs";

const fib = (n) =>
  Effect.gen(function* () {
    if (n > 40) yield* Effect.sleep(0);
    return n < 2 ? n : (yield* fib(n - 1)) + (yield* fib(n - 2));
  });

export const run = (n, k) =>
  main(function* () {
    let total = 0;
    for (let i = 0; i < n; i++) total += yield* fib(k);
    return total;
  });

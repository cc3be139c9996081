// Could suspend at every level (for large arguments), and never does.
import { sleep } from "effection";
import { main } from "../../lib/effection.mjs";

function* fib(n) {
  if (n > 40) yield* sleep(0);
  return n < 2 ? n : (yield* fib(n - 1)) + (yield* fib(n - 2));
}

export const run = (n, k) =>
  main(function* () {
    let total = 0;
    for (let i = 0; i < n; i++) total += yield* fib(k);
    return total;
  });

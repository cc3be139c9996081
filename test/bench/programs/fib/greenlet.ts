// Could suspend at every level (for large arguments), and never does.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();

/** @greenlet */
function fib(n: number): number {
  if (n > 40) main.switch(n);
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

/** @greenlet */
function repeat(n: number, k: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += fib(k);
  return total;
}

export function run(n: number, k: number): number {
  return new Greenlet(repeat).switch(n, k);
}

// Could suspend at every level (for large arguments), and never does.
function* fib(n) {
  if (n > 40) yield n;
  return n < 2 ? n : (yield* fib(n - 1)) + (yield* fib(n - 2));
}

function* repeat(n, k) {
  let total = 0;
  for (let i = 0; i < n; i++) total += yield* fib(k);
  return total;
}

export function run(n, k) {
  return repeat(n, k).next().value;
}

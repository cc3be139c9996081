function report(n) {
  throw new Error(`unexpected ${n}`);
}

function fib(n) {
  if (n > 40) report(n);
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

export function run(n, k) {
  let total = 0;
  for (let i = 0; i < n; i++) total += fib(k);
  return total;
}

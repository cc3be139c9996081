// Could suspend at every level (for large arguments), and never does.
const tick = () => new Promise((resolve) => setImmediate(resolve));

async function fib(n) {
  if (n > 40) await tick();
  return n < 2 ? n : (await fib(n - 1)) + (await fib(n - 2));
}

export async function run(n, k) {
  let total = 0;
  for (let i = 0; i < n; i++) total += await fib(k);
  return total;
}

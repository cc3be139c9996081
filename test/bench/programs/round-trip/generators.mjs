// A coroutine, the last of `depth` generators that call each other, answers each value with a running sum.
function* accumulate() {
  let sum = 0;
  for (;;) sum = (sum + (yield sum)) | 0;
}

function* deep(depth) {
  const result = depth === 2 ? yield* accumulate() : yield* deep(depth - 1);
  return result + 1;
}

export function run(n, depth) {
  const coroutine = depth === 1 ? accumulate() : deep(depth);
  coroutine.next();
  let total = 0;
  for (let i = 0; i < n; i++) total ^= coroutine.next(i).value;
  return total;
}

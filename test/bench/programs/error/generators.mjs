// A coroutine waits under `depth` callers. The error thrown into it passes them all; the top catches it, and descends
// again.
const cancelled = new Error("cancelled");

function* descend(depth, id) {
  if (depth === 0) return yield id;
  const result = yield* descend(depth - 1, id);
  return result + 1;
}

function* survive(depth) {
  let caught = 0;
  for (;;) {
    try {
      yield* descend(depth, caught);
    } catch (error) {
      if (error !== cancelled) throw error;
      caught++;
    }
  }
}

export function run(n, depth) {
  const coroutine = survive(depth);
  let total = coroutine.next().value;
  for (let i = 0; i < n; i++) total = (total + coroutine.throw(cancelled).value) | 0;
  return total;
}

// Short-lived coroutines: one that never suspends, one that does once.
function* increment(value) {
  if (value < 0) yield value;
  return value + 1;
}

function* exchange(value) {
  const reply = yield value;
  return value + reply;
}

export function finish(n) {
  let total = 0;
  for (let i = 0; i < n; i++) total ^= increment(i).next().value;
  return total;
}

export function suspend(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const coroutine = exchange(i);
    const question = coroutine.next().value;
    total ^= coroutine.next(question ^ 1).value;
  }
  return total;
}

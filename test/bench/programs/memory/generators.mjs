// `count` coroutines, each suspended under `depth` callers that hold two live variables.
function* wait(id, depth) {
  let sum = id;
  if (depth > 1) sum += yield* wait(id + 1, depth - 1);
  for (;;) sum += (yield sum) + id;
}

export function live(count, depth) {
  return Array.from({ length: count }, (_, id) => {
    const coroutine = wait(id, depth);
    coroutine.next();
    return coroutine;
  });
}

export const poke = (coroutine) => coroutine.next(1).value;

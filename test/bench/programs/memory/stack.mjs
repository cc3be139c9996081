// `count` coroutines, each suspended under `depth` callers that hold two live variables.
import { Coroutine } from "../../lib/stack.mjs";

function* wait(id, depth) {
  let sum = id;
  if (depth > 1) sum += yield wait(id + 1, depth - 1);
  for (;;) sum += (yield sum) + id;
}

export function live(count, depth) {
  return Array.from({ length: count }, (_, id) => {
    const coroutine = new Coroutine(wait(id, depth));
    coroutine.next(undefined);
    return coroutine;
  });
}

export const poke = (coroutine) => coroutine.next(1);

// `count` coroutines, each suspended under `depth` callers that hold two live variables.
import { Rendezvous } from "../../lib/async.mjs";

async function wait(link, id, depth) {
  let sum = id;
  if (depth > 1) sum += await wait(link, id + 1, depth - 1);
  for (;;) sum += (await link.yield(sum)) + id;
}

export async function live(count, depth) {
  const coroutines = [];
  for (let id = 0; id < count; id++) {
    const coroutine = new Rendezvous((link) => wait(link, id, depth));
    await coroutine.next(undefined);
    coroutines.push(coroutine);
  }
  return coroutines;
}

export const poke = (coroutine) => coroutine.next(1);

// Short-lived coroutines: one that never suspends, one that does once.
import { Rendezvous } from "../../lib/async.mjs";

const tick = () => new Promise((resolve) => setImmediate(resolve));

async function increment(value) {
  if (value < 0) await tick();
  return value + 1;
}

async function exchange(link, value) {
  const reply = await link.yield(value);
  return value + reply;
}

export async function finish(n) {
  let total = 0;
  for (let i = 0; i < n; i++) total ^= await increment(i);
  return total;
}

export async function suspend(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const coroutine = new Rendezvous(exchange);
    const question = await coroutine.next(i);
    total ^= await coroutine.next(question ^ 1);
  }
  return total;
}

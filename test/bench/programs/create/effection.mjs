// Short-lived tasks: one that never suspends, one that does once.
import { sleep } from "effection";
import { main, Rendezvous } from "../../lib/effection.mjs";

function* increment(value) {
  if (value < 0) yield* sleep(0);
  return value + 1;
}

function* exchange(link, value) {
  const reply = yield* link.yield(value);
  return value + reply;
}

export const finish = (n) =>
  main(function* () {
    let total = 0;
    for (let i = 0; i < n; i++) total ^= yield* increment(i);
    return total;
  });

export const suspend = (n) =>
  main(function* () {
    let total = 0;
    for (let i = 0; i < n; i++) {
      const coroutine = new Rendezvous(exchange);
      const question = yield* coroutine.next(i);
      total ^= yield* coroutine.next(question ^ 1);
    }
    return total;
  });

// Short-lived tasks: one that never suspends, one that does once.
import { Effect } from "effect";
import { main, Rendezvous } from "../../lib/effect.mjs";

const increment = (value) =>
  Effect.gen(function* () {
    if (value < 0) yield* Effect.sleep(0);
    return value + 1;
  });

const exchange = (link, value) =>
  Effect.gen(function* () {
    const reply = yield* link.yield(value);
    return value + reply;
  });

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

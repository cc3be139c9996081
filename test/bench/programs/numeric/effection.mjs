// Numeric work between switches: correlates two signals at the lag that is sent, over and over.
import { main, Rendezvous } from "../../lib/effection.mjs";
import { signal } from "./shared.mjs";

function* correlator(link, x, y) {
  let lag = yield* link.yield(0);
  for (;;) {
    let sum = 0;
    const length = x.length;
    for (let i = 0; i < length; i++) {
      const j = i + lag < length ? i + lag : i + lag - length;
      sum += x[i] * y[j];
    }
    lag = yield* link.yield(sum);
  }
}

export const run = (n, length) =>
  main(function* () {
    const coroutine = new Rendezvous((link) => correlator(link, signal(length, 17), signal(length, 4711)));
    yield* coroutine.next(undefined);
    let total = 0;
    for (let i = 0; i < n; i++) total += yield* coroutine.next(i % length);
    return Math.round(total);
  });

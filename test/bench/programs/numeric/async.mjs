// Numeric work between switches: correlates two signals at the lag that is sent, over and over.
import { Rendezvous } from "../../lib/async.mjs";
import { signal } from "./shared.mjs";

async function correlator(link, x, y) {
  let lag = await link.yield(0);
  for (;;) {
    let sum = 0;
    const length = x.length;
    for (let i = 0; i < length; i++) {
      const j = i + lag < length ? i + lag : i + lag - length;
      sum += x[i] * y[j];
    }
    lag = await link.yield(sum);
  }
}

export async function run(n, length) {
  const coroutine = new Rendezvous((link) => correlator(link, signal(length, 17), signal(length, 4711)));
  await coroutine.next(undefined);
  let total = 0;
  for (let i = 0; i < n; i++) total += await coroutine.next(i % length);
  return Math.round(total);
}

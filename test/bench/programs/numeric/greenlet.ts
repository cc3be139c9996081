// Numeric work between switches: correlates two signals at the lag that is sent, over and over.
import { Greenlet, getcurrent } from "greenlet-ts";
import { signal } from "./shared.mjs";

const main = getcurrent();

/** @greenlet */
function correlator(x: Float64Array, y: Float64Array): void {
  let lag = main.switch<number>(0);
  for (;;) {
    let sum = 0;
    const length = x.length;
    for (let i = 0; i < length; i++) {
      const j = i + lag < length ? i + lag : i + lag - length;
      sum += x[i] * y[j];
    }
    lag = main.switch<number>(sum);
  }
}

export function run(n: number, length: number): number {
  const coroutine = new Greenlet(correlator);
  coroutine.switch(signal(length, 17), signal(length, 4711));
  let total = 0;
  for (let i = 0; i < n; i++) total += coroutine.switch<number>(i % length);
  return Math.round(total);
}

// Numeric work between switches: correlates two signals at the lag that is sent, over and over.
import { signal } from "./shared.mjs";

function* correlator(x, y) {
  let lag = yield 0;
  for (;;) {
    let sum = 0;
    const length = x.length;
    for (let i = 0; i < length; i++) {
      const j = i + lag < length ? i + lag : i + lag - length;
      sum += x[i] * y[j];
    }
    lag = yield sum;
  }
}

export function run(n, length) {
  const coroutine = correlator(signal(length, 17), signal(length, 4711));
  coroutine.next();
  let total = 0;
  for (let i = 0; i < n; i++) total += coroutine.next(i % length).value;
  return Math.round(total);
}

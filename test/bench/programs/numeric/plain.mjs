// The limit: the same work, driven by plain calls.
import { signal } from "./shared.mjs";

function correlate(x, y, lag) {
  let sum = 0;
  const length = x.length;
  for (let i = 0; i < length; i++) {
    const j = i + lag < length ? i + lag : i + lag - length;
    sum += x[i] * y[j];
  }
  return sum;
}

export function run(n, length) {
  const x = signal(length, 17);
  const y = signal(length, 4711);
  let total = 0;
  for (let i = 0; i < n; i++) total += correlate(x, y, i % length);
  return Math.round(total);
}

// Eight coroutines with different bodies, all alive, take turns answering.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();

/** @greenlet */
function sum(): void {
  let sum = 0;
  for (;;) sum = (sum + main.switch<number>(sum)) | 0;
}

/** @greenlet */
function maximum(): void {
  let max = -1;
  for (;;) {
    const value = main.switch<number>(max);
    if (value > max) max = value;
  }
}

/** @greenlet */
function evens(): void {
  let count = 0;
  for (;;) {
    if ((main.switch<number>(count) & 1) === 0) count++;
  }
}

/** @greenlet */
function alternate(): void {
  let even = 0;
  let odd = 0;
  for (;;) {
    even = (even + main.switch<number>(odd)) | 0;
    odd = (odd ^ main.switch<number>(even)) | 0;
  }
}

/** @greenlet */
function mean(): void {
  let sum = 0;
  let count = 0;
  for (;;) {
    sum += main.switch<number>(count === 0 ? 0 : Math.floor(sum / count));
    count++;
  }
}

/** @greenlet */
function hash(): void {
  let hash = 17;
  for (;;) hash = (Math.imul(hash, 31) + main.switch<number>(hash)) | 0;
}

/** @greenlet */
function window(): void {
  let first = 0;
  let second = 0;
  let third = 0;
  for (;;) {
    first = second;
    second = third;
    third = main.switch<number>(first + second + third);
  }
}

/** @greenlet */
function fibonacci(): void {
  let previous = 0;
  let current = 1;
  for (;;) {
    const skip = main.switch<number>(current);
    const next = (previous + current + skip) % 1000003;
    previous = current;
    current = next;
  }
}

export function run(n: number): number {
  const coroutines = [sum, maximum, evens, alternate, mean, hash, window, fibonacci].map((body) => new Greenlet(body));
  for (const coroutine of coroutines) coroutine.switch();
  let total = 0;
  for (let i = 0; i < n; i++) total ^= coroutines[i & 7].switch<number>(i);
  return total;
}

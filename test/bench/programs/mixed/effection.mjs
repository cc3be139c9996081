// Eight coroutines with different bodies, all alive, take turns answering.
import { main, Rendezvous } from "../../lib/effection.mjs";

function* sum(link) {
  let sum = 0;
  for (;;) sum = (sum + (yield* link.yield(sum))) | 0;
}

function* maximum(link) {
  let max = -1;
  for (;;) {
    const value = yield* link.yield(max);
    if (value > max) max = value;
  }
}

function* evens(link) {
  let count = 0;
  for (;;) {
    if (((yield* link.yield(count)) & 1) === 0) count++;
  }
}

function* alternate(link) {
  let even = 0;
  let odd = 0;
  for (;;) {
    even = (even + (yield* link.yield(odd))) | 0;
    odd = (odd ^ (yield* link.yield(even))) | 0;
  }
}

function* mean(link) {
  let sum = 0;
  let count = 0;
  for (;;) {
    sum += yield* link.yield(count === 0 ? 0 : Math.floor(sum / count));
    count++;
  }
}

function* hash(link) {
  let hash = 17;
  for (;;) hash = (Math.imul(hash, 31) + (yield* link.yield(hash))) | 0;
}

function* window(link) {
  let first = 0;
  let second = 0;
  let third = 0;
  for (;;) {
    first = second;
    second = third;
    third = yield* link.yield(first + second + third);
  }
}

function* fibonacci(link) {
  let previous = 0;
  let current = 1;
  for (;;) {
    const skip = yield* link.yield(current);
    const next = (previous + current + skip) % 1000003;
    previous = current;
    current = next;
  }
}

export const run = (n) =>
  main(function* () {
    const coroutines = [sum, maximum, evens, alternate, mean, hash, window, fibonacci].map(
      (body) => new Rendezvous(body),
    );
    for (const coroutine of coroutines) yield* coroutine.next(undefined);
    let total = 0;
    for (let i = 0; i < n; i++) total ^= yield* coroutines[i & 7].next(i);
    return total;
  });

// Eight coroutines with different bodies, all alive, take turns answering.
import { Rendezvous } from "../../lib/async.mjs";

async function sum(link) {
  let sum = 0;
  for (;;) sum = (sum + (await link.yield(sum))) | 0;
}

async function maximum(link) {
  let max = -1;
  for (;;) {
    const value = await link.yield(max);
    if (value > max) max = value;
  }
}

async function evens(link) {
  let count = 0;
  for (;;) {
    if (((await link.yield(count)) & 1) === 0) count++;
  }
}

async function alternate(link) {
  let even = 0;
  let odd = 0;
  for (;;) {
    even = (even + (await link.yield(odd))) | 0;
    odd = (odd ^ (await link.yield(even))) | 0;
  }
}

async function mean(link) {
  let sum = 0;
  let count = 0;
  for (;;) {
    sum += await link.yield(count === 0 ? 0 : Math.floor(sum / count));
    count++;
  }
}

async function hash(link) {
  let hash = 17;
  for (;;) hash = (Math.imul(hash, 31) + (await link.yield(hash))) | 0;
}

async function window(link) {
  let first = 0;
  let second = 0;
  let third = 0;
  for (;;) {
    first = second;
    second = third;
    third = await link.yield(first + second + third);
  }
}

async function fibonacci(link) {
  let previous = 0;
  let current = 1;
  for (;;) {
    const skip = await link.yield(current);
    const next = (previous + current + skip) % 1000003;
    previous = current;
    current = next;
  }
}

export async function run(n) {
  const coroutines = [sum, maximum, evens, alternate, mean, hash, window, fibonacci].map(
    (body) => new Rendezvous(body),
  );
  for (const coroutine of coroutines) await coroutine.next(undefined);
  let total = 0;
  for (let i = 0; i < n; i++) total ^= await coroutines[i & 7].next(i);
  return total;
}

// An async function, the last of `depth` that await each other, answers each value with a running sum.
import { Rendezvous } from "../../lib/async.mjs";

async function accumulate(link) {
  let sum = 0;
  for (;;) sum = (sum + (await link.yield(sum))) | 0;
}

async function deep(link, depth) {
  const result = depth === 2 ? await accumulate(link) : await deep(link, depth - 1);
  return result + 1;
}

export async function run(n, depth) {
  const link = new Rendezvous((link) => (depth === 1 ? accumulate(link) : deep(link, depth)));
  await link.next(undefined);
  let total = 0;
  for (let i = 0; i < n; i++) total ^= await link.next(i);
  return total;
}

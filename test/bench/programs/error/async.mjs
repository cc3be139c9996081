// An async function waits under `depth` callers. The error thrown into it passes them all; the top catches it, and
// descends again.
import { Rendezvous } from "../../lib/async.mjs";

const cancelled = new Error("cancelled");

async function descend(link, depth, id) {
  if (depth === 0) return link.yield(id);
  const result = await descend(link, depth - 1, id);
  return result + 1;
}

async function survive(link, depth) {
  let caught = 0;
  for (;;) {
    try {
      await descend(link, depth, caught);
    } catch (error) {
      if (error !== cancelled) throw error;
      caught++;
    }
  }
}

export async function run(n, depth) {
  const coroutine = new Rendezvous((link) => survive(link, depth));
  let total = await coroutine.next(undefined);
  for (let i = 0; i < n; i++) total = (total + (await coroutine.throw(cancelled))) | 0;
  return total;
}

// Two coroutines walk trees of different shape; the leaves are compared as they come.
import { Rendezvous } from "../../lib/async.mjs";
import { trees } from "./shared.mjs";

async function walk(link, tree) {
  if (tree.left === null) await link.yield(tree.value);
  else {
    await walk(link, tree.left);
    await walk(link, tree.right);
  }
}

async function compare(left, right) {
  const first = new Rendezvous((link) => walk(link, left));
  const second = new Rendezvous((link) => walk(link, right));
  let equal = 0;
  for (;;) {
    const a = await first.next(undefined);
    const b = await second.next(undefined);
    if (a === undefined || b === undefined || a !== b) return equal;
    equal++;
  }
}

export async function run(n, leaves) {
  const [left, right] = trees(leaves);
  let total = 0;
  for (let i = 0; i < n; i++) total += await compare(left, right);
  return total;
}

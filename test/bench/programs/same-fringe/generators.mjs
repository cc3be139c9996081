// Two coroutines walk trees of different shape; the leaves are compared as they come.
import { trees } from "./shared.mjs";

function* walk(tree) {
  if (tree.left === null) yield tree.value;
  else {
    yield* walk(tree.left);
    yield* walk(tree.right);
  }
}

function compare(left, right) {
  const first = walk(left);
  const second = walk(right);
  let equal = 0;
  for (;;) {
    const a = first.next();
    const b = second.next();
    if (a.done || b.done || a.value !== b.value) return equal;
    equal++;
  }
}

export function run(n, leaves) {
  const [left, right] = trees(leaves);
  let total = 0;
  for (let i = 0; i < n; i++) total += compare(left, right);
  return total;
}

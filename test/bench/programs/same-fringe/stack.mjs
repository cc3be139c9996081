// Two coroutines walk trees of different shape; the leaves are compared as they come.
import { Coroutine } from "../../lib/stack.mjs";
import { trees } from "./shared.mjs";

function* walk(tree) {
  if (tree.left === null) yield tree.value;
  else {
    yield walk(tree.left);
    yield walk(tree.right);
  }
}

function compare(left, right) {
  const first = new Coroutine(walk(left));
  const second = new Coroutine(walk(right));
  let equal = 0;
  for (;;) {
    const a = first.next(undefined);
    const b = second.next(undefined);
    if (first.done || second.done || a !== b) return equal;
    equal++;
  }
}

export function run(n, leaves) {
  const [left, right] = trees(leaves);
  let total = 0;
  for (let i = 0; i < n; i++) total += compare(left, right);
  return total;
}

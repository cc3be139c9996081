// Two greenlets walk trees of different shape; the leaves are compared as they come.
import { Greenlet, getcurrent } from "greenlet-ts";
import { trees } from "./shared.mjs";
import type { Tree } from "./shared.mjs";

const main = getcurrent();

/** @greenlet */
function walk(tree: Tree): void {
  if (tree.left === null) main.switch(tree.value);
  else {
    walk(tree.left);
    walk(tree.right);
  }
}

function compare(left: Tree, right: Tree): number {
  const first = new Greenlet(walk);
  const second = new Greenlet(walk);
  let a = first.switch<number>(left);
  let b = second.switch<number>(right);
  let equal = 0;
  while (!first.dead && !second.dead && a === b) {
    equal++;
    a = first.switch();
    b = second.switch();
  }
  return equal;
}

export function run(n: number, leaves: number): number {
  const [left, right] = trees(leaves);
  let total = 0;
  for (let i = 0; i < n; i++) total += compare(left, right);
  return total;
}

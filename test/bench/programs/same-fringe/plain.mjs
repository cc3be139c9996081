// The limit: the trees flattened into arrays by plain recursion, then compared.
import { trees } from "./shared.mjs";

function walk(tree, into) {
  if (tree.left === null) into.push(tree.value);
  else {
    walk(tree.left, into);
    walk(tree.right, into);
  }
}

function compare(left, right) {
  const first = [];
  const second = [];
  walk(left, first);
  walk(right, second);
  let equal = 0;
  for (let i = 0; i < first.length && first[i] === second[i]; i++) equal++;
  return equal;
}

export function run(n, leaves) {
  const [left, right] = trees(leaves);
  let total = 0;
  for (let i = 0; i < n; i++) total += compare(left, right);
  return total;
}

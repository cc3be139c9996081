/** @typedef {{ left: Tree, right: Tree, value: 0 } | { left: null, right: null, value: number }} Tree */

const leaf = (value) => ({ left: null, right: null, value });

/**
 * A tree over the leaves `first`, `first + 1` … in order; `split` says how many of them go to the left.
 * @returns {Tree}
 */
function grow(first, count, split) {
  if (count === 1) return leaf(first);
  const left = split(count);
  return { left: grow(first, left, split), right: grow(first + left, count - left, split), value: 0 };
}

/** @type {(leaves: number) => Tree} */
const balanced = (leaves) => grow(1, leaves, (count) => count >> 1);

/** @type {(leaves: number) => Tree} */
function irregular(leaves) {
  let seed = 42;
  return grow(1, leaves, (count) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return 1 + (seed % (count - 1));
  });
}

/** @type {Map<number, [Tree, Tree]>} */
const grown = new Map();

/**
 * Two trees of different shape over the same leaves, grown once: it is the walk that is measured.
 * @type {(leaves: number) => [Tree, Tree]}
 */
export function trees(leaves) {
  let pair = grown.get(leaves);
  if (pair === undefined) grown.set(leaves, (pair = [balanced(leaves), irregular(leaves)]));
  return pair;
}

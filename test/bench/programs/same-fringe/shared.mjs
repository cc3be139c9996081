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
export const balanced = (leaves) => grow(1, leaves, (count) => count >> 1);

/** @type {(leaves: number) => Tree} */
export function irregular(leaves) {
  let seed = 42;
  return grow(1, leaves, (count) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return 1 + (seed % (count - 1));
  });
}

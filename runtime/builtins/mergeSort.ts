/**
 * A stable sort whose comparator may suspend. Bottom-up, so that the sort itself is a single frame whatever the
 * length; what is in order already takes length - 1 comparisons.
 */
import type { Callable } from "./shared/abstractOperations.js";

/** @greenlet Sorts `items` in place by `compare`, whose results go through ToNumber (SortCompare). */
export function mergeSort(items: unknown[], compare: Callable): void {
  const length = items.length;
  let from = items;
  let to: unknown[] = from.slice();
  for (let width = 1; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      const middle = Math.min(start + width, length);
      const end = Math.min(middle + width, length);
      let left = start;
      let right = middle;
      let out = start;
      // Two runs in the right order are one already. NaN is not above 0, so it counts as equal.
      if (right < end && +compare(from[middle - 1], from[middle]) > 0) {
        while (left < middle && right < end) {
          to[out++] = +compare(from[left], from[right]) > 0 ? from[right++] : from[left++];
        }
      }
      while (left < middle) to[out++] = from[left++];
      while (right < end) to[out++] = from[right++];
    }
    const sorted = to;
    to = from;
    from = sorted;
  }
  if (from !== items) for (let k = 0; k < length; k++) items[k] = from[k];
}

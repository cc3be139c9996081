// Two tasks walk trees of different shape; the leaves are compared as they come.
import { Effect } from "effect";
import { main, Rendezvous } from "../../lib/effect.mjs";
import { trees } from "./shared.mjs";

const walk = (link, tree) =>
  Effect.gen(function* () {
    if (tree.left === null) yield* link.yield(tree.value);
    else {
      yield* walk(link, tree.left);
      yield* walk(link, tree.right);
    }
  });

const compare = (left, right) =>
  Effect.gen(function* () {
    const first = new Rendezvous((link) => walk(link, left));
    const second = new Rendezvous((link) => walk(link, right));
    let equal = 0;
    for (;;) {
      const a = yield* first.next(undefined);
      const b = yield* second.next(undefined);
      if (a === undefined || b === undefined || a !== b) return equal;
      equal++;
    }
  });

export const run = (n, leaves) =>
  main(function* () {
    const [left, right] = trees(leaves);
    let total = 0;
    for (let i = 0; i < n; i++) total += yield* compare(left, right);
    return total;
  });

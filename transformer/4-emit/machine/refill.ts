/**
 * What the machine has to write into its frame when it suspends again: only what the frame does not hold already. The
 * frame is the one it was resumed with, so this asks which resume points control may have come from, and what was
 * assigned on the way.
 */
import type { Local } from "../../3-normalise/normalForm.js";
import type { Layout, Point } from "../shared/points.js";
import { none, type Locals } from "../shared/usage.js";
import { successors, type Block } from "./ir.js";
import { touchedIn } from "./touched.js";

export interface Refill {
  /** Whether the frame may stand at another point. */
  readonly point: boolean;
  readonly store: readonly Local[];
  /** Slots that would keep alive what is dead at this point. */
  readonly clear: readonly number[];
}

interface Arrival {
  /** Bit i: control may come from `layout.points[i]`. */
  from: bigint;
  /** Locals that may have been assigned since then. */
  dirty: Locals;
}

/** For every block that ends with a suspension point. */
export function refills(order: readonly Block[], layout: Layout): ReadonlyMap<Block, Refill> {
  const arrivals = arrive(order, layout);
  const result = new Map<Block, Refill>();
  for (const block of order) {
    if (block.end.op === "suspend") result.set(block, refill(block.end.point, arrivals.get(block)!, layout));
  }
  return result;
}

function refill(point: Point, { from, dirty }: Arrival, layout: Layout): Refill {
  const others = layout.points.filter((p, i) => p !== point && (from >> BigInt(i)) & 1n);
  const slotsOf = (p: Point) => p.live.map((local) => layout.slotOf.get(local)!);
  const used = new Set(slotsOf(point));
  const clear = [...new Set(others.flatMap(slotsOf))].filter((slot) => !used.has(slot)).sort((a, b) => a - b);
  return { point: others.length > 0, store: point.live.filter((local) => layout.usages.has(dirty, local)), clear };
}

/** What holds at the end of each block. Grows until it no longer changes. */
function arrive(order: readonly Block[], layout: Layout): ReadonlyMap<Block, Arrival> {
  const assigned = new Map(order.map((block) => [block, touchedIn(block, layout.usages).writes]));
  const arrivals = new Map<Block, Arrival>(
    order.map((block) => {
      const index = block.resumes === null ? -1 : layout.points.indexOf(block.resumes);
      return [block, { from: index < 0 ? 0n : 1n << BigInt(index), dirty: none }];
    }),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const block of order) {
      const { from, dirty } = arrivals.get(block)!;
      const handler = block.region === null ? [] : [block.region.handler];
      for (const to of [...successors(block), ...handler]) {
        const arrival = arrivals.get(to);
        // Blocks that only return are not in the order.
        if (arrival === undefined) continue;
        const grown = { from: arrival.from | from, dirty: arrival.dirty | dirty | assigned.get(block)! };
        if (grown.from === arrival.from && grown.dirty === arrival.dirty) continue;
        arrivals.set(to, grown);
        changed = true;
      }
    }
  }
  for (const block of order) arrivals.get(block)!.dirty |= assigned.get(block)!;
  return arrivals;
}

/**
 * What the machine has to write into its frame when it suspends again: only what the frame does not hold already. The
 * frame is the one it was resumed with, so this asks which resume points control may have come from, and what was
 * assigned on the way.
 */
import { callAt } from "../../../runtime/protocol.js";
import type { Local } from "../../3-normalise/normalForm.js";
import type { Layout } from "../shared/points.js";
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
  /** Bit i: slot i is in use at the point. */
  const slots = layout.points.map((p) =>
    p.live.reduce((set, local) => set | (1n << BigInt(layout.slotOf.get(local)!)), 0n),
  );
  const result = new Map<Block, Refill>();
  for (const block of order) {
    if (block.end.op !== "suspend") continue;
    const { point } = block.end;
    const own = callAt(point.number);
    const { from, dirty } = arrivals.get(block)!;
    const others = members(from & ~(1n << BigInt(own)));
    const left = others.reduce((set, i) => set | slots[i]!, 0n) & ~slots[own]!;
    const store = point.live.filter((local) => layout.usages.has(dirty, local));
    result.set(block, { point: others.length > 0, store, clear: members(left) });
  }
  return result;
}

/** What holds at the end of each block. Grows until it no longer changes. */
function arrive(order: readonly Block[], layout: Layout): ReadonlyMap<Block, Arrival> {
  const arrivals = new Map<Block, Arrival>();
  const nodes = order.map((block) => {
    const from = block.resumes === null ? 0n : 1n << BigInt(callAt(block.resumes.number));
    const arrival: Arrival = { from, dirty: none };
    arrivals.set(block, arrival);
    const leadsTo = block.region === null ? successors(block) : [...successors(block), block.region.handler];
    return { arrival, leadsTo, writes: touchedIn(block, layout.usages).writes };
  });
  for (let changed = true; changed;) {
    changed = false;
    for (const { arrival, leadsTo, writes } of nodes) {
      for (const block of leadsTo) {
        const to = arrivals.get(block);
        // Blocks that only return are not in the order.
        if (to === undefined) continue;
        const { from, dirty } = to;
        to.from |= arrival.from;
        to.dirty |= arrival.dirty | writes;
        changed ||= to.from !== from || to.dirty !== dirty;
      }
    }
  }
  for (const { arrival, writes } of nodes) arrival.dirty |= writes;
  return arrivals;
}

/** The numbers of the bits that are set, in order. */
function members(set: bigint): number[] {
  const list: number[] = [];
  for (let i = 0; set !== 0n; i++, set >>= 1n) if (set & 1n) list.push(i);
  return list;
}

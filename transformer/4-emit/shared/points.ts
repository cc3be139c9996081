/**
 * The suspension points of a function: their numbers, what is live there, and where a frame keeps it. Both versions
 * agree because both ask here; the answer is remembered per function.
 */
import type ts from "typescript";
import type { ResumePoint } from "../../../runtime/protocol.js";
import { resumePoint, SLOTS } from "../../../runtime/protocol.js";
import type { Context } from "../../context.js";
import type { Local, NormalFunction, NStatement, Suspend } from "../../3-normalise/normalForm.js";
import { assignedBefore } from "./assigned.js";
import { liveness } from "./liveness.js";
import { none, Usages, type Locals } from "./usage.js";

export interface Point {
  readonly suspend: Suspend;
  /** The call as written. */
  readonly node: ts.Node;
  readonly number: ResumePoint;
  /** What the frame holds at this point: what is live, parameters first, then in order of appearance. */
  readonly live: readonly Local[];
  readonly liveSet: Locals;
  /** The same with what is live but still `undefined`: the frame holds nothing in the slots of those. */
  readonly neededSet: Locals;
}

export interface Layout {
  readonly usages: Usages;
  readonly points: readonly Point[];
  readonly pointOf: ReadonlyMap<Suspend, Point>;
  /** Which slot keeps a local, at every point where it is live. Locals that are never live together may share one. */
  readonly slotOf: ReadonlyMap<Local, number>;
  readonly slots: number;
  /** With more slots than a frame class has, slot `a` holds an array of all. */
  readonly spread: boolean;
}

const layouts = new WeakMap<NormalFunction, Layout>();

/** The suspension points of a function in order of appearance. Tail calls are none: no frame stands for them. */
export function pointsOf(fn: NormalFunction, ctx: Context): readonly Point[] {
  return layoutOf(fn, ctx).points;
}

export function layoutOf(fn: NormalFunction, ctx: Context): Layout {
  let layout = layouts.get(fn);
  if (layout === undefined) layouts.set(fn, (layout = makeLayout(fn, ctx)));
  return layout;
}

function makeLayout(fn: NormalFunction, ctx: Context): Layout {
  const usages = new Usages(fn, ctx);
  const live = liveness(usages);
  const assigned = assignedBefore(usages);
  const points: Point[] = [];
  const visit = (code: readonly NStatement[], caught: boolean) => {
    for (const s of code) {
      switch (s.kind) {
        case "suspend": {
          const number = resumePoint(points.length, caught);
          const neededSet = live.get(s)!;
          const liveSet = neededSet & assigned.get(s)!;
          points.push({ suspend: s, node: s.point.node, number, live: usages.members(liveSet), liveSet, neededSet });
          break;
        }
        case "if":
          visit(s.then, caught);
          visit(s.else, caught);
          break;
        case "loop":
          visit(s.body, caught);
          visit(s.update, caught);
          break;
        case "switch":
          for (const c of s.cases) visit(c.body, caught);
          break;
        case "block":
          visit(s.body, caught);
          break;
        case "try":
          visit(s.body, true);
          visit(s.handler, caught);
      }
    }
  };
  visit(fn.body, false);
  const slotOf = allocate(usages, points);
  const slots = Math.max(0, ...[...slotOf.values()].map((slot) => slot + 1));
  const pointOf = new Map(points.map((point) => [point.suspend, point]));
  return { usages, points, pointOf, slotOf, slots, spread: slots > SLOTS.length };
}

/** Gives each local the first slot that nobody uses who is live together with it. */
function allocate(usages: Usages, points: readonly Point[]): Map<Local, number> {
  const slotOf = new Map<Local, number>();
  /** Per slot, who keeps it. */
  const keepers: Locals[] = [];
  for (const point of points) {
    for (const local of point.live) {
      if (slotOf.has(local)) continue;
      const bit = usages.bit(local);
      const rivals = points.reduce((set, p) => ((p.neededSet & bit) === none ? set : set | p.neededSet), none);
      let slot = keepers.findIndex((set) => (set & rivals) === none);
      if (slot === -1) slot = keepers.push(none) - 1;
      keepers[slot]! |= bit;
      slotOf.set(local, slot);
    }
  }
  return slotOf;
}

/**
 * Frames: the records of suspended activations, and the special records at the ends of a chain.
 *
 * F0…F8 name the classes by the slots that compiled code asks for, but only four classes stand behind them, with 1, 2, 4
 * and 8 slots. The run loop reads `resume` and `$caller` of every kind of frame at the same two places, and V8 inlines a
 * property access for at most four shapes; with nine, a switch measured three times as long.
 * The special records (native, start, bottom, dead) are frames of these classes too, so that they add no shape.
 *
 * Each constructor notes that the suspension under way has captured something. That belongs here and not into compiled
 * code, which would become longer. It does not ask whether one is under way: where paths meet, V8 would forget what it
 * knew of the flag. So who makes a frame for something else restores the flag (`special`, `after`).
 *
 * Whoever makes a frame links it at once; the null before that costs V8 nothing, a variable would be loaded and checked.
 */
import { Suspending, type FrameRecord, type Machine, type ResumePoint } from "./protocol.js";
import { state } from "./state.js";

const $ = state;

class F1 implements FrameRecord {
  $caller: FrameRecord;
  resume: Machine;
  point: ResumePoint;
  a: any;
  constructor(resume: Machine, point: ResumePoint, a?: any) {
    $.suspending |= Suspending.Captured;
    this.$caller = null!;
    this.resume = resume;
    this.point = point;
    this.a = a;
  }
}

class F2 implements FrameRecord {
  $caller: FrameRecord;
  resume: Machine;
  point: ResumePoint;
  a: any;
  b: any;
  constructor(resume: Machine, point: ResumePoint, a?: any, b?: any) {
    $.suspending |= Suspending.Captured;
    this.$caller = null!;
    this.resume = resume;
    this.point = point;
    this.a = a;
    this.b = b;
  }
}

class F4 implements FrameRecord {
  $caller: FrameRecord;
  resume: Machine;
  point: ResumePoint;
  a: any;
  b: any;
  c: any;
  d: any;
  constructor(resume: Machine, point: ResumePoint, a?: any, b?: any, c?: any, d?: any) {
    $.suspending |= Suspending.Captured;
    this.$caller = null!;
    this.resume = resume;
    this.point = point;
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }
}

class F8 implements FrameRecord {
  $caller: FrameRecord;
  resume: Machine;
  point: ResumePoint;
  a: any;
  b: any;
  c: any;
  d: any;
  e: any;
  f: any;
  g: any;
  h: any;
  constructor(
    resume: Machine,
    point: ResumePoint,
    a?: any,
    b?: any,
    c?: any,
    d?: any,
    e?: any,
    f?: any,
    g?: any,
    h?: any,
  ) {
    $.suspending |= Suspending.Captured;
    this.$caller = null!;
    this.resume = resume;
    this.point = point;
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.e = e;
    this.f = f;
    this.g = g;
    this.h = h;
  }
}

/** Finishes a record of the runtime's own, which is no captured activation. Precondition: no suspension is under way. */
export function special<T extends FrameRecord>(frame: T, caller: FrameRecord): T {
  $.suspending = Suspending.No;
  frame.$caller = caller;
  return frame;
}

const machine = () => {};

/**
 * V8 learns what the fields of a class hold, and throws optimised code away when it learns better. Frames are shared by
 * all compiled functions, so teach it at once that a field may hold anything and change at any time.
 */
for (const Frame of [F1, F2, F4, F8]) {
  for (const value of [1, 1.5, {}, [], "", null, undefined]) {
    const frame = new Frame(machine, 0, value, value, value, value, value, value, value, value) as any;
    for (const key of Object.keys(frame)) {
      const kept = frame[key];
      frame[key] = key === "resume" ? () => {} : key === "point" ? -5 : key === "$caller" ? new F2(machine, 1) : {};
      frame[key] = kept;
    }
  }
}
$.suspending = Suspending.No;

export { F1 as F0, F1, F2, F4 as F3, F4, F8 as F5, F8 as F6, F8 as F7, F8 };

/**
 * Frames: the records of suspended activations, and the special records at the ends of a chain.
 *
 * F0…F8 name the kinds by the slots that compiled code asks for, but only four shapes stand behind them, with 1, 2, 4
 * and 8 slots. The run loop reads `resume` and `$caller` of every kind of frame at the same two places, and V8 inlines a
 * property access for at most four shapes; with nine, a switch measured three times as long.
 * The special records (native, start, bottom, dead) are frames of these shapes too, so that they add none.
 *
 * Frames are literals made by functions, no instances of classes: where V8 does not inline what makes one, calling a
 * function takes 3 ns, and constructing an instance 10.
 *
 * Each of these functions notes that the suspension under way has captured something. That belongs here and not into
 * compiled code, which would become longer.
 */
import { Suspending, type FrameRecord, type Machine, type ResumePoint } from "./protocol.js";
import { Special } from "./special.js";
import { state } from "./state.js";

const $ = state;

/** The caller of a frame until it gets one. Its own type of record is all that matters. */
let nobody: FrameRecord = undefined as any;

interface F1 extends FrameRecord {
  a: any;
}
interface F2 extends F1 {
  b: any;
}
interface F4 extends F2 {
  c: any;
  d: any;
}
interface F8 extends F4 {
  e: any;
  f: any;
  g: any;
  h: any;
}

/**
 * V8 learns what the fields of a shape hold, and throws optimised code away when it learns better. Frames are shared by
 * all compiled functions, so teach it at once that a field may hold anything and change at any time. A shape belongs to
 * all literals that look the same; these here come before the ones that stay, which so never have a shape of the past.
 */
const shapes: ((resume: Machine, point: ResumePoint, a: any) => FrameRecord)[] = [
  (resume, point, a) => ({ $caller: nobody, resume, point, a }),
  (resume, point, a) => ({ $caller: nobody, resume, point, a, b: a }),
  (resume, point, a) => ({ $caller: nobody, resume, point, a, b: a, c: a, d: a }),
  (resume, point, a) => ({ $caller: nobody, resume, point, a, b: a, c: a, d: a, e: a, f: a, g: a, h: a }),
];
for (const shape of shapes) {
  for (const value of [1, 1.5, {}, [], "", null, undefined]) {
    const frame: any = shape(() => {}, 0, value);
    for (const key of Object.keys(frame)) {
      for (const other of shapes) {
        frame[key] = key === "resume" ? () => {} : key === "point" ? -5 : other(frame.resume, 1, value);
      }
    }
  }
}

function F1(resume: Machine, point: ResumePoint, a?: any): F1 {
  if ($.suspending !== Suspending.No) $.suspending |= Suspending.Captured;
  return { $caller: nobody, resume, point, a };
}

function F2(resume: Machine, point: ResumePoint, a?: any, b?: any): F2 {
  if ($.suspending !== Suspending.No) $.suspending |= Suspending.Captured;
  return { $caller: nobody, resume, point, a, b };
}

function F4(resume: Machine, point: ResumePoint, a?: any, b?: any, c?: any, d?: any): F4 {
  if ($.suspending !== Suspending.No) $.suspending |= Suspending.Captured;
  return { $caller: nobody, resume, point, a, b, c, d };
}

function F8(
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
): F8 {
  if ($.suspending !== Suspending.No) $.suspending |= Suspending.Captured;
  return { $caller: nobody, resume, point, a, b, c, d, e, f, g, h };
}

nobody = F1(() => {
  throw new Error("greenlet-ts: resumed a frame that was not captured completely");
}, Special.Bottom);
nobody.$caller = nobody;

export { nobody };
export { F1 as F0, F1, F2, F4 as F3, F4, F8 as F5, F8 as F6, F8 as F7, F8 };

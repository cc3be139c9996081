import { catches } from "../../../../runtime/protocol.js";
import type { Suspend } from "../../../3-normalise/normalForm.js";
import type { Lowering } from "../lower.js";

//   $1 = call f(a)             suspend k  call f(a) -> r
//                           r: [resume k]  jump handler, if an error was sent in (k odd)
//                              $1 = value
export function lowerSuspend(to: Lowering, s: Suspend): void {
  const point = to.layout.pointOf.get(s)!;
  const next = to.newBlock();
  next.resumes = point;
  to.finish({ op: "suspend", point, call: s.call, next });
  to.start(next);
  if (catches(point.number)) next.code.push({ op: "raise", handler: to.region!.handler });
  if (s.target !== null) next.code.push({ op: "receive", local: s.target });
}

import type { If } from "../../../3-normalise/normalForm.js";
import type { Lowering } from "../lower.js";

//   if (c) A else B            if (c) a else b
//                           a: A; jump end
//                           b: B; jump end
export function lowerIf(to: Lowering, s: If): void {
  const then = to.newBlock();
  const otherwise = to.newBlock();
  const end = to.newBlock();
  to.finish({ op: "branch", test: s.test, then, else: otherwise });
  to.start(then);
  to.list(s.then);
  to.jump(end);
  to.start(otherwise);
  to.list(s.else);
  to.jump(end);
  to.start(end);
}

import type { Block } from "../../../3-normalise/normalForm.js";
import type { Lowering } from "../lower.js";

//   l: { B }                   B; jump end
export function lowerBlock(to: Lowering, s: Block): void {
  const end = to.newBlock();
  to.targets.set(s.label, { break: end, continue: end });
  to.list(s.body);
  to.jump(end);
  to.start(end);
}

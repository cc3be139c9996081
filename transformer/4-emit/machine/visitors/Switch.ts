import type { Switch } from "../../../3-normalise/normalForm.js";
import type { Lowering } from "../lower.js";

//   switch (d) { case t: A default: B }        switch (d) case t: a  default: b
//                                           a: A; jump b
//                                           b: B; jump end
// The tests keep their place and order; only the bodies move out.
export function lowerSwitch(to: Lowering, s: Switch): void {
  const bodies = s.cases.map(() => to.newBlock());
  const end = to.newBlock();
  to.targets.set(s.label, { break: end, continue: end });
  const cases = s.cases.map((c, i) => ({ test: c.test, to: bodies[i]! }));
  to.finish({ op: "switch", discriminant: s.discriminant, cases, otherwise: end });
  s.cases.forEach((c, i) => {
    to.start(bodies[i]!);
    to.list(c.body);
    to.jump(bodies[i + 1] ?? end);
  });
  to.start(end);
}

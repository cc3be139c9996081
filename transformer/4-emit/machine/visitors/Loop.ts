import type { Loop } from "../../../3-normalise/normalForm.js";
import type { Lowering } from "../lower.js";

//   for (; t; U) B             jump head            do { B; U } while (t)      jump body
//                        head: if (t) body else end                      body: B; jump update
//                        body: B; jump update                          update: U
//                      update: U; jump head                                    if (t) body else end
export function lowerLoop(to: Lowering, s: Loop): void {
  const body = to.newBlock();
  const update = to.newBlock();
  const end = to.newBlock();
  const test = () => {
    if (s.test === null) to.jump(body);
    else to.finish({ op: "branch", test: s.test, then: body, else: end });
  };
  to.targets.set(s.label, { break: end, continue: update });
  let head = body;
  if (!s.testAtEnd && s.test !== null) {
    head = to.newBlock();
    to.jump(head);
    to.start(head);
    test();
  } else to.jump(body);
  to.start(body);
  to.list(s.body);
  to.jump(update);
  to.start(update);
  to.list(s.update);
  if (s.testAtEnd) test();
  else to.jump(head);
  to.start(end);
}

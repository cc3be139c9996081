import type { Label, Try } from "../../../3-normalise/normalForm.js";
import { suspends } from "../../shared/suspends.js";
import type { Lowering } from "../lower.js";

//   try { B } catch (e) { H }                  jump body
//                                        body: B; jump end          (region: errors go to handler)
//                                     handler: e = value; H; jump end
// A body without suspension point keeps its native try; only the handler moves out:
//                                              try { B } catch (e) { leap to handler }
export function lowerTry(to: Lowering, s: Try): void {
  const handler = to.newBlock();
  const end = to.newBlock();
  if (suspends(s.body)) {
    to.region = { handler, parent: to.region };
    const body = to.newBlock();
    to.jump(body);
    to.start(body);
    to.list(s.body);
    to.jump(end);
    to.region = to.region.parent;
    to.start(handler);
    if (s.param !== null) handler.code.push({ op: "receive", local: s.param });
  } else {
    const label: Label = { name: "handler" };
    to.targets.set(label, { break: handler, continue: handler });
    to.statement({ ...s, handler: [{ kind: "leap", mode: "break", to: label }] });
    to.jump(end);
    to.start(handler);
  }
  to.list(s.handler);
  to.jump(end);
  to.start(end);
}

/** Which locals the code and the end of a block read and write. */
import { none, type Locals, type Usages } from "../shared/usage.js";
import type { Block } from "./ir.js";

export function touchedIn(block: Block, usages: Usages): { reads: Locals; writes: Locals } {
  let reads = none;
  let writes = none;
  const add = (part: { reads: Locals; writes: Locals }) => {
    reads |= part.reads;
    writes |= part.writes;
  };
  for (const i of block.code) {
    if (i.op === "receive") writes |= usages.bit(i.local);
    else if (i.op === "code") add(usages.touched([i.statement]));
  }
  const { end } = block;
  if (end.op === "branch") add(usages.of(end.test));
  else if (end.op === "suspend") add(usages.ofCall(end.call));
  else if (end.op === "switch") {
    add(usages.of(end.discriminant));
    for (const c of end.cases) add(usages.of(c.test));
  }
  return { reads, writes };
}

/**
 * Calls the runtime at each depth of an exhausted stack, and looks after each error whether it is in order: idle, as outside
 * all greenlets. Prints how many calls met the end of the stack, and what was out of order afterwards.
 */
import { Greenlet, getcurrent } from "greenlet-ts";
import { state } from "greenlet-ts/internal";

const main = getcurrent();
const idle = state.native;

/** @greenlet */
function accumulate(): number {
  let sum = 0;
  for (;;) sum = (sum + main.switch<number>(sum)) | 0;
}

/** @greenlet */
function increment(x: number): number {
  return x + 1;
}

const live = new Greenlet(accumulate);
live.switch();
const calls = [() => live.switch(1), () => new Greenlet(increment).switch(1), () => new Greenlet(accumulate).switch()];
const problems: unknown[] = [];
let met = 0;

function probe(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (error instanceof RangeError) met++;
  }
  const { native, suspending, throwing } = state;
  if (native === idle && (suspending as number) === 0 && !throwing) return;
  problems.push({ call: call.toString(), native, suspending, throwing });
  Object.assign(state, { native: idle, suspending: 0, throwing: false });
}

for (const call of calls) {
  for (let round = 0; round < 3; round++) {
    let left = 3000;
    const descend = (): void => {
      try {
        descend();
      } catch (error) {
        if (left-- <= 0) return;
        try {
          probe(call);
        } catch {
          // no room even for the probe
        }
        throw error;
      }
    };
    descend();
  }
}
console.log(JSON.stringify({ met: met > 20, problems, goesOn: typeof new Greenlet(increment).switch(1) }));

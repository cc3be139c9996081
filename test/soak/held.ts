/** Many greenlets, each suspended in a call with a local variable: what they cost while held, and what stays after. */
import { getcurrent, Greenlet, greenlet } from "greenlet-ts";
import { heapUsed } from "./memory.js";

export interface Held {
  before: number;
  during: number;
  after: number;
  /** Sum of the values that the suspended ones switched out, and of those returned by the last ten resumed. */
  sum: number;
}

/** @greenlet */
export function hold(count: number): Held {
  const main = getcurrent();

  /** @greenlet */
  function suspend(n: number): number {
    const kept = n * 2;
    const received = main.switch<number>(n);
    return kept + received;
  }

  const before = heapUsed();
  let greenlets: Greenlet[] = [];
  let sum = 0;
  for (let n = 0; n < count; n++) {
    const g = greenlet(suspend);
    sum += g.switch<number>(n);
    greenlets.push(g);
  }
  const during = heapUsed();
  for (const g of greenlets.slice(-10)) sum += g.switch<number>(1);
  greenlets = [];
  return { before, during, after: heapUsed(), sum };
}

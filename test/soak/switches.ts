/**
 * A long random walk: one thousand greenlets that switch to each other, throw into each other and kill each other.
 *
 * Whoever runs draws the next step from one sequence of random numbers and mixes what it receives into its own sum, in
 * a chain of calls of random depth. A greenlet that is killed adds its sum to the checksum in a `finally`, and main
 * puts a new one in its place. `oracle.ts` computes the same checksum without greenlets.
 */
import { getcurrent, Greenlet, greenlet } from "greenlet-ts";
import { Dice, fold, mix, Outcome, Step } from "./rules.js";

class Fault extends Error {
  constructor(readonly value: number) {
    super();
  }
}

/**
 * @param watch  called now and then, between two switches
 * @greenlet
 */
export function walk(switches: number, population: number, watch: (done: number) => void): Outcome {
  const dice = new Dice();
  const main = getcurrent();
  const outcome = new Outcome();
  let done = 0;
  let victim = 0;

  /** @greenlet */
  function work(value: number): void {
    let sum = value;
    try {
      while (true) {
        try {
          sum = descend(dice.depth(), sum);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          outcome.faults += 1;
          sum = mix(sum, error.value);
        }
      }
    } finally {
      outcome.end(sum);
    }
  }

  /** @greenlet */
  function descend(depth: number, sum: number): number {
    if (depth === 0) return mix(sum, pass(sum));
    const below = descend(depth - 1, sum);
    return fold(below, depth);
  }

  /**
   * Gives control away; returns what comes back with it.
   * @greenlet
   */
  function pass(sum: number): number {
    if (++done >= switches) return main.switch(sum);
    const step = dice.step();
    const target = dice.target(population);
    const g = greenlets[target]!;
    if (step === Step.Switch) return g.switch(sum);
    victim = target;
    if (step === Step.Throw) return g.throw(new Fault(sum));
    return g.throw();
  }

  const greenlets: Greenlet[] = Array.from({ length: population }, () => greenlet(work));
  let value = 1;
  while (done < switches) {
    try {
      greenlets[dice.target(population)]!.switch(value);
    } catch (error) {
      // A fault thrown into a greenlet that has not run yet ends it and arrives here.
      if (!(error instanceof Fault)) throw error;
    }
    if (done >= switches) break;
    greenlets[victim] = greenlet(work);
    outcome.replaced += 1;
    value += 1;
    watch(done);
  }
  for (const g of greenlets) g.throw();
  return outcome;
}

/**
 * The walk of `switches.ts` without greenlets: each one is a record with the sum and the depth at which it stands, and
 * a step is a change of `current`.
 */
import { Dice, fold, mix, Outcome, Step } from "./rules.js";

/** A started greenlet, suspended in `pass` below `depth` calls of `descend`. */
interface Standing {
  sum: number;
  depth: number;
}

const MAIN = -1;

export function simulate(switches: number, population: number): Outcome {
  const dice = new Dice();
  const outcome = new Outcome();
  const greenlets: (Standing | null)[] = Array.from({ length: population }, () => null);
  let done = 0;
  let value = 1;
  let victim = 0;
  let current = MAIN;

  /** The greenlet goes on from its loop: down again, to the next `pass`. */
  function goOn(index: number, sum: number): void {
    greenlets[index] = { sum, depth: dice.depth() };
    current = index;
  }

  function receive(index: number, value: number): void {
    const g = greenlets[index];
    if (!g) return goOn(index, value);
    let sum = mix(g.sum, value);
    for (let depth = 1; depth <= g.depth; depth++) sum = fold(sum, depth);
    goOn(index, sum);
  }

  function fault(index: number, value: number): void {
    const g = greenlets[index];
    if (!g) {
      current = MAIN;
      return;
    }
    outcome.faults += 1;
    goOn(index, mix(g.sum, value));
  }

  function kill(index: number): void {
    const g = greenlets[index];
    if (g) outcome.end(g.sum);
    current = MAIN;
  }

  receive(dice.target(population), value);
  while (true) {
    const { sum } = greenlets[current]!;
    if (++done >= switches) break;
    const step = dice.step();
    const target = dice.target(population);
    if (step === Step.Switch) {
      receive(target, sum);
    } else {
      victim = target;
      if (step === Step.Throw) fault(target, sum);
      else kill(target);
    }
    if (current === MAIN) {
      greenlets[victim] = null;
      outcome.replaced += 1;
      value += 1;
      receive(dice.target(population), value);
    }
  }
  for (let index = 0; index < population; index++) kill(index);
  return outcome;
}

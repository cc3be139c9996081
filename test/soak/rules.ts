/** What the walk with greenlets and its oracle share: the dice, the arithmetic, the result. */

/** What the one who runs does next. */
export const enum Step {
  Switch,
  Throw,
  Kill,
}

/** A sequence of random numbers (xorshift32), the same in each run. */
export class Dice {
  private state = 0x9e3779b9;

  private next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x >>> 0;
  }

  /** One step in 1,024 is a throw, one in 4,096 a kill. */
  step(): Step {
    const roll = this.next() & 4095;
    return roll === 0 ? Step.Kill : roll <= 4 ? Step.Throw : Step.Switch;
  }

  target(population: number): number {
    return this.next() % population;
  }

  /** Depth of the calls below a greenlet's loop: mostly 0 to 3, now and then 40. */
  depth(): number {
    const roll = this.next() & 255;
    return roll === 0 ? 40 : roll & 3;
  }
}

export function mix(sum: number, value: number): number {
  return (Math.imul(sum, 31) + value) | 0;
}

export function fold(sum: number, depth: number): number {
  return (sum ^ depth) | 0;
}

export class Outcome {
  checksum = 0;
  ended = 0;
  faults = 0;
  replaced = 0;

  /** A greenlet that had started is killed, with this sum. */
  end(sum: number): void {
    this.ended += 1;
    this.checksum = mix(this.checksum, sum);
  }
}

/** Decisions, taken from fast-check's generator: the same seed makes the same program. */

export interface Source {
  nextInt(min: number, max: number): number;
}

export class Random {
  constructor(private readonly source: Source) {}

  /** 0 … below - 1 */
  below(below: number): number {
    return this.source.nextInt(0, below - 1);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** One of the alternatives; each has a weight. */
  weighted<T>(alternatives: readonly (readonly [weight: number, value: T])[]): T {
    const total = alternatives.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.below(total);
    for (const [weight, value] of alternatives) if ((at -= weight) < 0) return value;
    throw new Error("no alternative");
  }

  /** A list of `min` to `max` results. */
  list<T>(min: number, max: number, make: () => T): T[] {
    return Array.from({ length: min + this.below(max - min + 1) }, make);
  }
}

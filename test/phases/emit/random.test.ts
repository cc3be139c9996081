/**
 * Random programs in the markers of `normalise.ts`, run with random scripts: both versions log what the source logs.
 * A failure prints the program and its seed.
 */
import { expect, test } from "vitest";
import { green, plain, type Step } from "./run.js";

const runs = Number(process.env.RUNS ?? 150);
const seed0 = Number(process.env.SEED ?? 1);

test(`${runs} random programs`, () => {
  let suspensions = 0;
  for (let seed = seed0; seed < seed0 + runs; seed++) {
    const source = new Writer(random(seed)).program();
    const original = plain(source);
    const versions = [green(source), green(source, (position) => (position + seed) % 3 === 0)];
    for (let variant = 0; variant < 12; variant++) {
      const script = scriptOf(seed * 100 + variant, variant);
      const args = [2, 3];
      const { log, frames } = versions[variant % 2]!(args, script);
      suspensions += frames.length;
      expect(log, `seed ${seed}, variant ${variant}\n${source}`).toEqual(original(args, script).log);
    }
  }
  expect(suspensions).toBeGreaterThan(runs);
});

/** mulberry32 */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The first variants always suspend, or hardly ever; the others throw now and then. */
function scriptOf(seed: number, variant: number): (n: number) => Step {
  if (variant === 0) return () => "suspend";
  const next = random(seed);
  const steps: Step[] = [];
  const errors = variant < 4 ? 0 : 0.06;
  for (let i = 0; i < 400; i++) {
    const throws = next() < errors;
    const suspends = next() < (variant % 4 === 1 ? 0.1 : 0.5);
    steps.push(throws ? (suspends ? "suspend-throw" : "throw") : suspends ? "suspend" : "return");
  }
  return (n) => steps[n - 1] ?? "return";
}

/** Writes one program. Loops end because each round burns fuel. */
class Writer {
  #names = 0;
  #size = 0;
  readonly #variables = ["x", "y", "a", "b", "c", "u", "w"];
  readonly #labels: { name: string; loop: boolean }[] = [];
  #breakable = 0;
  #loops = 0;

  constructor(readonly next: () => number) {}

  program(): string {
    const body = this.list(4);
    return `function f(x, y) {\nlet fuel = 25, a = 1, b = 2, c = 3;\nvar u, w;\n${body}\nlog("end", a, b, c, u, w, x, y);\n}`;
  }

  one<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)]!;
  }

  list(depth: number): string {
    const count = 1 + Math.floor(this.next() * 4);
    return Array.from({ length: count }, () => this.statement(depth)).join("\n");
  }

  value(): string {
    return this.one([
      () => this.one(this.#variables),
      () => String(Math.floor(this.next() * 6)),
      () => `${this.one(this.#variables)} + ${this.one(this.#variables)}`,
      () => `(${this.one(this.#variables)} = ${this.one(this.#variables)} + 1)`,
      () => `(${this.one(this.#variables)} > 3 ? ${this.one(this.#variables)}++ : ${this.one(this.#variables)})`,
      () => `(${this.one(this.#variables)} && (${this.one(this.#variables)} = 2))`,
    ])();
  }

  test(): string {
    return `(${this.value()}) % ${this.one([2, 3, 4])} ${this.one(["===", "!==", "<", ">"])} ${this.one([0, 1, 2])}`;
  }

  call(): string {
    return `$call(op, ${this.one(this.#variables)}, ${this.value()})`;
  }

  statement(depth: number): string {
    const v = () => this.one(this.#variables);
    if (++this.#size > 60) depth = 0;
    const leaves = [
      () => `${v()} = ${this.call()};`,
      () => `${v()} = ${this.call()};`,
      () => `${this.call()};`,
      () => `${v()} = ${this.value()};`,
      () => `${v()} += ${this.value()};`,
      () => `log(${v()}, ${v()});`,
      () => this.leap(),
    ];
    if (depth === 0) return this.one(leaves)();
    return this.one([
      ...leaves,
      () => `if (${this.test()}) { ${this.list(depth - 1)} }`,
      () => `if (${this.test()}) { ${this.list(depth - 1)} } else { ${this.list(depth - 1)} }`,
      () => this.loop(depth),
      () => this.loop(depth),
      () => this.switch(depth),
      () => this.try(depth),
      () => this.try(depth),
      () => this.block(depth),
    ])();
  }

  leap(): string {
    const target = this.#labels.length === 0 ? undefined : this.one(this.#labels);
    const leaps = [
      `if (${this.test()}) return ${this.one(this.#variables)};`,
      `if (${this.test()}) throw ${this.one(this.#variables)};`,
    ];
    if (target !== undefined) leaps.push(`if (${this.test()}) break ${target.name};`, `break ${target.name};`);
    if (target?.loop) leaps.push(`if (${this.test()}) continue ${target.name};`, `continue ${target.name};`);
    if (this.#breakable > 0) leaps.push(`if (${this.test()}) break;`);
    if (this.#loops > 0) leaps.push(`if (${this.test()}) continue;`);
    return this.one(leaps);
  }

  within(loop: boolean, breakable: boolean, write: (name: string) => string): string {
    const name = `l${++this.#names}`;
    this.#labels.push({ name, loop });
    if (breakable) this.#breakable++;
    if (loop) this.#loops++;
    const text = write(name);
    if (loop) this.#loops--;
    if (breakable) this.#breakable--;
    this.#labels.pop();
    return `${name}: ${text}`;
  }

  loop(depth: number): string {
    return this.within(true, true, () => {
      const inside = this.list(depth - 1);
      const body = this.next() < 0.3 ? inside.replace(/\$call\(op, /g, "log(") : inside;
      return this.one([
        () => `while (fuel-- > 0 && ${this.test()}) { ${body} }`,
        () => `do { ${body} } while (fuel-- > 0 && ${this.test()})`,
        () => `for (; fuel-- > 0; ${this.one(this.#variables)}++) { ${body} }`,
        () => `for (; fuel-- > 0; ${this.one(this.#variables)} = ${this.call()}) { ${body} }`,
        () => `for (;;) { if (fuel-- <= 0) break; ${body} }`,
      ])();
    });
  }

  switch(depth: number): string {
    return this.within(false, true, () => {
      const count = 1 + Math.floor(this.next() * 4);
      const fallback = Math.floor(this.next() * (count + 1));
      const clauses = Array.from({ length: count }, (_, i) => {
        const head = i === fallback ? "default:" : `case ${this.one([String(i), `+${this.value()}`])}:`;
        const body = this.next() < 0.2 ? "" : this.list(depth - 1);
        return `${head} ${body} ${this.next() < 0.5 ? "break;" : ""}`;
      });
      return `switch (${this.value()}) { ${clauses.join("\n")} }`;
    });
  }

  block(depth: number): string {
    return this.within(false, false, () => `{ ${this.list(depth - 1)} }`);
  }

  try(depth: number): string {
    const e = `e${++this.#names}`;
    const body = this.list(depth - 1);
    this.#variables.push(e);
    const handler = this.list(depth - 1);
    this.#variables.pop();
    return `try { ${body} } catch (${e}) { log("caught", ${e}); ${handler} }`;
  }
}

/**
 * Runs a program in this process, once as tsc compiles it, where nothing suspends, and then as the compiler under test
 * compiles it, suspended in many ways. Each way must give the log of the plain program: with nothing thrown, with an
 * error thrown by the n-th pause, or with GreenletExit thrown by it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import type { Run } from "../../fixtures/behaviour/_support.js";

/** Compiles a module of CommonJS. */
export type Compile = (source: string, fileName: string) => string;
type Exports = Record<string, any>;

export interface Way {
  /** `normal`, `throw n` or `kill n`: the log of the plain program that this one must equal. */
  readonly expectation: string;
  readonly name: string;
  readonly suspendsAt: (n: number) => boolean;
  /** The pause that throws; 0 for none. */
  readonly throwsAt: number;
  /** Called by native code instead of a greenlet. */
  readonly native?: boolean;
}

export interface Difference {
  readonly way: string;
  readonly expected: string;
  readonly actual: string;
  /** Stopped while it ran, which leaves the runtime in the middle of something: nothing can be compared any more. */
  readonly isStopped?: boolean;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const requireHere = createRequire(import.meta.url);
/** The runtime as it is built, in the format that the programs are compiled to. */
const runtime = requireHere("greenlet-ts") as typeof import("greenlet-ts");

/** Milliseconds for a run of a compiled program. A plain one, which takes one or two, gets a fiftieth. */
const PATIENCE = 10_000;

/** What tsc makes of a module. */
export const plainly: Compile = (source, fileName) =>
  ts.transpileModule(source, {
    fileName,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  }).outputText;

/** The modules that a program may import, compiled the same way as it is. */
export class Environment {
  private readonly modules = new Map<string, Exports>();
  private last: { code: string; body: (require: unknown, exports: Exports) => void } | undefined;
  readonly run: Run;

  constructor(readonly compile: Compile) {
    for (const name of ["_support", "_fuzz"]) {
      const fileName = `fixtures/behaviour/${name}.ts`;
      const code = compile(readFileSync(resolve(root, fileName), "utf8"), fileName);
      const exports = this.evaluate(code, fileName);
      this.modules.set(`../${name}.js`, exports).set(`./${name}.js`, exports);
    }
    this.run = this.modules.get("../_support.js")!["run"];
  }

  /** Another module that programs may import. */
  add(name: string, exports: Exports): void {
    this.modules.set(name, exports);
  }

  /** A fresh instance of a module. */
  evaluate(code: string, fileName: string): Exports {
    const exports: Exports = {};
    const require = (name: string) => this.modules.get(name) ?? requireHere(name);
    if (this.last?.code !== code) {
      const body = runInThisContext(`(function (require, exports) {${code}\n})`, { filename: fileName });
      this.last = { code, body };
    }
    this.last!.body(require, exports);
    return exports;
  }

  /** Loads the program and runs its `main` once. Returns the log, with what came of it as the last line. */
  execute(code: string, way: Way, green: boolean): string {
    const { run } = this;
    const error = way.expectation.startsWith("kill")
      ? new runtime.GreenletExit("killed")
      : new Error("thrown into a pause");
    Object.assign(run, {
      log: [],
      pauses: 0,
      suspensions: 0,
      suspendsAt: way.suspendsAt,
      throwsAt: way.throwsAt,
      error,
    });
    Object.assign(run, { driver: green ? runtime.getcurrent() : null, paused: null });
    const show = (value: unknown) => (value instanceof Error ? `${value.name}` : String(value));
    let outcome: string;
    const { toString } = Function.prototype;
    // The text of a function is another one in the output. Programs may add it to a text of theirs.
    Function.prototype.toString = function (this: Function) {
      return `function ${this.name}`;
    };
    try {
      const { main } = this.evaluate(code, "program.js");
      const value = green && !way.native ? this.drive(main) : main();
      outcome = `returned ${show(value)}`;
    } catch (thrown) {
      // A greenlet that ends with GreenletExit hands it to its parent as a value.
      outcome = `${thrown instanceof runtime.GreenletExit ? "returned" : "threw"} ${show(thrown)}`;
      if (process.env["FUZZ_STACKS"]) outcome += `\n${(thrown as Error)?.stack}`;
    } finally {
      Function.prototype.toString = toString;
    }
    return [...run.log, `${outcome} after ${run.pauses} pauses`].join("\n");
  }

  /** Runs `main` in a greenlet, resumes every pause and returns what it returned. */
  private drive(main: () => unknown): unknown {
    const { run } = this;
    const greenlet = new runtime.Greenlet(main);
    let value: unknown = greenlet.switch();
    while (!greenlet.dead) {
      const target = run.paused;
      if (target === null) throw new Error("control came back to the driver, but no pause sent it");
      run.paused = null;
      value = run.pauses === run.throwsAt ? target.throw(run.error) : target.switch(value);
    }
    return value;
  }
}

let pending: () => unknown;
(globalThis as any)[Symbol.for("greenlet-ts.fuzz")] = () => pending();

/** Ends what never does with an error. */
export function withinTime<T>(body: () => T, milliseconds: number): T {
  pending = body;
  return runInThisContext('globalThis[Symbol.for("greenlet-ts.fuzz")]()', { timeout: milliseconds });
}

const always = () => true;
const never = () => false;

/** The plain program without an error, and how often it pauses. */
export const NORMAL: Way = { expectation: "normal", name: "normal", suspendsAt: never, throwsAt: 0 };

/** Ways to run a program that pauses so often; which ones, the seed decides where there are many. */
export function ways(pauses: number, seed: number): Way[] {
  const random = sequence(seed);
  const sometimes = (): ((n: number) => boolean) => {
    const bits = Array.from({ length: 31 }, () => random() < 0.5);
    return (n) => bits[n % bits.length]!;
  };
  const all = Array.from({ length: pauses }, (_, k) => k + 1);
  const points = pauses <= 5 ? all : Array.from({ length: 4 }, () => 1 + Math.floor(random() * pauses));
  const normal = { expectation: "normal", throwsAt: 0 };
  return [
    { ...normal, name: "suspending everywhere", suspendsAt: always },
    { ...normal, name: "suspending nowhere", suspendsAt: never },
    { ...normal, name: "called by native code", suspendsAt: never, native: true },
    { ...normal, name: "suspending at random", suspendsAt: sometimes() },
    ...points.flatMap((n) => [
      { ...normal, name: `suspending at pause ${n} only`, suspendsAt: (m: number) => m === n },
      { expectation: `throw ${n}`, name: `throw ${n}, suspending everywhere`, suspendsAt: always, throwsAt: n },
      { expectation: `throw ${n}`, name: `throw ${n}, suspending at random`, suspendsAt: sometimes(), throwsAt: n },
      {
        expectation: `kill ${n}`,
        name: `kill ${n}, suspending there only`,
        suspendsAt: (m: number) => m === n,
        throwsAt: n,
      },
    ]),
  ];
}

/** Compares the two compilations of a program. Returns the first difference, or how much was compared. */
export function compare(
  plain: { environment: Environment; code: string },
  green: { environment: Environment; code: string },
  seed: number,
): Difference | { runs: number; pauses: number; suspensions: number } {
  const expectations = new Map([["normal", expectation(plain, NORMAL)]]);
  const { pauses } = plain.environment.run;
  let runs = 0;
  let suspensions = 0;
  for (const way of ways(pauses, seed)) {
    const known = expectations.get(way.expectation);
    const expected = known ?? expectation(plain, { ...way, suspendsAt: never });
    expectations.set(way.expectation, expected);
    if (exhausts(expected)) continue;
    let actual: string;
    try {
      actual = withinTime(() => green.environment.execute(green.code, way, true), PATIENCE);
    } catch (thrown) {
      return { way: way.name, expected: "an end", actual: String(thrown), isStopped: true };
    }
    runs++;
    suspensions += green.environment.run.suspensions;
    if (actual !== expected) return { way: way.name, expected, actual };
  }
  return { runs, pauses, suspensions };
}

/** The log of the plain program; one that takes for ever is at the end of its time, as others of their stack. */
function expectation({ environment, code }: { environment: Environment; code: string }, way: Way): string {
  try {
    return withinTime(() => environment.execute(code, way, false), PATIENCE / 50);
  } catch {
    return "RangeError: time";
  }
}

/** How deep the stack is and how long a log may get differs: a program that comes to an end of either says nothing. */
function exhausts(log: string): boolean {
  return /RangeError|after 3001 pauses$/.test(log) || log.split("\n").length >= 3000;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function sequence(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

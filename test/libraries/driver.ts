/**
 * Runs tasks in a process of its own: `node driver.mjs <plan.json> <result.json>`.
 *
 * Without a seed, one after the other: that is the expectation. With one, each task is a greenlet; several instances of
 * each library work at a time, and the greenlets go on in random order. (An instance does one task at a time, since
 * libraries keep state in their modules. They could not if their users' code ran between any two expressions.)
 */
import { readFileSync, writeFileSync } from "node:fs";
import { inspect } from "node:util";
import { Greenlet, getcurrent } from "greenlet-ts";
import type { plan as suspensions } from "./suspend.js";

export interface Plan {
  /** Modules that export `tasks`; for each library, one for each instance of it. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  readonly seed: number | null;
  /** The module that suspends, and how many hops it lets pass between two suspensions, on average. */
  readonly suspend: string;
  readonly interval: number;
}

export interface Report {
  /** What each task of each instance came to, by name. */
  readonly results: readonly Readonly<Record<string, string>>[];
  readonly left: number;
  readonly nested: number;
}

type Tasks = Readonly<Record<string, () => unknown>>;

const [planFile, resultFile] = process.argv.slice(2) as [string, string];
const { modules, seed, suspend, interval } = JSON.parse(readFileSync(planFile, "utf8")) as Plan;
const random = sequence(seed ?? 0);
const reports: Record<string, { results: Record<string, string>[]; left: number; nested: number }> = {};

if (seed === null) {
  for (const [name, [file]] of Object.entries(modules)) {
    const { tasks } = (await import(file!)) as { tasks: Tasks };
    const results: Record<string, string> = {};
    for (const [task, run] of Object.entries(tasks)) results[task] = outcome(run);
    reports[name] = { results: [results], left: 0, nested: 0 };
  }
} else {
  const { plan } = (await import(suspend)) as { plan: typeof suspensions };
  plan.suspends = () => random() * interval < 1;
  const workers: Worker[] = [];
  for (const [name, files] of Object.entries(modules)) {
    reports[name] = { results: [], left: 0, nested: 0 };
    for (const file of files) {
      const { tasks } = (await import(file)) as { tasks: Tasks };
      const results: Record<string, string> = {};
      reports[name].results.push(results);
      workers.push({ name, results, todo: shuffled(Object.entries(tasks)), running: null });
    }
  }
  plan.scheduler = getcurrent();
  while (workers.length > 0) {
    const at = Math.floor(random() * workers.length);
    const worker = workers[at]!;
    const [left, nested] = [plan.left, plan.nested];
    if (!proceed(worker)) workers.splice(at, 1);
    const report = reports[worker.name]!;
    report.left += plan.left - left;
    report.nested += plan.nested - nested;
  }
}
writeFileSync(resultFile, JSON.stringify(reports));

/** An instance of a library, and the tasks that it still has to do. */
interface Worker {
  readonly name: string;
  readonly results: Record<string, string>;
  readonly todo: [task: string, run: () => unknown][];
  running: { readonly task: string; readonly greenlet: Greenlet } | null;
}

/** Goes on with its task, or begins the next one. Out: false if there is none. */
function proceed(worker: Worker): boolean {
  if (worker.running === null) {
    const next = worker.todo.pop();
    if (next === undefined) return false;
    const [task, run] = next;
    worker.running = { task, greenlet: new Greenlet(run) };
  }
  const { task, greenlet } = worker.running;
  const result = outcome(() => {
    const value: unknown = greenlet.switch();
    return greenlet.dead ? value : undefined;
  });
  if (!greenlet.dead) return true;
  worker.results[task] = result;
  worker.running = null;
  return true;
}

function outcome(run: () => unknown): string {
  try {
    return show(run());
  } catch (error) {
    return `threw ${error instanceof Error ? `${error.name}: ${error.message}` : show(error)}`;
  }
}

function show(value: unknown): string {
  if (typeof value === "string") return value;
  return inspect(value, { depth: 30, maxArrayLength: null, maxStringLength: null, breakLength: 120 });
}

function shuffled<T>(items: T[]): T[] {
  for (let k = items.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [items[k], items[other]] = [items[other]!, items[k]!];
  }
  return items;
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

/**
 * Runs compiled fixtures in a process of its own: `node driver.mjs <plan.json> <result.json>`.
 *
 * The plain program (tsc only) runs without greenlets: its logs are the expectation. The compiled one runs in a
 * greenlet that suspends at all pauses, at one of them, at some; with an error thrown into each; and called by native
 * code. Each way must give the log that the plain program gave. A line per fixture on stdout tells how far it came,
 * so that a program that never ends can be named.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Greenlet, GreenletExit, getcurrent } from "greenlet-ts";
import type { Run } from "../fixtures/behaviour/_support.js";

/** What to run: `fixtures` maps a name to the entry file below `directory`. */
export interface Plan {
  directory: string;
  fixtures: Record<string, string>;
  green: boolean;
}

/** What one fixture did: a log per way of running it; or why it could not be loaded. */
export interface Outcome {
  /** The plain program's by expectation: `normal`, `throw 3`, `kill 3`. The compiled one's by `expectation: way`. */
  logs: Record<string, string>;
  /** How often the compiled program really left a greenlet, in all runs together. */
  suspensions: number;
  failure?: string;
}

interface Way {
  /** `normal`, `throw n` or `kill n`: names the log of the plain program that this one must equal. */
  expectation: string;
  name: string;
  suspendsAt: (n: number) => boolean;
  throwsAt: number;
  native?: boolean;
}

/** Errors are thrown into this many pauses at most, counted from the first. */
const MOST_PAUSES = 24;

const always = () => true;
const never = () => false;

/** All ways of running a program that comes to `pauses` pauses. */
function ways(green: boolean, pauses: number): Way[] {
  const points = Array.from({ length: Math.min(pauses, MOST_PAUSES) }, (_, i) => i + 1);
  const errors = (suspendsAt: (n: number) => boolean, suffix: string, kinds = ["throw", "kill"]) =>
    points.flatMap((n) =>
      kinds.map((kind) => ({ expectation: `${kind} ${n}`, name: `${kind} ${n}${suffix}`, suspendsAt, throwsAt: n })),
    );
  if (!green) return [{ expectation: "normal", name: "normal", suspendsAt: never, throwsAt: 0 }, ...errors(never, "")];
  const normal = (name: string, suspendsAt: (n: number) => boolean) => ({
    expectation: "normal",
    name,
    suspendsAt,
    throwsAt: 0,
  });
  return [
    normal("suspending everywhere", always),
    normal("suspending nowhere", never),
    { ...normal("called by native code", never), native: true },
    normal("suspending at every second pause", (n) => n % 2 === 0),
    normal("suspending at every third pause", (n) => n % 3 === 1),
    ...points.map((n) => normal(`suspending at pause ${n} only`, (m) => m === n)),
    ...errors(always, ", suspending everywhere"),
    ...errors(never, ", suspending nowhere", ["throw"]),
    ...points.map((n) => ({
      expectation: `throw ${n}`,
      name: `throw ${n}, suspending there only`,
      suspendsAt: (m: number) => m === n,
      throwsAt: n,
    })),
  ];
}

class Injected extends Error {
  override name = "Injected";
}

async function execute(main: () => unknown, way: Way, green: boolean, support: Support): Promise<string> {
  const { run, show } = support;
  const error = way.expectation.startsWith("kill") ? new GreenletExit("killed") : new Injected("thrown into a pause");
  Object.assign(run, { log: [], pauses: 0, suspensions: 0, suspendsAt: way.suspendsAt, throwsAt: way.throwsAt, error });
  Object.assign(run, { driver: green ? getcurrent() : null, paused: null, pending: [] });
  let outcome: string;
  try {
    outcome = `returned ${show(green && !way.native ? drive(main, run) : main())}`;
  } catch (thrown) {
    // A greenlet that ends with GreenletExit hands it to its parent as a value.
    outcome = `${thrown instanceof GreenletExit ? "returned" : "threw"} ${show(thrown)}`;
  }
  while (run.pending.length > 0) await Promise.all(run.pending.splice(0));
  await new Promise((resolve) => setImmediate(resolve));
  return [...run.log, `${outcome} after ${run.pauses} pauses`].join("\n");
}

/** Runs `main` in a greenlet, resumes every pause and returns what it returned. */
function drive(main: () => unknown, run: Run): unknown {
  const greenlet = new Greenlet(main);
  let value: unknown = greenlet.switch();
  while (!greenlet.dead) {
    const target = run.paused;
    if (target === null) throw new Error("control came back to the driver, but no pause sent it");
    run.paused = null;
    value = run.pauses === run.throwsAt ? target.throw(run.error) : target.switch(value);
  }
  return value;
}

interface Support {
  run: Run;
  show: (value: unknown) => string;
}

async function runFixture(url: string, green: boolean, support: Support): Promise<Outcome> {
  const outcome: Outcome = { logs: {}, suspensions: 0 };
  try {
    const module = (await import(url)) as { main?: () => unknown; default?: { main: () => unknown } };
    const main = module.main ?? module.default!.main;
    const { run } = support;
    await execute(main, ways(false, 0)[0]!, green, support);
    for (const way of ways(green, run.pauses)) {
      outcome.logs[green ? `${way.expectation}: ${way.name}` : way.name] = await execute(main, way, green, support);
      outcome.suspensions += run.suspensions;
    }
    // One run must not see what an earlier one left behind, whatever was thrown into it.
    if (!green && (await execute(main, ways(false, 0)[0]!, green, support)) !== outcome.logs["normal"]) {
      outcome.failure = "the program keeps state from one run to the next";
    }
  } catch (thrown) {
    outcome.failure = thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown);
  }
  return outcome;
}

const [planFile, resultFile] = process.argv.slice(2) as [string, string];
const plan = JSON.parse(readFileSync(planFile, "utf8")) as Plan;
const at = (file: string) => pathToFileURL(join(plan.directory, file)).href;
const support = (await import(at("_support.js"))) as Support;
const outcomes: Record<string, Outcome> = {};
process.on("unhandledRejection", (reason) => support.run.log.push(`unhandled rejection of ${support.show(reason)}`));
for (const [name, file] of Object.entries(plan.fixtures)) {
  console.log(name);
  outcomes[name] = await runFixture(at(file), plan.green, support);
}
writeFileSync(resultFile, JSON.stringify(outcomes));

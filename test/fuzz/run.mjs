/**
 * `npm run fuzz -- [--runs N] [--seed S] [--typed | --untyped]`
 * Checks random programs on all processors until one fails, or N have passed (default: no end). Prints the seed first.
 */
import { parseArgs } from "node:util";
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { register } from "node:module";

register("./loader.mjs", import.meta.url);

if (isMainThread) await main();
else await work(workerData);

async function main() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      seed: { type: "string" },
      typed: { type: "boolean" },
      untyped: { type: "boolean" },
      jobs: { type: "string" },
    },
  });
  const runs = values.runs === undefined ? Infinity : count("runs", values.runs);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : count("seed", values.seed);
  const jobs = values.jobs === undefined ? availableParallelism() : count("jobs", values.jobs);
  const typed = values.typed ? true : values.untyped ? false : undefined;
  console.log(`seed ${seed}`);
  const started = Date.now();
  const totals = Array.from({ length: jobs }, () => ({ programs: 0, runs: 0, suspensions: 0 }));
  let failed = false;
  let shown = 0;
  const status = () => {
    const sum = (key) => totals.reduce((total, one) => total + one[key], 0);
    return `${sum("programs")} programs, run ${sum("runs")} times, suspended ${sum("suspensions")} times, ${Math.round((Date.now() - started) / 1000)} s`;
  };
  await Promise.all(
    totals.map(
      (_, k) =>
        new Promise((resolve, reject) => {
          // Each has seeds of its own, far from the others'.
          const share = Math.floor(runs / jobs) + (k < runs % jobs ? 1 : 0);
          const worker = new Worker(new URL(import.meta.url), {
            workerData: { programs: runs === Infinity ? runs : share, seed: seed + k * 10_000_000, typed },
          });
          worker.on("message", ({ statistics, failure }) => {
            if (statistics) totals[k] = statistics;
            if (failure) {
              failed = true;
              console.log(failure);
            }
            if (Date.now() - shown < 10_000) return;
            shown = Date.now();
            console.log(status());
          });
          worker.on("error", reject);
          worker.on("exit", resolve);
        }),
    ),
  );
  console.log(status());
  console.log(failed ? "A program behaves differently when compiled." : "No difference.");
  process.exitCode = failed ? 1 : 0;
}

function count(name, text) {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) {
    console.error(`--${name} takes a number, not ${JSON.stringify(text)}`);
    process.exit(2);
  }
  return number;
}

async function work({ programs, seed, typed }) {
  const { check, report } = await import("./check.ts");
  const result = check({ programs, seed, typed, onProgress: (statistics) => parentPort.postMessage({ statistics }) });
  parentPort.postMessage("difference" in result ? { failure: report(result) } : { statistics: result });
}

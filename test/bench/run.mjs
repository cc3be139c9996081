/**
 * npm run bench: every contender on every workload, side by side.
 *
 *   node test/bench/run.mjs [--only id,…] [--contenders id,…] [--rounds n] [--quick] [--no-mixed]
 *                           [--node14 path] [--python path]
 *
 * One round runs each contender once per workload, in a process of its own, and then once more in a process where all
 * workloads of that contender have run before (columns "mixed"). A figure is the median over the rounds; a ratio is the
 * median of the rounds' own ratios, so that a slow minute hits both sides. A wrong answer ends the run with an error.
 */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bench, build, install, output } from "./build.mjs";
import { printFacts, facts } from "./facts.mjs";
import { median, page, printTable } from "./report.mjs";
import { baseline, contenders as all, workloads as allWorkloads } from "./workloads.mjs";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    contenders: { type: "string" },
    rounds: { type: "string" },
    quick: { type: "boolean", default: false },
    "no-mixed": { type: "boolean", default: false },
    node14: { type: "string" },
    python: { type: "string", default: "/usr/bin/python3" },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 3 : 5));
const effort = options.quick ? { samples: 3, millis: 25 } : { samples: 5, millis: 60 };

const only = options.only?.split(",");
const workloads = allWorkloads.filter(({ id }) => !only || only.some((name) => id.startsWith(name)));
const wanted = options.contenders?.split(",");

install();
const contenders = all.filter(({ id }) => {
  if (wanted && id !== baseline && !wanted.includes(id)) return false;
  if (id === "python")
    return existsSync(options.python) && spawnSync(options.python, ["-c", "import greenlet"]).status === 0;
  if (id === "fibers") return options.node14 !== undefined;
  return true;
});
const locate = build(contenders.map(({ id }) => id));

/** What a contender has to do for one workload, or null if it does not take part. */
function jobFor(contender, workload) {
  if (workload.contenders && !workload.contenders.includes(contender.id)) return null;
  if (contender.cannot?.includes(workload.id)) return null;
  const module = locate(contender.id, workload.program);
  if (module === null) return null;
  const { id, entry, args, grain, check, units, bytes } = workload;
  return { id, module, entry, args, grain, check, units, bytes: bytes ?? false };
}

/** Runs jobs in one process. Returns their results by id; throws with what the child said if it fails. */
function runChild(contender, jobs, effort) {
  const request = JSON.stringify({ jobs, ...effort });
  const [command, args] =
    contender.id === "python"
      ? [options.python, [join(bench, "child.py"), request]]
      : contender.id === "fibers"
        ? [options.node14, ["--expose-gc", join(bench, "child.mjs"), request]]
        : [process.execPath, ["--expose-gc", "--stack-size=3900", join(bench, "child.mjs"), request]];
  const child = spawnSync(command, args, { encoding: "utf8", timeout: 600_000, maxBuffer: 1 << 26 });
  if (child.status !== 0)
    throw new Error(
      `${contender.id}, ${jobs.map(({ id }) => id)}: ${child.signal ?? ""}\n${child.stderr.slice(-2000)}`,
    );
  return new Map(
    child.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map((result) => [result.id, result]),
  );
}

/** figures[kind][workload][contender]: one figure per round. */
const figures = { alone: {}, mixed: {} };
const answers = new Map();
const failures = [];

function record(kind, contender, { id, checksum, perOperation }) {
  const expected = answers.get(id) ?? checksum;
  answers.set(id, expected);
  if (checksum !== expected) failures.push(`${contender.id} answers ${checksum} in ${id} (${kind}), not ${expected}`);
  ((figures[kind][id] ??= {})[contender.id] ??= []).push(median(perOperation));
}

function attempt(kind, contender, jobs, effort) {
  try {
    for (const result of runChild(contender, jobs, effort).values()) record(kind, contender, result);
  } catch (error) {
    failures.push(String(error.message));
  }
}

const started = Date.now();
const note = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);
for (let round = 0; round < rounds; round++) {
  for (const workload of workloads)
    for (const contender of contenders) {
      note(`round ${round + 1}/${rounds}: ${workload.id}, ${contender.id}`);
      const job = jobFor(contender, workload);
      if (job !== null) attempt("alone", contender, [job], effort);
    }
  if (!options["no-mixed"])
    for (const contender of contenders) {
      if (contender.id === "python") continue; // an interpreter does not care
      note(`round ${round + 1}/${rounds}: mixed, ${contender.id}`);
      const jobs = workloads.map((workload) => jobFor(contender, workload)).filter((job) => job !== null && !job.bytes);
      if (jobs.length > 1) attempt("mixed", contender, jobs, { samples: 3, millis: effort.millis / 2 });
    }
}
note("");

const ours = contenders.some(({ id }) => id === "greenlet");
const extra = ours && !only ? facts(locate) : [];
const result = {
  node: process.version,
  cpu: cpus()[0]?.model ?? "unknown",
  date: new Date().toISOString(),
  rounds,
  seconds: Math.round((Date.now() - started) / 1000),
  figures,
  facts: extra,
};
writeFileSync(join(output, "results.json"), JSON.stringify(result, null, 1));
writeFileSync(join(output, "index.html"), page(result, workloads, contenders));
printTable(result, workloads, contenders);
printFacts(extra);
console.log(
  `\n${rounds} rounds in ${result.seconds} s on Node ${process.version}; plot: ${join(output, "index.html")}`,
);
if (failures.length > 0) {
  console.error(`\nFAILED\n${failures.join("\n")}`);
  process.exitCode = 1;
}

/**
 * Measures one contender in a process of its own. In: a JSON request as the only argument,
 *   { jobs: [{ id, module, entry, args, grain, check, units, bytes }], samples, millis }
 * Out: one line of JSON per job: { id, checksum, n, perOperation: number[] }.
 * Several jobs are a mixed run: all of them run once before the first is measured, so that the engine has seen them all.
 */
import { existsSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const { jobs, samples, millis } = JSON.parse(process.argv[2]);

const loaded = [];
for (const job of jobs) loaded.push({ job, module: await import(job.module) });

/**
 * Milliseconds this thread ran. On Linux the processor time the kernel counts, so that what other programs take away on
 * a busy machine is left out; elsewhere the clock on the wall. The kernel brings its count up to date at its own ticks,
 * every 4 ms, and when the thread waits: so it waits, for no time at all.
 */
const schedule = `/proc/self/task/${process.pid}/schedstat`;
const nobody = new Int32Array(new SharedArrayBuffer(4));
function processorTime() {
  Atomics.wait(nobody, 0, 0, 0.01);
  return parseInt(readFileSync(schedule, "latin1"), 10) / 1e6;
}
const now = existsSync(schedule) ? processorTime : () => performance.now();

async function timed(run, n, args) {
  const start = now();
  const result = run(n, ...args);
  const checksum = result instanceof Promise ? await result : result;
  return { elapsed: now() - start, checksum };
}

async function measure({ job, module }) {
  const run = module[job.entry];
  const { args, grain, units, check } = job;
  const checksums = new Set([(await timed(run, check, args)).checksum]);
  let n = grain;
  let elapsed;
  for (;;) {
    ({ elapsed } = await timed(run, n, args));
    if (elapsed >= millis) break;
    // Towards the wanted time, at most ten times further at once: the first runs are not optimised yet.
    n = Math.max(
      grain,
      Math.ceil((n * Math.min(10, (1.2 * millis) / Math.max(elapsed, 0.01))) / grain) * grain,
      n + grain,
    );
  }
  const results = new Set();
  const perOperation = [];
  // Where one unit alone takes much longer than wanted, one sample has to do.
  const count = elapsed > 4 * millis ? 1 : samples;
  for (let i = 0; i < count; i++) {
    const { elapsed, checksum } = await timed(run, n, args);
    perOperation.push((elapsed * 1e6) / (n * units));
    results.add(checksum);
  }
  // Once more after optimisation: the answer must not depend on it.
  checksums.add((await timed(run, check, args)).checksum);
  if (checksums.size > 1 || results.size > 1)
    throw new Error(`${job.id}: answers differ between runs: ${[...checksums]}, ${[...results]}`);
  return { id: job.id, checksum: [...checksums][0], n, perOperation };
}

async function weigh({ job, module }) {
  const count = job.check;
  await module[job.entry](100, ...job.args);
  const used = () => {
    for (let i = 0; i < 3; i++) globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  const live = await module[job.entry](count, ...job.args);
  const after = used();
  let checksum = 0;
  for (const coroutine of live) checksum += await module.poke(coroutine);
  return { id: job.id, checksum, n: count, perOperation: [(after - before) / count] };
}

if (jobs.length > 1)
  for (const { job, module } of loaded)
    if (!job.bytes) for (let i = 0; i < 2; i++) await timed(module[job.entry], job.check, job.args);

for (const entry of loaded) {
  const result = await (entry.job.bytes ? weigh(entry) : measure(entry));
  process.stdout.write(JSON.stringify(result) + "\n");
}
process.exit(0);

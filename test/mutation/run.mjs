/**
 * Breaks the compiler and the run loop in many small ways (mutants.mjs), and shows that the tests notice each of them.
 *
 *   npm run mutate [-- --only <regular expression>] [--jobs <trees that are worked on at the same time>] [--dry]
 *
 * With `--dry` it only says whether each mutant can be made: `npm run check` asks that, so that none goes stale.
 * Each mutant is made in a copy of the tree. First the fixtures that are likely to notice run, then all of them, then
 * all tests. Exit code 1 if a mutant survives; 2 if one can't be made, or if the tests fail without any.
 */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { mutants } from "./mutants.mjs";

/** What the tests need. The packages are shared. */
const COPIED = ["transformer", "runtime", "fixtures", "test", "dist", "package.json", "tsconfig.json", "README.md"];
/** Milliseconds for some tests, and for all. A mutant may never come to an end: that is noticed, too. */
const PATIENCE = 300_000;
const PATIENCE_FOR_ALL = 3_600_000;

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: { only: { type: "string" }, jobs: { type: "string", default: "1" }, dry: { type: "boolean" } },
});
const chosen = mutants.filter(({ name }) => new RegExp(values.only ?? "").test(name));
const fixtures = readdirSync(join(root, "fixtures/behaviour"));

for (const { name, file, from, fixtures: likely } of chosen) {
  const found = readFileSync(join(root, file), "utf8").split(from).length - 1;
  if (found !== 1) fail(`${name}: the text to replace is in ${file} ${found} times`);
  if (!fixtures.some((fixture) => new RegExp(likely).test(fixture))) fail(`${name}: no fixture is called ${likely}`);
}
if (chosen.length === 0) fail("there is no such mutant");
if (values.dry) process.exit(0);

const start = Date.now();
const survivors = [];
let made = 0;
const todo = [...chosen];
await Promise.all(Array.from({ length: Number(values.jobs) }, (_, k) => work(createTree(k), k === 0)));
console.log(`${made - survivors.length} of ${made} caught in ${Math.round((Date.now() - start) / 1000)} s`);
for (const name of survivors) console.log(`survived: ${name}`);
process.exit(survivors.length > 0 ? 1 : 0);

/** Makes one mutant after the other. */
async function work(tree, isFirst) {
  if (isFirst) {
    const failure = (await build(tree)) ?? (await test(tree, "behaviour"));
    if (failure !== null) fail(`without a mutant, the tests fail\n${failure.output}`);
  }
  for (let mutant = todo.shift(); mutant !== undefined; mutant = todo.shift()) {
    const { name, file, from, to } = mutant;
    const path = join(tree, file);
    const text = readFileSync(path, "utf8");
    const began = Date.now();
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    const noticed = await hunt(tree, mutant);
    writeFileSync(path, text);
    // What was built with the mutant is not the compiler any more.
    if (noticed === null || noticed.built) await build(tree);
    made++;
    if (noticed === null) survivors.push(name);
    const seconds = `${Math.round((Date.now() - began) / 1000)} s`.padStart(6);
    console.log(`${noticed === null ? "SURVIVED" : "caught  "} ${seconds}  ${name}${noticed ? `: ${noticed.by}` : ""}`);
  }
}

/** Out: what noticed the mutant, and whether it was built by then; null if nothing did. */
async function hunt(tree, { file, fixtures }) {
  const isRuntime = file.startsWith("runtime/");
  // The fixtures are compiled by the sources; all else is done by what is built of them.
  const steps = [
    { needsBuild: isRuntime, go: () => test(tree, "behaviour", fixtures) },
    ...(isRuntime ? [{ needsBuild: true, go: () => test(tree, "test/runtime/") }] : []),
    { needsBuild: isRuntime, go: () => test(tree, "behaviour") },
    { needsBuild: true, go: () => test(tree, "", undefined, PATIENCE_FOR_ALL) },
  ];
  let built = false;
  for (const { needsBuild, go } of steps) {
    if (needsBuild && !built) {
      built = true;
      const failure = await build(tree);
      if (failure !== null) return { by: `build: ${failure.first}`, built };
    }
    const failure = await go();
    if (failure !== null) return { by: failure.first, built };
  }
  return null;
}

function createTree(k) {
  const tree = join(root, `_output/mutation/${k}`);
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  for (const path of COPIED) {
    if (!existsSync(join(root, path))) continue;
    cpSync(join(root, path), join(tree, path), {
      recursive: true,
      filter: (from) => !/node_modules|_output/.test(from.slice(root.length)),
    });
  }
  cpSync(join(root, "package-lock.json"), join(tree, "package-lock.json"));
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"), "dir");
  return tree;
}

function build(tree) {
  return run(tree, ["transformer/build.mjs"]);
}

/** Runs the tests whose path contains `filter`, up to the first that fails. */
function test(tree, filter, fixtures, patience = PATIENCE) {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--config", "test/vitest.config.mts", "--bail", "1", "--reporter", "dot", filter];
  return run(tree, args, fixtures === undefined ? {} : { FIXTURES: fixtures }, patience);
}

/** Runs a script of Node. Out: null if it succeeds; otherwise what it printed, and what failed first. */
function run(tree, args, environment = {}, patience = PATIENCE) {
  return new Promise((resolve) => {
    // A group of its own, so that it can be ended with all that it started.
    const child = spawn(process.execPath, args, {
      cwd: tree,
      env: { ...process.env, ...environment, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    const timer = setTimeout(() => {
      output += `\nFAIL no end after ${patience / 1000} s\n`;
      end(child.pid);
    }, patience);
    child.on("close", (code) => {
      clearTimeout(timer);
      end(child.pid); // a program that never ends outlives the tests that started it
      const first = /^\s*(?:FAIL|×)\s+(.*)$/m.exec(output)?.[1] ?? /\berror\b.*/i.exec(output)?.[0] ?? "it failed";
      const why = /no end after|timed out/i.test(output) ? " (something did not end)" : "";
      resolve(code === 0 ? null : { output, first: first.slice(0, 120) + why });
    });
  });
}

/** Ends a group of processes, or what is left of it. */
function end(group) {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // There is nobody left.
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

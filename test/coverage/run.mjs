/**
 * Line and branch coverage of transformer/ and runtime/ by all tests: `npm run coverage [-- <what vitest takes>]`.
 * The engine counts in every process that the tests start; source maps lead from dist/ to the sources, from both formats of
 * the runtime and from both versions of its green functions. Details are in coverage/index.html.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const output = join(root, "coverage");
const raw = join(output, "raw");
const bin = (name, file) => join(createRequire(import.meta.url).resolve(`${name}/package.json`), "..", file);

rmSync(output, { recursive: true, force: true });
const vitest = [bin("vitest", "vitest.mjs"), "run", "--config", "test/coverage/vitest.config.mts", "--reporter", "dot"];
const tests = run([...vitest, ...process.argv.slice(2)], { NODE_V8_COVERAGE: raw });
const only = ["transformer", "runtime"].flatMap((folder) => ["--include", `dist/*/${folder}/**/*.js`]);
const reporters = ["text", "html", "json"].flatMap((reporter) => ["--reporter", reporter]);
const report = run([
  bin("c8", "bin/c8.js"),
  "report",
  "--temp-directory",
  raw,
  "--reports-dir",
  output,
  ...only,
  ...reporters,
]);
rmSync(raw, { recursive: true, force: true });
process.exit(tests || report);

function run(args, environment = {}) {
  const { status, error } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  if (error) throw error;
  return status ?? 1;
}

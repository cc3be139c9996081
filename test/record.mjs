/**
 * Records what Python's greenlet prints: runs fixtures/greenlet/*.py and writes each one's output to its `.out`.
 *
 *   npm run record              all programs
 *   npm run record -- trace     those whose name contains "trace"
 *
 * PYTHON names the interpreter; default /usr/bin/python3 (Debian: apt-get install python3-greenlet). A program that
 * fails or writes to stderr is reported and not recorded; the exit code is then 1.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../fixtures/greenlet", import.meta.url));
const python = process.env.PYTHON ?? "/usr/bin/python3";
const filter = process.argv[2] ?? "";

const programs = readdirSync(folder).filter((file) => file.endsWith(".py") && file.includes(filter));
const changed = [];
const failed = [];

for (const program of programs) {
  const name = basename(program, ".py");
  const target = join(folder, `${name}.out`);
  const run = spawnSync(python, [program], { cwd: folder, encoding: "utf8" });
  if (run.error || run.status !== 0 || run.stderr !== "") {
    failed.push(`${name}: ${run.error?.message ?? run.stderr}`);
    continue;
  }
  if (existsSync(target) && readFileSync(target, "utf8") === run.stdout) continue;
  writeFileSync(target, run.stdout);
  changed.push(name);
}

for (const failure of failed) console.error(`failed   ${failure.trimEnd()}`);
for (const name of changed) console.log(`recorded ${name}`);
console.log(`${programs.length} programs, ${changed.length} changed, ${failed.length} failed`);
process.exitCode = failed.length > 0 || programs.length === 0 ? 1 : 0;

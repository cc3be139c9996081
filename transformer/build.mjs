/**
 * Builds `dist/`: the compiler with tsc, then the runtime with the compiler, once as CommonJS and once as ES modules.
 * Does nothing if nothing has changed since it last succeeded, so that every command may call it first.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const stampFile = "dist/stamp.json";
const tsc = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");
const greenc = "dist/cjs/transformer/cli/greenc.js";

const inputs = listInputs();
const stamp = {
  names: hash(inputs.join("\n")),
  state: hash(inputs.map((path) => `${path} ${statSync(path).mtimeMs} ${statSync(path).size}`).join("\n")),
};
const last = readStamp();
if (last.state !== stamp.state) {
  // A file that is gone must not live on as output.
  if (last.names !== stamp.names) rmSync("dist", { recursive: true, force: true });
  else rmSync(stampFile, { force: true });
  build();
}

/** Everything that dist/ depends on, in a fixed order. */
function listInputs() {
  const sources = ["transformer", "runtime"].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((path) => join(folder, path)),
  );
  const relevant = sources.filter((path) => /\.(ts|json|mjs)$/.test(path));
  return [...relevant.sort(), "package.json", "package-lock.json", "tsconfig.json"];
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex");
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

function build() {
  node(tsc, "-p", "transformer");
  // The runtime is compiled anew each time: a change of the compiler changes its output.
  node(greenc, "-p", "runtime/tsconfig.json");
  node(greenc, "-p", "runtime/tsconfig.esm.json");
  // The package itself has no type; each half says what it is.
  writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
  writeFileSync("dist/esm/package.json", '{ "type": "module" }\n');
  writeFileSync(stampFile, JSON.stringify(stamp));
}

/** Runs a script; a failure of it is ours. */
function node(...args) {
  const { status, error } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

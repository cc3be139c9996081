/**
 * Builds `dist/`: the compiler and the core of the runtime with tsc, then the green built-ins with
 * the compiler; the runtime once as CommonJS and once as ES modules.
 * Does nothing if nothing has changed since it last succeeded, so that every command may call it first.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const stampFile = "dist/stamp";
const tsc = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");
const greenc = "dist/cjs/transformer/cli/greenc.js";

const stamp = hash(listInputs().map((path) => `${path} ${statSync(path).mtimeMs} ${statSync(path).size}`));
if (readStamp() !== stamp) {
  rmSync(stampFile, { force: true });
  build();
  removeOrphans();
  writeFileSync(stampFile, stamp);
}

/** Everything that dist/ depends on, in a fixed order. */
function listInputs() {
  const sources = ["transformer", "runtime"].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((path) => join(folder, path)),
  );
  const relevant = sources.filter((path) => /\.(ts|json|mjs)$/.test(path));
  return [...relevant.sort(), "package.json", "package-lock.json", "tsconfig.json"];
}

function hash(lines) {
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
}

function build() {
  // tsc does not look whether what it once wrote is still there.
  if (!outputsExist()) {
    for (const part of ["transformer", "runtime"]) rmSync(`dist/${part}.tsbuildinfo`, { force: true });
  }
  node(tsc, "-p", "transformer");
  // Anew each time: a change of the compiler changes the output. The types are checked once.
  const asModules = ["--module", "esnext", "--moduleResolution", "bundler", "--outDir", "dist/esm", "--noCheck"];
  node(tsc, "-p", "runtime/tsconfig.core.json");
  node(tsc, "-p", "runtime/tsconfig.core.json", ...asModules, "--composite", "false", "--tsBuildInfoFile", "null");
  node(greenc, "-p", "runtime");
  node(greenc, "-p", "runtime", ...asModules);
  // The package itself has no type; each half says what it is.
  writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
  writeFileSync("dist/esm/package.json", '{ "type": "module" }\n');
}

function outputsExist() {
  return listInputs().every(
    (path) => !path.endsWith(".ts") || existsSync(join("dist/cjs", path.replace(/\.ts$/, ".js"))),
  );
}

/** Removes what was made of a source that is gone. */
function removeOrphans() {
  for (const format of ["cjs", "esm"]) {
    for (const path of readdirSync(join("dist", format), { recursive: true })) {
      const source = path.replace(/(\.d\.ts|\.js|\.js\.map)$/, ".ts");
      if (source !== path && !existsSync(source)) rmSync(join("dist", format, path));
    }
  }
}

/** Runs a script; a failure of it is ours. */
function node(...args) {
  const { status, error } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

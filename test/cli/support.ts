/** Projects on disk for the tests of the command line, and the commands to run in them. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const outputRoot = join(root, "_output/cli");

export type Files = Readonly<Record<string, string>>;

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** The scripts behind the commands, to be run with `node`. */
export const commands = {
  greenc: join(root, "dist/cjs/transformer/cli/greenc.js"),
  tsc: join(root, "node_modules/typescript/lib/tsc.js"),
  tspc: join(root, "node_modules/ts-patch/bin/tspc.js"),
} as const;

/** A new folder with `files`, and with this package among its node_modules. Returns its path. */
export function createProject(name: string, files: Files): string {
  const folder = join(outputRoot, name);
  rmSync(folder, { recursive: true, force: true });
  write(folder, files);
  const packages = join(folder, "node_modules");
  mkdirSync(packages, { recursive: true });
  symlinkSync(root, join(packages, "greenlet-ts"));
  for (const dependency of ["typescript", "@types"]) {
    symlinkSync(join(root, "node_modules", dependency), join(packages, dependency));
  }
  return folder;
}

export function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** All files of a project by path, but for node_modules, whose links lead out of it (Node 24 follows them). */
export function read(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile()) files[inner] = readFileSync(join(folder, inner), "utf8");
      else if (entry.isDirectory() && entry.name !== "node_modules") visit(inner);
    }
  };
  visit("");
  return files;
}

/** Runs `node script ...args` in `folder` to its end. Colours and the like are off, as for any pipe. */
export function run(folder: string, script: string, ...args: string[]): Promise<Result> {
  return finished(start(folder, script, ...args));
}

export function start(folder: string, script: string, ...args: string[]): ChildProcess {
  const { NODE_OPTIONS, FORCE_COLOR, ...env } = process.env;
  return spawn(process.execPath, [script, ...args], { cwd: folder, env });
}

export function finished(child: ChildProcess): Promise<Result> {
  let stdout = "";
  let stderr = "";
  child.stdout!.on("data", (data) => (stdout += data));
  child.stderr!.on("data", (data) => (stderr += data));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ stdout, stderr, code }));
  });
}

/** The package as it is published: installed where nothing of this repository is, and used as the README says. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands, read, root, run, write } from "./support.js";

let folder: string;
const installed = (path: string): string => join(folder, "node_modules", path);

const program = [
  'import { Greenlet, getcurrent } from "greenlet-ts";',
  "",
  "/** @greenlet */",
  "function numbers(limit: number): string {",
  "  for (let n = 1; n <= limit; n++) getcurrent().parent!.switch(n);",
  '  return "that was all";',
  "}",
  "",
  "const g = new Greenlet(numbers);",
  "console.log(g.switch(2), g.switch(), g.switch(), g.dead);",
  "",
].join("\n");
const output = "1 2 that was all true\n";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "greenlet-ts-package-"));
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  mkdirSync(installed("greenlet-ts"), { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "--strip-components=1", "-C", installed("greenlet-ts")]);
  rmSync(join(folder, filename));
  // Its dependency, in a copy of its own: `ts-patch install` changes it.
  cpSync(join(root, "node_modules/typescript"), installed("typescript"), { recursive: true });
  mkdirSync(installed("@types"));
  symlinkSync(join(root, "node_modules/@types/node"), installed("@types/node"));
  symlinkSync(join(root, "node_modules/undici-types"), installed("undici-types"));
  write(folder, {
    "package.json": '{ "private": true, "type": "module" }',
    "main.ts": program,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        module: "nodenext",
        outDir: "out",
        types: [],
        declaration: true,
        sourceMap: true,
        plugins: [{ transform: "greenlet-ts/transformer" }],
      },
    }),
  });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("greenc compiles, and the output runs", async () => {
  const greenc = installed("greenlet-ts/dist/cjs/transformer/cli/greenc.js");
  expect(await run(folder, greenc)).toEqual({ stdout: "", stderr: "", code: 0 });
  expect(await run(folder, join(folder, "out/main.js"))).toEqual({ stdout: output, stderr: "", code: 0 });
  expect(await run(folder, greenc, "run", "main.ts")).toEqual({ stdout: output, stderr: "", code: 0 });
});

test("so does tsc after `ts-patch install`, with the same output; and greenc still does", async () => {
  const byGreenc = outputs();
  rmSync(join(folder, "out"), { recursive: true });
  const patched = await run(folder, join(root, "node_modules/ts-patch/bin/ts-patch.js"), "install", "-d", folder, "-s");
  expect(patched).toEqual({ stdout: "", stderr: "", code: 0 });

  expect(await run(folder, installed("typescript/lib/tsc.js"))).toEqual({ stdout: "", stderr: "", code: 0 });
  expect(outputs()).toEqual(byGreenc);

  rmSync(join(folder, "out"), { recursive: true });
  const greenc = installed("greenlet-ts/dist/cjs/transformer/cli/greenc.js");
  expect(await run(folder, greenc)).toEqual({ stdout: "", stderr: "", code: 0 });
  expect(outputs()).toEqual(byGreenc);
});

test("holds what users need and nothing else", () => {
  const packages = execFileSync("find", [installed("greenlet-ts"), "-type", "f"], { encoding: "utf8" });
  const folders = packages
    .trim()
    .split("\n")
    .map((path) => path.slice(installed("greenlet-ts").length + 1))
    .filter((path) => !/^dist\/(cjs\/(transformer|runtime)|esm\/runtime)\//.test(path));
  expect(folders.sort()).toEqual(
    [
      "LICENSE",
      "README.md",
      "dist/cjs/package.json",
      "dist/esm/package.json",
      "package.json",
      "runtime/README.md",
      "transformer/CONSTRUCTS.md",
      "transformer/README.md",
    ].sort(),
  );
});

function outputs(): Record<string, string> {
  return Object.fromEntries(Object.entries(read(folder)).filter(([path]) => path.startsWith("out/")));
}

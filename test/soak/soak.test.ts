/** The soak, quickly: enough to find a wrong checksum or a leak per switch. The long one: `npm run soak`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../suite.js";

test("a million switches end with the right checksum and a flat heap", () => {
  const greenc = join(root, "dist/cjs/transformer/cli/greenc.js");
  const run = spawnSync(process.execPath, [greenc, "run", join(root, "test/soak/soak.ts"), "1000000"], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(run.stdout).not.toContain("WRONG");
  expect(run.stdout.match(/: ok$/gm)).toHaveLength(4);
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
});

test("wherever the stack ends, the runtime is in order", () => {
  const greenc = join(root, "dist/cjs/transformer/cli/greenc.js");
  const run = spawnSync(process.execPath, [greenc, "run", join(root, "test/soak/fullStack.ts")], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(run.stdout.trimEnd().split("\n").at(-1)).toBe('{"met":true,"problems":[],"goesOn":"number"}');
  expect(run.status).toBe(0);
});

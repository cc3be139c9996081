/** `npm start`: the seed programs beside what Python printed. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands, root, run } from "./cli/support.js";

test("the seed programs print what Python printed, but for the times", async () => {
  const { stdout, stderr, code } = await run(root, commands.greenc, "run", join("fixtures/programs", "main.ts"));
  expect(stderr).toBe("");
  expect(stdout).not.toContain("<-- differs");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("The same, but for the times.");
  expect(stdout.match(/total time : \d/g)?.length).toBe(4);
  expect(code).toBe(0);
});

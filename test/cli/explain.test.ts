/** `greenc explain` and `greenc why`: the question as it is asked, and answers to wrong ones. */
import { describe, expect, test } from "vitest";
import { commands, createProject, run } from "./support.js";

const folder = createProject("explain", {
  "walk.ts": [
    'import { Greenlet } from "greenlet-ts";',
    "/** @greenlet */",
    "export function walk(other: Greenlet, n: number): number {",
    "  const got = other.switch<number>(Math.abs(n));",
    "  return got + n;",
    "}",
    "export function plain(): void {}",
    "",
  ].join("\n"),
  "malformed.ts": "const = 1;\n",
});
const greenc = (...args: string[]) => run(folder, commands.greenc, ...args);

describe.concurrent("greenc", () => {
  test("why: judges each call", async () => {
    const { stdout, stderr, code } = await greenc("why", "walk.ts:walk");
    expect(stdout).toMatch(/^walk is green \(/);
    expect(stdout).toMatch(/^ +4:15 +dynamic +other\.switch: marked @greenlet at /m);
    expect(stdout).toMatch(/^ +4:36 +plain +Math\.abs: /m);
    expect([stderr, code]).toEqual(["", 0]);
  });

  test("explain: shows all phases, or one", async () => {
    const [all, one] = await Promise.all([
      greenc("explain", "walk.ts"),
      greenc("explain", "--phase", "instructions", "walk.ts:walk"),
    ]);
    for (const title of ["analysis", "normal form", "instructions", "fast version", "machine"]) {
      expect(all.stdout).toContain(`--- ${title}`);
    }
    expect(all.code).toBe(0);
    expect(one.stdout.match(/^--- /gm)).toHaveLength(1);
    expect(one.stdout).toMatch(/suspend 2 /);
  });

  test("answers wrong questions with a message", async () => {
    const [unknown, phase, missing, malformed, none] = await Promise.all([
      greenc("why", "walk.ts:run"),
      greenc("explain", "--phase", "last", "walk.ts"),
      greenc("explain", "nowhere.ts:walk"),
      greenc("why", "malformed.ts"),
      greenc("why"),
    ]);
    expect(unknown.stdout).toMatch(/^There is no function run in .*walk\.ts\.\n$/);
    expect(phase.stdout).toMatch(/^There is no phase 'last'\.\nUsage: greenc explain /);
    expect(missing.stdout).toBe("error TS6053: File 'nowhere.ts' not found.\n");
    expect(malformed.stdout).toMatch(
      /^malformed\.ts\(1,7\): error TS\d+: .*\n[^]*malformed\.ts has syntax errors\.\n$/,
    );
    expect(none.stdout).toMatch(/^Usage: greenc why /);
    for (const { stderr, code } of [unknown, phase, missing, malformed, none]) expect([stderr, code]).toEqual(["", 1]);
  });
});

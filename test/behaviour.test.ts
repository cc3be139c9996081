/**
 * Every fixture of fixtures/behaviour, compiled and suspended in every way the driver knows, against the same program
 * compiled by tsc alone.   One fixture: `npm test -- behaviour -t <name>`
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "./driver.js";
import { compile, createProject, differences, fixtureNames, REFERENCE, run, type Compilation } from "./suite.js";

const names = fixtureNames();
let plain: Map<string, Outcome>;
let green: Map<string, Outcome>;
let plainCompilation: Compilation;
let greenCompilation: Compilation;

beforeAll(async () => {
  const plainProject = createProject(REFERENCE, false);
  const greenProject = createProject(REFERENCE, true);
  plainCompilation = await compile(plainProject, true);
  greenCompilation = await compile(greenProject);
  [plain, green] = await Promise.all([run(plainProject, names), run(greenProject, names)]);
}, 120_000);

test("tsc has nothing to say about the fixtures", () => {
  expect(plainCompilation.errors).toEqual([]);
});

test("the compiler reports no error", () => {
  expect(greenCompilation.errors).toEqual([]);
});

describe.each(names)("%s", (name) => {
  test("the plain program logs, and pauses", () => {
    const outcome = plain.get(name)!;
    expect(outcome.failure).toBeUndefined();
    expect(outcome.logs["normal"]!.split("\n").length).toBeGreaterThan(1);
    expect(outcome.logs["normal"]).not.toMatch(/^returned .* after 0 pauses$/m);
  });

  test("suspended anywhere, it does the same", () => {
    expect(greenCompilation.crashes.get(name)).toBeUndefined();
    const outcome = green.get(name)!;
    expect(differences(plain.get(name)!, outcome).slice(0, 3).join("\n\n")).toBe("");
    // A program that was not compiled would log the same, too.
    expect(outcome.suspensions).toBeGreaterThan(0);
  });
});

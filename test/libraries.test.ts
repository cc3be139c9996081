/**
 * Widely used libraries that nobody here wrote, with every function green: suspended at random places, many at a time,
 * they return and throw what they return and throw when they are not compiled.
 * Another course of events: `LIBRARIES_SEED=5 npm test -- libraries`
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "./libraries/driver.js";
import { createLibraries, LIBRARIES, runTasks, type Library } from "./libraries/project.js";

const seed = Number(process.env["LIBRARIES_SEED"] ?? 1);
const names = Object.keys(LIBRARIES);
/** Instances of each library that work at the same time. */
const INSTANCES = 2;
/** Of so many expressions, one may suspend. */
const EVERY = 16;
/** Hops from one suspension to the next, on average. */
const INTERVAL = 4;

let libraries: Library[];
let errors: string[];
let plain: Record<string, Report>;
let green: Record<string, Report>;

beforeAll(async () => {
  let state = seed;
  const chooses = () => (state = (Math.imul(state, 48271) >>> 0) % 2147483647) % EVERY === 0;
  ({ libraries, errors } = createLibraries(chooses, INSTANCES));
  plain = await runTasks(names, null, 1, INTERVAL);
  green = await runTasks(names, seed, INSTANCES, INTERVAL);
}, 240_000);

test("the compiler reports no error", () => {
  expect(errors).toEqual([]);
  const sum = (key: "files" | "functions" | "hops") => libraries.reduce((sum, library) => sum + library[key], 0);
  const total = (key: "left" | "nested") => Object.values(green).reduce((sum, report) => sum + report[key], 0);
  console.log(
    `${sum("functions")} functions in ${sum("files")} files, ${sum("hops")} places; ` +
      `${total("left")} suspensions, and ${total("nested")} in native code`,
  );
});

describe.each(names)(`%s, seed ${seed}`, (name) => {
  test("the uncompiled library returns, and throws", () => {
    const results = Object.values(plain[name]!.results[0]!);
    expect(results.length).toBeGreaterThan(25);
    expect(results.filter((result) => result.startsWith("threw")).length).toBeGreaterThan(1);
    expect(new Set(results).size).toBeGreaterThan(results.length / 2);
  });

  test("suspended, it does the same", () => {
    expect(green[name]!.results).toHaveLength(INSTANCES);
    for (const results of green[name]!.results) expect(results).toEqual(plain[name]!.results[0]);
  });

  test("it was suspended", () => {
    const { left, nested } = green[name]!;
    const { hops } = libraries.find((library) => library.name === name)!;
    expect(hops).toBeGreaterThan(50);
    expect(left + nested).toBeGreaterThan(5_000);
    expect(left).toBeGreaterThan(2_000);
  });
});

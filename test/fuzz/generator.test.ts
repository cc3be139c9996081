/** The generator and the oracle by themselves: programs are valid, end, do something, and are the same for a seed. */
import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { Environment, NORMAL, plainly } from "./oracle.js";
import { moduleText, plainText, randomProgram } from "./program.js";

const trees = (count: number, seed: number) => fc.sample(randomProgram(), { numRuns: count, seed });
const sample = (count: number, seed: number) => trees(count, seed).map(moduleText);

test("the same seed makes the same programs", () => {
  expect(sample(20, 1)).toEqual(sample(20, 1));
  expect(sample(20, 1)).not.toEqual(sample(20, 2));
}, 60_000);

test("programs parse", () => {
  for (const text of sample(300, 3)) {
    const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
    expect(
      diagnostics!.map(({ messageText, start }) => `${messageText as string}: ${text.slice(start! - 40, start! + 40)}`),
    ).toEqual([]);
  }
}, 60_000);

test("programs end, with the same log each time, and most of them go on for a while", () => {
  const environment = new Environment(plainly);
  let pauses = 0;
  let completed = 0;
  const programs = trees(300, 4);
  for (const tree of programs) {
    const code = plainly(moduleText(tree), "program.ts");
    const log = environment.execute(code, NORMAL, false);
    expect(environment.execute(plainText(tree), NORMAL, false)).toBe(log);
    expect(log).not.toContain("timed out");
    pauses += environment.run.pauses;
    if (log.includes("end: 0")) completed++;
  }
  expect(pauses / programs.length).toBeGreaterThan(5);
  expect(completed / programs.length).toBeGreaterThan(0.3);
}, 60_000);

test("shrinking ends at a program that still has what was asked for", () => {
  const wanted = /finally/;
  const result = fc.check(
    fc.property(randomProgram(), (tree) => !wanted.test(moduleText(tree))),
    { seed: 5, numRuns: 200 },
  );
  expect(result.failed).toBe(true);
  const minimal = moduleText(result.counterexample![0]);
  expect(minimal).toMatch(wanted);
  expect(minimal.length).toBeLessThan(400);
}, 60_000);

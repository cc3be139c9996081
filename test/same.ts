/** A program that a test wrote, compiled with and without types, suspended in many ways: it must log what tsc's logs. */
import { expect } from "vitest";
import { alone, withItsTypes } from "./fuzz/check.js";
import { compare, Environment, plainly } from "./fuzz/oracle.js";

const plain = new Environment(plainly);
const green = { "without types": new Environment(alone), "with types": new Environment(withItsTypes) };

/**
 * In: a module that exports `main`; `where` tells from the first line that differs what of it is to blame.
 * @throws AssertionError that shows the lines around the first difference
 */
export function expectSame(source: string, where: (line: string) => string): void {
  const fileName = "fixtures/behaviour/same/main.ts";
  const expected = { environment: plain, code: plainly(source, fileName) };
  for (const [kind, environment] of Object.entries(green)) {
    const code = environment.compile(source, fileName);
    const result = compare(expected, { environment, code }, 1);
    if ("way" in result) {
      const [lines, others] = [result.expected.split("\n"), result.actual.split("\n")];
      const at = lines.findIndex((line, k) => line !== others[k]);
      const around = (all: string[]) => all.slice(Math.max(0, at - 2), at + 2);
      expect(around(others), `${kind}, ${result.way}: ${where(lines[at] ?? "")}`).toEqual(around(lines));
    }
    expect(result).not.toHaveProperty("way");
    // A program that never suspends, or fails as a whole, would agree, too.
    expect((result as { suspensions: number }).suspensions).toBeGreaterThan(20);
  }
}

/** The table in runtime/README.md: every public name is in it, and what it says a rule is tested by exists. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shared } from "../../runtime/shared.js";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "runtime/README.md"), "utf8");
const rows = readme
  .split("## Where each rule is tested")[1]
  .split("\n## ")[0]
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(2)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, rule, pairs, unit]) => ({ rule, pairs: list(pairs), unit: list(unit) }));

function list(cell: string): string[] {
  return cell === "" ? [] : cell.split(", ");
}

test.each(rows)("$rule", ({ pairs, unit }) => {
  expect(pairs.length + unit.length).toBeGreaterThan(0);
  for (const pair of pairs) expect(existsSync(join(root, `fixtures/greenlet/${pair}.py`)), pair).toBe(true);
  for (const file of unit) expect(existsSync(join(root, `test/runtime/${file}.test.ts`)), file).toBe(true);
});

test("every public name has a row", () => {
  const members = Object.getOwnPropertyNames(shared.api.Greenlet.prototype).filter((name) => name !== "constructor");
  for (const name of [...Object.keys(shared.api), ...members, "Symbol.dispose"]) {
    expect(
      rows.some(({ rule }) => new RegExp(`\\b${name}\\b`).test(rule)),
      name,
    ).toBe(true);
  }
});

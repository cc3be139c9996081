/**
 * Figures that are not a race: what our own contender must hold. Each runs in a process of its own.
 * In: where programs are.   Out: [{ title, value, limit, unit }], limit null when there is none.
 */
import { spawnSync } from "node:child_process";
import { bench } from "./build.mjs";
import { join } from "node:path";

export function facts(locate) {
  const module = locate("greenlet", "facts");
  if (module === null) return [];
  const child = spawnSync(process.execPath, ["--expose-gc", join(bench, "factsChild.mjs"), module], {
    encoding: "utf8",
  });
  if (child.status !== 0) return [{ title: `failed: ${child.stderr.trim()}`, value: NaN, limit: 0, unit: "" }];
  return JSON.parse(child.stdout);
}

export function printFacts(facts) {
  if (facts.length === 0) return;
  console.log();
  for (const { title, value, limit, unit } of facts) {
    const verdict = limit === null ? "" : value <= limit ? `  ok (≤ ${limit})` : `  MISSED (≤ ${limit})`;
    console.log(`${title.padEnd(58)} ${String(Math.round(value * 100) / 100).padStart(9)} ${unit}${verdict}`);
  }
}

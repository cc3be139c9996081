/**
 * Suspension at every point, in programs that were not written for it: each fixture, each of the programs, hundreds of
 * combinations of constructs and some random programs, rewritten so that all their expressions leave the greenlet and come back, log what they logged before.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import fc from "fast-check";
import { Greenlet } from "greenlet-ts";
import { beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "./driver.js";
import { HOP_MODULE, hopEverywhere } from "./everywhere.js";
import { alone } from "./fuzz/check.js";
import { combinations } from "./combinations.js";
import { compare, Environment, plainly } from "./fuzz/oracle.js";
import { moduleText, plainText, randomProgram } from "./fuzz/program.js";
import {
  compile,
  createProject,
  differences,
  fixtureNames,
  print,
  programNames,
  recorded,
  REFERENCE,
  root,
  run,
  type Compilation,
  type Project,
} from "./suite.js";

/** Why some fixtures are not the same program when something stands between an expression and its place. */
const UNFIT: Readonly<Record<string, string>> = {
  "legacy-decorator-arguments-suspend":
    "in the older dialect, arguments of decorators that suspend are evaluated before the class is made (transformer/README.md)",
  "fn-accessors-by-symbol-and-mapped-type":
    "a symbol that passed through a function may be any symbol, and accessors are recognised by types",
  "stmt-const-enum-imported": "a constant enum in a namespace has no value that could pass through a function",
};

const names = fixtureNames().filter((name) => !(name in UNFIT));

describe("fixtures and programs", () => {
  let plain: Map<string, Outcome>;
  let hopping: Map<string, Outcome>;
  let project: Project;
  let compilation: Compilation;
  let hops = 0;

  beforeAll(async () => {
    const plainProject = createProject(REFERENCE, false, "everywhere-plain");
    project = createProject(REFERENCE, true, "everywhere");
    const source = join(project.directory, "src");
    for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.([cm]?ts|tsx|js)$/.test(entry.name) || entry.name.endsWith(".d.ts")) continue;
      const file = join(entry.parentPath, entry.name);
      if (/^_/.test(relative(source, file))) continue; // what the fixtures share is no part of them
      const path = relative(dirname(file), join(source, "_everywhere.js"));
      const text = hopEverywhere(readFileSync(file, "utf8"), file, path.startsWith(".") ? path : `./${path}`);
      hops += text.split("$hop(").length - 1;
      writeFileSync(file, text);
    }
    writeFileSync(join(source, "_everywhere.ts"), HOP_MODULE);
    await compile(plainProject);
    compilation = await compile(project);
    [plain, hopping] = await Promise.all([run(plainProject, names), run(project, names)]);
  }, 300_000);

  test("are full of suspension points", () => {
    expect(hops).toBeGreaterThan(10_000);
    expect(compilation.errors).toEqual([]);
  });

  test.each(names)("%s", (name) => {
    expect(compilation.crashes.get(name)).toBeUndefined();
    expect(differences(plain.get(name)!, hopping.get(name)!).slice(0, 3).join("\n\n")).toBe("");
  });

  // A tracer is told of every hop.
  const traces = (name: string) => /settrace/.test(readFileSync(join(root, "fixtures", `${name}.ts`), "utf8"));

  test.each(programNames().filter((name) => !traces(name)))("%s", async (name) => {
    expect(await print(project, name)).toBe(recorded(name));
  });
});

/** Where hopping programs find `hop`. */
const HOP_PATH = "../_everywhere.js";

function hoppingEnvironment(): { environment: Environment; exports: { readonly hops: number } } {
  const environment = new Environment(alone);
  const exports = environment.evaluate(alone(HOP_MODULE, "_everywhere.ts"), "_everywhere.ts") as { hops: number };
  environment.add(HOP_PATH, exports);
  return { environment, exports };
}

describe("loops × protections × bodies × ways out", () => {
  test("every combination", () => {
    const { names, module } = combinations();
    const { environment, exports } = hoppingEnvironment();
    const code = alone(hopEverywhere(module, "combinations.ts", HOP_PATH), "combinations.ts");
    const hopping = environment.evaluate(code, "combinations.js")["programs"] as Program[];
    const plain = new Environment(plainly).evaluate(plainly(module, "combinations.ts"), "combinations.js");
    const logs = new Set<string>();
    names.forEach((name, k) => {
      const expected = logOf((plain["programs"] as Program[])[k]!);
      expect(expected.split("\n").length, name).toBeGreaterThan(3);
      logs.add(expected);
      const before = exports.hops;
      expect(
        logOf((log) => new Greenlet(hopping[k]!).switch(log)),
        name,
      ).toBe(expected);
      expect(exports.hops - before, name).toBeGreaterThan(30);
    });
    expect(logs.size).toBeGreaterThan(100);
  }, 120_000);

  type Program = (log: (...values: unknown[]) => void) => unknown;

  function logOf(program: Program): string {
    const lines: string[] = [];
    const log = (...values: unknown[]) => void lines.push(values.map(String).join(" "));
    try {
      lines.push(`returned ${String(program(log))}`);
    } catch (error) {
      lines.push(`threw ${String(error)}`);
    }
    return lines.join("\n");
  }
});

test("these are more than 300 programs, the random ones aside", () => {
  expect(names.length + programNames().length + combinations().names.length).toBeGreaterThan(300);
});

describe("random programs", () => {
  const seed = Number(process.env["FUZZ_SEED"] ?? 2_000);

  test(`seed ${seed}`, () => {
    const plain = new Environment(plainly);
    const { environment: hopping } = hoppingEnvironment();
    for (const tree of fc.sample(randomProgram(), { seed, numRuns: 40 })) {
      const text = moduleText(tree);
      const code = alone(hopEverywhere(text, "program.ts", HOP_PATH), "program.ts");
      const result = compare({ environment: plain, code: plainText(tree) }, { environment: hopping, code }, seed);
      if ("way" in result) expect(result.actual, `${result.way}\n${text}`).toBe(result.expected);
    }
  }, 240_000);
});

/**
 * Every fixture and every program with recorded output, in every variant: module format and target. All must do what
 * the program does that tsc makes for ES2022.
 *
 * `npm test` takes two variants, so that each step of down-levelling is on in one and off in the other, and one variant for
 * each of greenc and tspc.
 * `MATRIX=full npm test -- matrix` takes all.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commands, run as runCommand } from "./cli/support.js";
import type { Outcome } from "./driver.js";
import {
  compile,
  createProject,
  differences,
  fixtureNames,
  print,
  programNames,
  recorded,
  REFERENCE,
  run,
  skipReason,
  TARGETS,
  variantName,
  type Compilation,
  type Project,
  type Variant,
} from "./suite.js";

const MODULES = ["nodenext", "commonjs"] as const;
const all = TARGETS.flatMap((target) => MODULES.map((module) => ({ module, target })));
const isFull = process.env.MATRIX === "full";
const variants: Variant[] = isFull
  ? all
  : [
      { module: "nodenext", target: "esnext" },
      { module: "commonjs", target: "es2017" },
    ];

let expected: Map<string, Outcome>;

beforeAll(async () => {
  const project = createProject(REFERENCE, false, "matrix-plain");
  await compile(project);
  expected = await run(project, fixtureNames());
}, 120_000);

describe.each(variants.map((variant) => ({ name: variantName(variant), variant })))("$name", ({ variant }) => {
  const names = fixtureNames().filter((name) => skipReason(name, variant) === undefined);
  let project: Project;
  let compilation: Compilation;

  beforeAll(async () => {
    project = createProject(variant, true, "matrix");
    compilation = await compile(project);
  }, 120_000);

  test("the compiler reports no error", () => {
    expect(compilation.errors).toEqual([]);
    expect([...compilation.crashes]).toEqual([]);
  });

  test("the fixtures do the same", async () => {
    const outcomes = await run(project, names);
    const differing = names.flatMap((name) => {
      const [first, ...others] = differences(expected.get(name)!, outcomes.get(name)!);
      return first === undefined ? [] : [`${name} (and in ${others.length} other runs): ${first}`];
    });
    expect(differing).toEqual([]);
  });

  test("the programs print the same", async () => {
    const todo = programNames();
    const differing: string[] = [];
    const lane = async (): Promise<void> => {
      for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
        const printed = await print(project, name);
        if (printed !== recorded(name)) differing.push(`${name} printed\n${printed}`);
      }
    };
    await Promise.all([lane(), lane(), lane()]);
    expect(differing).toEqual([]);
  });
});

// Else a difference above could be tsc's own.
test.runIf(isFull).each(TARGETS)("what tsc makes for %s does the same", async (target) => {
  const variant: Variant = { module: "nodenext", target };
  const project = createProject(variant, false, "matrix-plain");
  await compile(project);
  const names = fixtureNames().filter((name) => skipReason(name, variant) === undefined);
  const outcomes = await run(project, names);
  const isSame = (name: string) => outcomes.get(name)!.logs["normal"] === expected.get(name)!.logs["normal"];
  expect(names.filter((name) => !isSame(name))).toEqual([]);
});

describe.each(["greenc", "tspc"] as const)("%s emits the files that this process emits", (command) => {
  const both: readonly Variant[] = [REFERENCE, { module: "commonjs", target: "es2017" }];
  test.each(isFull ? both : [both[command === "greenc" ? 0 : 1]!])("$module, $target", async (variant) => {
    const [ours, theirs] = [createProject(variant, true, "here"), createProject(variant, true, command)];
    const configs = [...theirs.configs];
    const [, ...results] = await Promise.all([
      compile(ours),
      ...configs.map((config) => runCommand(theirs.directory, commands[command], "-p", config)),
    ]);
    expect(results.flatMap(({ stdout, stderr }) => (stdout + stderr).split("\n")).filter(isError)).toEqual([]);
    expect(outputs(theirs)).toEqual(outputs(ours));
  });
});

/** tsc emits bigint literals for every target, and `import.meta` in a .mts file for CommonJS, but does not like it. */
const EXPECTED_ERRORS = /\b(TS2737|TS1343)\b/;

function isError(line: string): boolean {
  return /\berror\b/i.test(line) && !/\bwarning\b/.test(line) && !EXPECTED_ERRORS.test(line);
}

/** All emitted files of a project by path. */
function outputs(project: Project): Record<string, string> {
  const folder = join(project.directory, "out");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}

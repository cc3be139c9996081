/**
 * transformer/CONSTRUCTS.md is complete and true: every syntax kind of TypeScript has its row, every row its fixtures,
 * every fixture contains the syntax of its row, and every fixture is in the table.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { fixtureNames, fixtureRoot, root } from "./suite.js";

interface Row {
  construct: string;
  kinds: string[];
  status: string;
  fixtures: string[];
}

const code = /`([^`]+)`/g;
const codes = (cell: string) => [...cell.matchAll(code)].map((match) => match[1]!);

const table = readFileSync(join(root, "transformer/CONSTRUCTS.md"), "utf8");
const rows: Row[] = table
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (---|Construct )/.test(line))
  .map((line) => {
    const [construct, kinds, status, fixtures] = line.split(/(?<!\\)\|/).slice(1, -1) as [
      string,
      string,
      string,
      string,
    ];
    return { construct: construct.trim(), kinds: codes(kinds), status: status.trim(), fixtures: codes(fixtures) };
  });

/** Names of the kinds that are nodes of a program, without types and JSDoc. */
function nodeKinds(): string[] {
  const { SyntaxKind } = ts;
  const names = new Map<number, string>();
  for (const [name, value] of Object.entries(SyntaxKind)) {
    // FirstStatement and its like are second names.
    if (typeof value === "number" && !/^(First|Last)/.test(name)) names.set(value, name);
  }
  const isOutside = (kind: number) =>
    kind < SyntaxKind.FirstNode ||
    (kind >= SyntaxKind.FirstTypeNode && kind <= SyntaxKind.LastTypeNode) ||
    (kind >= SyntaxKind.FirstJSDocNode && kind <= SyntaxKind.LastJSDocNode) ||
    kind === SyntaxKind.Count;
  return [...names].filter(([kind]) => !isOutside(kind)).map(([, name]) => name);
}

/** Kinds of the nodes in a fixture's files. */
function kindsIn(fixture: string): Set<string> {
  const kinds = new Set<string>();
  const visit = (node: ts.Node): void => {
    kinds.add(ts.SyntaxKind[node.kind]!);
    node.forEachChild(visit);
  };
  for (const file of readdirSync(join(fixtureRoot, fixture))) {
    const text = readFileSync(join(fixtureRoot, fixture, file), "utf8");
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  }
  return kinds;
}

/** ts.SyntaxKind[n] gives the last name of a value; this makes `FirstStatement` and `VariableStatement` one. */
const sameKind = (kinds: Set<string>, name: string) =>
  kinds.has(ts.SyntaxKind[ts.SyntaxKind[name as keyof typeof ts.SyntaxKind]]!);

test("every syntax kind has a row", () => {
  const listed = new Set(rows.flatMap((row) => row.kinds));
  expect(nodeKinds().filter((kind) => !listed.has(kind))).toEqual([]);
  expect([...listed].filter((kind) => !(kind in ts.SyntaxKind))).toEqual([]);
});

test("every fixture is in the table", () => {
  const listed = new Set(rows.flatMap((row) => row.fixtures));
  expect(fixtureNames().filter((name) => !listed.has(name))).toEqual([]);
});

describe.each(rows)("$construct", ({ status, kinds, fixtures }) => {
  test("has a status, and what backs it", () => {
    expect(status).toMatch(/^(works|nested|refused|untouched)\b/);
    const missing = fixtures.filter((name) => !existsSync(join(fixtureRoot, name)));
    expect(missing).toEqual([]);
    if (status.startsWith("refused")) {
      const code = /GL\d{4}/.exec(status)?.[0];
      expect(code).toBeDefined();
      expect(catalogue()).toContain(`## ${code} `);
    } else if (!/never occurs|only in declaration files/.test(status)) {
      expect(fixtures.length).toBeGreaterThan(0);
    }
  });

  test.runIf(fixtures.length > 0)("the fixtures contain it", () => {
    const found = new Set(fixtures.flatMap((name) => [...kindsIn(name)]));
    const absent = kinds.filter((kind) => !sameKind(found, kind) && !NEVER_PARSED.has(kind));
    expect(absent).toEqual([]);
  });
});

/** Second names, and nodes that are no child that the parser's `forEachChild` visits. */
const NEVER_PARSED = new Set(["CommaListExpression", "ImportTypeAssertionContainer"]);

function catalogue(): string {
  const folder = join(root, "transformer/diagnostics/messages");
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

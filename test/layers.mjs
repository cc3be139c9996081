/**
 * Checks which file imports which: the layers of transformer/README.md, as rules with their reasons.
 * `node test/layers.mjs` prints every import that breaks one, and fails.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const imports = ["transformer", "runtime", "fixtures"].flatMap(sourceFiles).flatMap(importsOf);

/** `isBroken` is asked about every import. `to` is a path from the root, or the name of a package. */
const rules = [
  {
    reason: "The runtime has no dependency: not on the compiler, not on npm, not on Node.",
    isBroken: ({ from, to }) => from.startsWith("runtime/") && !to.startsWith("runtime/"),
  },
  {
    reason: "The protocol is what compiler and runtime agree on; it stands on nothing.",
    isBroken: ({ from }) => from === "runtime/protocol.ts",
  },
  {
    reason: "The compiler knows of the runtime only the protocol.",
    isBroken: ({ from, to }) =>
      from.startsWith("transformer/") && to.startsWith("runtime/") && to !== "runtime/protocol.ts",
  },
  {
    reason: "Phases use the TypeScript instance of the context, which may be another one than ours.",
    isBroken: ({ from, to, typeOnly }) =>
      to === "typescript" && !typeOnly && from.startsWith("transformer/") && !from.startsWith("transformer/cli/"),
  },
  {
    reason: "A phase reads earlier phases, never later ones.",
    isBroken: ({ from, to }) => phase(from) > 0 && phase(to) > phase(from),
  },
  {
    reason: "The emitters read the normal form, and nothing that came before it.",
    isBroken: ({ from, to }) => phase(from) === 4 && (phase(to) === 1 || phase(to) === 2),
  },
  {
    reason: "Phases, their helpers and the diagnostics do not know who calls them.",
    isBroken: ({ from, to }) => layer(from) !== null && to.startsWith("transformer/") && layer(to) === null,
  },
  {
    reason: "Helpers that know no phase import no phase.",
    isBroken: ({ from, to }) => (layer(from) === "ast" || layer(from) === "diagnostics") && phase(to) > 0,
  },
  {
    reason: "Only the pipeline and the command line dump and verify.",
    isBroken: ({ from, to }) =>
      to.startsWith("transformer/debug/") && !/^transformer\/(debug\/|cli\/|pipeline\.ts$)/.test(from),
  },
  {
    reason: "Fixtures are users' programs: they import the package by its name.",
    isBroken: ({ from, to }) => from.startsWith("fixtures/") && /^(transformer|runtime|test)\//.test(to),
  },
];

const complaints = rules.flatMap(({ reason, isBroken }) =>
  imports.filter(isBroken).map(({ from, to }) => `${from} imports ${to}. ${reason}`),
);
complaints.push(...cycles());
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exit(1);

/** The number of the phase that a file belongs to; 0 if none. */
function phase(path) {
  return Number(/^transformer\/(\d)-/.exec(path)?.[1] ?? 0);
}

/** "phase", "ast", "diagnostics" or "context" for what the pipeline stands on; null for the pipeline and above. */
function layer(path) {
  if (phase(path) > 0) return "phase";
  return /^transformer\/(ast|diagnostics|context)\b/.exec(path)?.[1] ?? null;
}

/** Modules of the runtime that import each other in a circle: which of them runs first would depend on the user. */
function cycles() {
  const graph = new Map();
  for (const { from, to, typeOnly } of imports) {
    if (typeOnly || !from.startsWith("runtime/")) continue;
    graph.set(from, [...(graph.get(from) ?? []), to]);
  }
  const found = [];
  const done = new Set();
  const visit = (path, trail) => {
    if (trail.includes(path)) {
      found.push(
        `${[...trail.slice(trail.indexOf(path)), path].join(" imports ")}. The runtime's modules form no circle.`,
      );
    } else if (!done.has(path)) {
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

function sourceFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter(
      (path) => /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && !/\/(_output|node_modules)\//.test(path),
    );
}

/** The imports of a file, also those of `import("x")` types and `require`. */
function importsOf(from) {
  const file = ts.createSourceFile(from, readFileSync(join(root, from), "utf8"), ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (specifier, typeOnly) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    found.push({ from, to: resolve(from, specifier.text), typeOnly });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isExternalModuleReference(node)) add(node.expression, node.parent.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isTypeOnly(clause) {
  if (clause === undefined || clause.isTypeOnly) return clause !== undefined;
  const names = clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
  return clause.name === undefined && names.length > 0 && names.every((name) => name.isTypeOnly);
}

function resolve(from, specifier) {
  if (!specifier.startsWith(".")) return specifier;
  const path = relative(root, join(root, dirname(from), specifier)).replaceAll("\\", "/");
  const source = path.replace(/\.([cm]?)jsx?$/, ".$1ts");
  return (
    [source, `${source}x`, `${path}/index.ts`, path].find((candidate) => existsSync(join(root, candidate))) ?? path
  );
}

/**
 * npm run bench:compile: greenc against tsc of the same TypeScript, and what marks add to the output.
 *
 *   node test/bench/compile.mjs [--rounds n] [--quick]
 *
 * Corpus: the sources of effect, an npm package written in TypeScript (with --quick: this compiler's own sources). It is
 * compiled by tsc and by greenc as it is, and by greenc with a quarter and with all of its functions marked.
 * Time is processor time, all threads; figures are medians of the rounds, ratios are of the same round.
 * Sizes of single functions: the bodies in programs/, written once for greenlets and once as generators.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { bench, build, compilers, install, output } from "./build.mjs";
import { median } from "./report.mjs";

const { values: options } = parseArgs({
  options: { rounds: { type: "string" }, quick: { type: "boolean", default: false } },
});
const rounds = Number(options.rounds ?? 3);
const root = join(bench, "../..");
const require = createRequire(join(root, "package.json"));
const ts = require("typescript");
const tsc = require.resolve("typescript/bin/tsc");
const greenc = join(root, "dist/cjs/transformer/cli/greenc.js");
const { LESS_INLINING } = require(join(root, "dist/cjs/transformer/cli/compile.js"));
install();

const work = join(output, "compile");
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
// Reports what the process took when it ends.
const meter = join(work, "meter.cjs");
writeFileSync(
  meter,
  `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").writeFileSync(process.env.METER, JSON.stringify({ seconds: (user + system) / 1e6, memory: process.resourceUsage().maxRSS / 1024 }));
});\n`,
);

/** The functions of a file that a mark makes sense on, in order. */
function markable(file) {
  const functions = [];
  const visit = (node) => {
    const isFunction =
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isArrowFunction(node);
    if (
      isFunction &&
      node.body &&
      !node.asteriskToken &&
      !node.modifiers?.some((it) => it.kind === ts.SyntaxKind.AsyncKeyword)
    )
      functions.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return functions;
}

let seen = 0;
let marked = 0;
/** Source -> source with every `nth` of its functions marked. */
function mark(name, source, nth) {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const places = markable(file)
    .filter(() => seen++ % nth === 0)
    .map((node) => node.getStart(file));
  marked += places.length;
  return places
    .sort((a, b) => b - a)
    .reduce((text, at) => `${text.slice(0, at)}/** @greenlet */ ${text.slice(at)}`, source);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Makes a project in _output/compile/<name>; every `nth` function is marked, none if it is null. */
function project(name, nth) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  const from = options.quick ? join(root, "transformer") : join(bench, "node_modules/effect/src");
  cpSync(from, join(folder, "src"), { recursive: true });
  seen = marked = 0;
  if (nth !== null)
    for (const path of filesIn(join(folder, "src")))
      if (path.endsWith(".ts")) writeFileSync(path, mark(path, readFileSync(path, "utf8"), nth));
  if (options.quick) cpSync(join(root, "runtime/protocol.ts"), join(folder, "runtime/protocol.ts"));
  mkdirSync(join(folder, "node_modules"));
  const link = (target, path) => {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  };
  for (const dependency of ["typescript", "@types/node", "undici-types"])
    link(join(root, "node_modules", dependency), join(folder, "node_modules", dependency));
  for (const dependency of readdirSync(join(bench, "node_modules")))
    if (!dependency.startsWith(".") && !existsSync(join(folder, "node_modules", dependency)))
      link(join(bench, "node_modules", dependency), join(folder, "node_modules", dependency));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, type: options.quick ? "commonjs" : "module" }));
  const silent = Object.fromEntries(
    ["GL2001", "GL2002", "GL2003", "GL2004", "GL2005", "GL2006"].map((code) => [code, "off"]),
  );
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        strict: true,
        exactOptionalPropertyTypes: !options.quick,
        skipLibCheck: true,
        rootDir: ".",
        outDir: "out",
        types: ["node"],
        lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
        rewriteRelativeImportExtensions: !options.quick,
        plugins: [{ transform: "greenlet-ts/transformer", diagnostics: silent }],
      },
      ...(options.quick ? { include: ["src"] } : { files: ["src/Effect.ts"] }),
    }),
  );
  return { name, folder, functions: seen, marked };
}

/** Compiles a project. Returns what it took, and the size of what came out. */
function compile({ name, folder }, compiler, flags = []) {
  rmSync(join(folder, "out"), { recursive: true, force: true });
  const report = join(work, "meter.json");
  const nodeArguments = ["--max-old-space-size=4096", ...flags, "--require", meter, compiler, "-p", folder];
  const child = spawnSync(process.execPath, nodeArguments, {
    encoding: "utf8",
    env: { ...process.env, METER: report },
    maxBuffer: 1 << 28,
  });
  const errors = child.stdout.split("\n").filter((line) => / error /.test(line));
  const ours = errors.filter((line) => / GL\d+/.test(line));
  if (!existsSync(join(folder, "out"))) throw new Error(`${name}: nothing was emitted\n${child.stdout}${child.stderr}`);
  const outputs = filesIn(join(folder, "out"))
    .filter((path) => path.endsWith(".js"))
    .sort()
    .map((path) => readFileSync(path));
  return {
    ...JSON.parse(readFileSync(report, "utf8")),
    errors: errors.length,
    ours: ours.length,
    sample: ours[0] ?? errors[0],
    bytes: outputs.reduce((sum, text) => sum + text.length, 0),
    zipped: outputs.reduce((sum, text) => sum + gzipSync(text).length, 0),
  };
}

const unmarked = project("unmarked", null);
const quarter = project("quarter", 4);
const all = project("all", 1);
const subjects = [
  { title: "tsc", project: unmarked, compiler: tsc, limit: null },
  // What greenc does to V8 (cli/compile.ts), done to tsc: so much of the ratios is due to that.
  { title: "tsc with greenc's V8 flag", project: unmarked, compiler: tsc, limit: null, flags: [LESS_INLINING] },
  { title: "greenc", project: unmarked, compiler: greenc, limit: 1.03 },
  { title: "greenc, a quarter marked", project: quarter, compiler: greenc, limit: 1.15 },
  { title: "greenc, all marked", project: all, compiler: greenc, limit: 1.4 },
];
for (let round = 0; round < rounds; round++)
  for (const subject of subjects) (subject.runs ??= []).push(compile(subject.project, subject.compiler, subject.flags));

const [base] = subjects;
const kib = (bytes) => Math.round(bytes / 1024).toString();
console.log(
  `Node ${process.version}, TypeScript ${ts.version}, ${rounds} rounds; ${all.functions} functions in the corpus\n`,
);
print([
  ["", "time", "ratio", "target", "", "memory", "ratio", "output", "gzip", "ratio", "errors"],
  ...subjects.map(({ title, runs, limit }) => {
    const of = (key) => median(runs.map((run) => run[key]));
    const ratio = (key) => median(runs.map((run, round) => run[key] / base.runs[round][key]));
    const time = ratio("seconds");
    return [
      title,
      `${of("seconds").toFixed(1)} s`,
      time.toFixed(2),
      limit === null ? "" : `≤ ${limit}`,
      limit === null ? "" : time <= limit ? "ok" : "MISSED",
      `${Math.round(of("memory"))} MB`,
      ratio("memory").toFixed(2),
      `${kib(of("bytes"))} KiB`,
      `${kib(of("zipped"))} KiB`,
      ratio("zipped").toFixed(2),
      String(runs[0].errors),
    ];
  }),
]);
for (const { title, runs } of subjects) if (runs[0].sample) console.log(`${title}: ${runs[0].sample}`);

printFunctionSizes();

function print(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines)
    console.log(
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  "),
    );
}

/**
 * What a mark adds, against what the other compilers add to the same body written as a generator. Zipped, all programs
 * together, as in a bundle; the runtimes and helpers are imported, not counted.
 */
function printFunctionSizes() {
  const programs = readdirSync(join(bench, "programs")).filter((name) =>
    existsSync(join(bench, "programs", name, "generators.mjs")),
  );
  const generators = programs.map((name) => readFileSync(join(bench, "programs", name, "generators.mjs"), "utf8"));
  const greenlets = programs.map((name) => readFileSync(join(bench, "programs", name, "greenlet.ts"), "utf8"));
  const size = (texts) => {
    const text = strip(texts.join("\n"));
    return { raw: text.length, zipped: gzipSync(text).length };
  };
  // Comments and white space are the minifier's business.
  const strip = (text) =>
    ts.transpile(text, { target: ts.ScriptTarget.ESNext, removeComments: true }).replace(/^\s+/gm, "");
  const es5 = (source, downlevelIteration) =>
    ts.transpile(source, {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      importHelpers: true,
      downlevelIteration,
      ignoreDeprecations: "6.0",
    });
  // The same bodies as ordinary functions, through the same down-levelling: the difference is what generators cost.
  const plain = (source) =>
    source
      .replaceAll("function*", "function")
      .replace(/^(\s*)\*(\w+\()/gm, "$1$2")
      .replace(/yield\*? ?/g, "");
  const locate = build(["greenlet"]);
  const green = (_, name) => readFileSync(locate("greenlet", name), "utf8");
  const unmarkedOnes = greenlets.map((text) =>
    ts.transpile(text.replaceAll("@greenlet", ""), { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }),
  );
  const rows = [
    ["greenlet-ts", size(unmarkedOnes), size(greenlets.map((text, index) => green(text, programs[index])))],
    [
      "__generator",
      size(generators.map((text) => es5(plain(text), false))),
      size(generators.map((text) => es5(text, true))),
    ],
    ["regenerator", size(generators.map(plain)), size(generators.map(compilers.regenerator))],
    ["@effectful/es", size(generators.map(plain)), size(generators.map(compilers.effectful))],
    ["@effectful/es topLevel", size(generators.map(plain)), size(generators.map(compilers["effectful-top"]))],
  ];
  const added = rows.map(([title, before, after]) => ({
    title,
    raw: after.raw - before.raw,
    zipped: after.zipped - before.zipped,
  }));
  const reference = added[1];
  console.log("\nbytes that resumability adds to the programs of the bench");
  print([
    ["", "raw", "gzip", "gzip ratio to __generator"],
    ...added.map(({ title, raw, zipped }) => [
      title,
      String(raw),
      String(zipped),
      (zipped / reference.zipped).toFixed(2),
    ]),
  ]);
  const ratio = added[0].zipped / reference.zipped;
  console.log(
    `greenlet-ts adds ${ratio.toFixed(2)} times what __generator adds: ${ratio <= 1.3 ? "ok" : "MISSED"} (≤ 1.3)`,
  );
}

/**
 * Makes what the contenders run, in _output/programs/<contender>/<program>.mjs, and says where each program is.
 * Native contenders run as written. regenerator, TypeScript's __generator and @effectful/es compile the generators'
 * programs; ours are compiled by greenc.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const bench = dirname(fileURLToPath(import.meta.url));
const root = join(bench, "../..");
export const output = join(bench, "_output");
const require = createRequire(join(bench, "package.json"));
const requireFromRoot = createRequire(join(root, "package.json"));

/** Installs the contenders' packages on the first run. */
export function install() {
  if (existsSync(join(bench, "node_modules/.package-lock.json"))) return;
  console.log("installing the contenders' packages (once) …");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: bench, stdio: "inherit" });
}

const babel = (source, plugin) =>
  require("@babel/core")
    .transformSync(source, {
      configFile: false,
      babelrc: false,
      sourceType: "module",
      compact: false,
      plugins: [plugin],
    })
    .code.replaceAll('"@effectful/es-rt/opts/loose"', '"@effectful/es-rt/opts/loose.js"');

/** Source of a module with generator functions -> source of the same module without. */
export const compilers = {
  regenerator: (source) =>
    'import regeneratorRuntime from "regenerator-runtime";\n' +
    babel(source, [require.resolve("regenerator-transform"), { async: false, asyncGenerators: false }]),
  typescript: (source) => {
    const ts = requireFromRoot("typescript");
    // Modules and classes stay as they are: only generators are of interest here.
    return ts.transpile(source, {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      downlevelIteration: true,
      ignoreDeprecations: "6.0",
    });
  },
  effectful: (source) => babel(source, [require.resolve("@effectful/es/transform"), { loose: true }]),
  "effectful-top": (source) =>
    babel(source, [require.resolve("@effectful/es/transform"), { loose: true, defunct: true, topLevel: true }]),
};

const programs = readdirSync(join(bench, "programs"));

function buildDerived(contender, compile) {
  const folder = join(output, "programs", contender);
  mkdirSync(folder, { recursive: true });
  for (const program of programs) {
    const path = join(bench, "programs", program, "generators.mjs");
    if (!existsSync(path)) continue;
    const source = readFileSync(path, "utf8")
      .replaceAll('"../../lib/', '"../../../lib/')
      .replaceAll('"./shared.mjs"', `"../../../programs/${program}/shared.mjs"`);
    writeFileSync(join(folder, `${program}.mjs`), compile(source));
  }
}

/** node-fibers runs our own programs, uncompiled: its stacks need no compiler. */
function buildFibers() {
  const ts = requireFromRoot("typescript");
  const folder = join(output, "programs/fibers");
  mkdirSync(folder, { recursive: true });
  for (const program of programs) {
    const path = join(bench, "programs", program, "greenlet.ts");
    if (!existsSync(path)) continue;
    const source = readFileSync(path, "utf8")
      .replaceAll('"greenlet-ts"', '"../../../lib/fibers.mjs"')
      .replaceAll('"./shared.mjs"', `"../../../programs/${program}/shared.mjs"`);
    const options = { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ESNext };
    writeFileSync(join(folder, `${program}.mjs`), ts.transpile(source, options));
  }
}

/** Ours: the package as it is built in dist, reached from the output as any user's program reaches it. */
function buildOurs() {
  const greenc = join(root, "dist/cjs/transformer/cli/greenc.js");
  if (!existsSync(greenc)) throw new Error("dist is missing: run `npm run build` first");
  const link = join(output, "node_modules/greenlet-ts");
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(root, link);
  execFileSync(process.execPath, [greenc, "-p", join(bench, "tsconfig.json")], { stdio: "inherit" });
}

/** Builds everything that `ids` names. Returns where a contender's program is, or null if it has none. */
export function build(ids) {
  mkdirSync(output, { recursive: true });
  for (const [id, compile] of Object.entries(compilers)) if (ids.includes(id)) buildDerived(id, compile);
  if (ids.includes("fibers")) buildFibers();
  if (ids.includes("greenlet")) buildOurs();
  return (contender, program) => {
    const path =
      contender in compilers || contender === "fibers"
        ? join(output, "programs", contender, `${program}.mjs`)
        : contender === "greenlet"
          ? join(output, "programs/greenlet", program, "greenlet.js")
          : join(bench, "programs", program, contender === "python" ? "python.py" : `${contender}.mjs`);
    return existsSync(path) ? path : null;
  };
}

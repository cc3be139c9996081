/** Marks in declaration files: what another project sees as green is what is green. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { declarationTransformer } from "../../../transformer/1-mark/declarations.js";
import { build, greenIn, nodesOf } from "./program.js";

/** The declaration files of a program, by name without the leading slash. */
function declarationsOf(
  files: Record<string, string>,
  compilerOptions: ts.CompilerOptions = {},
  options: Record<string, unknown> = {},
): Record<string, string> {
  const built = build(files, {
    options,
    compilerOptions: { declaration: true, emitDeclarationOnly: true, ...compilerOptions },
  });
  const written: Record<string, string> = {};
  built.program.emit(undefined, (name, text) => void (written[name.replace(/^\//, "")] = text), undefined, true, {
    afterDeclarations: [declarationTransformer(built.analysis, built.ctx)],
  });
  return written;
}

const SOURCE = `
import { Greenlet, greenlet } from "greenlet-ts";
/** @greenlet */
export function declaration(x: number): number { return x; }
export /** @greenlet */ function sameLine() {}
export const arrow = /** @greenlet */ (x: number) => x;
/** @greenlet */
export const marked = () => 1;
/** @greenlet */ export const one = () => 1, two = 2;
export const a = 1, b = /** @greenlet */ function () {};
export function directive() { "use greenlet"; }
export function overloaded(x: number): void;
export function overloaded(x: string): void;
/** @greenlet */
export function overloaded(x: any): void {}
export class C {
  /** @greenlet */ method() {}
  @greenlet decorated() {}
  /** @greenlet */
  static statically() {}
  field = /** @greenlet */ () => 1;
  /** @greenlet */ get accessor() { return 1; }
  set accessor(x) {}
  [Symbol.iterator] = /** @greenlet */ () => null!;
  /** @greenlet */ "quoted name"() {}
  unmarked() {}
  constructor(/** @greenlet */ run?: (() => void) | null, public other?: /** @greenlet */ () => void) {}
}
/** @greenlet */
export class Marked { method() {} static async skipped() {} field = () => 1; }
export abstract class Abstract { /** @greenlet */ abstract method(): void; }
export const object = { /** @greenlet */ method() {}, property: /** @greenlet */ () => 1, unmarked() {} };
export interface Interface { /** @greenlet */ method(): void; unmarked(): void; /** @greenlet */ (): void }
/** @greenlet */
export interface MarkedInterface { method(): void }
/** @greenlet */ export type Alias<A extends any[]> = (...args: A) => void;
export type Literal = { /** @greenlet */ (x: number): void };
export function spawn(/** @greenlet */ body: () => void, other: /** @greenlet */ () => void, plainly: () => void) {}
export namespace N { /** @greenlet */ export function inner() {} }
`;

/** What a user of the module finds green: its names, and which arguments of a call are. */
const USER = `
import d, * as m from "./lib";
m.spawn(() => {}, () => {}, () => {});
new m.C(() => {}, () => {});
declare function alias(f: m.Alias<[]>, l: m.Literal): void;
alias(() => {}, () => {});
`;

const greenMembers = (files: Record<string, string>, name: string) =>
  [...new Set(greenIn(build(files), name).map((entry) => entry.replace(/: \w+$/, "")))]
    .filter((entry) => !/^(FunctionType|CallSignature|MethodSignature|ArrowFunction)$/.test(entry))
    .sort();

describe.each([
  ["with comments", {}],
  ["with removeComments", { removeComments: true }],
] as const)("%s", (_, options) => {
  const written = declarationsOf(
    { "lib.ts": SOURCE, "default.ts": `export default /** @greenlet */ () => 1;` },
    options,
  );
  const declarations = written["lib.d.ts"]!;

  it("everything green is green for a reader of the declaration file, and nothing else", () => {
    const source = greenMembers({ "lib.ts": SOURCE }, "lib.ts");
    // An async method cannot be told from one that returns a promise; a reader calls it dynamically.
    expect(source).not.toContain("skipped");
    expect(greenMembers({ "lib.d.ts": declarations }, "lib.d.ts").filter((name) => name !== "skipped")).toEqual(source);
  });

  it("parameters that take a green function still do", () => {
    const built = build({ "lib.d.ts": declarations, "user.ts": USER });
    const { analysis } = built;
    const green = nodesOf(built.file("user.ts"), ts.isArrowFunction).map((fn) => analysis.green(fn) !== null);
    expect(green).toEqual([true, true, false, true, true, true, true]);
  });

  it("a default export without a name", () => {
    const built = build({
      "default.d.ts": written["default.d.ts"]!,
      "user.ts": `import f from "./default"; import { greenlet } from "greenlet-ts"; /** @greenlet */ function g() { f(); }`,
    });
    const [call] = nodesOf(built.file("user.ts"), ts.isCallExpression);
    expect(built.analysis.call(call!).kind).toBe("dynamic");
  });

  it("the file is what tsc writes, but for the marks", () => {
    const built = build(
      { "lib.ts": SOURCE },
      { compilerOptions: { declaration: true, emitDeclarationOnly: true, ...options } },
    );
    let plain = "";
    built.program.emit(undefined, (_name, text) => void (plain = text), undefined, true);
    const withoutMarks = (text: string) =>
      text
        .replace(/\/\*\* @greenlet \*\//g, "")
        .replace(/\{\s*\(\): void;\s*\}/g, "() => void")
        .replace(/\s+/g, "")
        .replace(/\((\(\)=>\w+)\)/g, "$1");
    expect(withoutMarks(declarations)).toBe(withoutMarks(plain));
  });

  it("has no syntax errors", () => {
    const built = build({ "lib.d.ts": declarations, "default.d.ts": written["default.d.ts"]! });
    expect(built.program.getSyntacticDiagnostics().map((d) => d.messageText)).toEqual([]);
    expect(built.program.getSemanticDiagnostics().map((d) => d.messageText)).toEqual([]);
  });
});

describe("other programs", () => {
  it("JavaScript", () => {
    const files = {
      "a.js": `import "greenlet-ts"; /** @greenlet */\nexport function f() {}\nexport const g = /** @greenlet */ () => 1;\nexport class C { /** @greenlet */ m() {} n() {} }`,
      "b.js": `require("greenlet-ts"); exports.f = /** @greenlet */ function () {};\n/** @greenlet */\nfunction g() {}\nmodule.exports.g = g;`,
    };
    for (const removeComments of [false, true]) {
      const written = declarationsOf(files, { removeComments, outDir: "/out" });
      expect(greenMembers({ "a.d.ts": written["out/a.d.ts"]! }, "a.d.ts")).toEqual(["f", "g", "m"]);
      expect(greenMembers({ "b.d.ts": written["out/b.d.ts"]! }, "b.d.ts")).toEqual(["f", "g"]);
    }
  });

  it("inferred functions are marked", () => {
    const written = declarationsOf(
      {
        "a.ts": `import { Greenlet } from "greenlet-ts"; export function f(g: Greenlet) { return g.switch(); } export function h() {}`,
      },
      { removeComments: true },
      { infer: true },
    );
    expect(written["a.d.ts"]).toContain("function /** @greenlet */ f(");
    expect(written["a.d.ts"]).toContain("function h(");
  });

  it("a program without greenlets is written as tsc writes it", () => {
    const written = declarationsOf({ "a.ts": `/** Doc. */\nexport const f = () => 1;\n` });
    expect(written["a.d.ts"]).toBe("/** Doc. */\nexport declare const f: () => number;\n");
  });

  it("bundles", () => {
    const written = declarationsOf(
      { "a.ts": `import "greenlet-ts"; export const f = /** @greenlet */ () => 1;` },
      {
        outFile: "/all.js",
        module: ts.ModuleKind.AMD,
        moduleResolution: ts.ModuleResolutionKind.Node10,
        ignoreDeprecations: "6.0",
      },
    );
    expect(written["all.d.ts"]).toMatch(/\/\*\* @greenlet \*\/\s+export const f/);
  });
});

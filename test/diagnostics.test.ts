/**
 * The catalogue and what is reported: every code has a page, and a sample that fails and one that is repaired.
 * The offending line of a sample carries `//~ GL1234 part of the message`.
 */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { MESSAGES, type Code } from "../transformer/diagnostics/messages.generated.js";
import { createDiagnostic, pageOf } from "../transformer/diagnostics/report.js";
import { checkFile } from "../transformer/2-analyse/unsupported.js";
// @ts-expect-error: a script
import { generate } from "../transformer/diagnostics/generate.mjs";
import { build, buildBlind, type Built } from "./phases/mark/program.js";

const root = new URL("../fixtures/diagnostics/", import.meta.url);
const codes = Object.keys(MESSAGES) as Code[];

const samples: Record<string, string> = {};
for (const folder of readdirSync(root)) {
  for (const file of readdirSync(new URL(`${folder}/`, root))) {
    samples[`${folder}/${file}`] = readFileSync(new URL(`${folder}/${file}`, root), "utf8");
  }
}
for (const code of codes) {
  for (const [, title, extension, text] of MESSAGES[code].page.matchAll(
    /(Fails|Repaired):\n\n```(\w+)\n([\s\S]*?)```/g,
  )) {
    samples[`pages/${code}.${title!.toLowerCase()}.${extension}`] = text!;
  }
}

// One program for all: they are modules.
const built: Built = build(samples);

function reportedIn(name: string): { line: number; code: string; message: string }[] {
  built.reported.length = 0;
  checkFile(built.file(name), built.analysis, built.ctx);
  return built.reported
    .map(({ code, node, args }) => {
      const { start, messageText, file } = createDiagnostic(ts, undefined, code, node, args)!;
      return { line: file!.getLineAndCharacterOfPosition(start!).line + 1, code, message: messageText as string };
    })
    .sort((a, b) => a.line - b.line);
}

function expectedIn(text: string): { line: number; code: string; message: string }[] {
  return text.split("\n").flatMap((content, index) => {
    const match = /\/\/~ (GL\d{4}) ?(.*)$/.exec(content);
    return match ? [{ line: index + 1, code: match[1]!, message: match[2]! }] : [];
  });
}

describe("samples", () => {
  for (const code of codes) {
    it(`${code} has a sample`, () => {
      const folder = `${code}-${MESSAGES[code].name.replaceAll("_", "-")}`;
      const files = Object.keys(samples).filter((name) => name.startsWith(`${folder}/`));
      expect(files.map((name) => name.replace(/^.*\/|\.\w+$/g, "")).sort()).toEqual(["fails", "repaired"]);
      const expected = files.filter((name) => name.includes("/fails.")).flatMap((name) => expectedIn(samples[name]!));
      expect(expected.map((diagnostic) => diagnostic.code)).toContain(code);
    });
  }

  for (const [name, text] of Object.entries(samples).filter(([name]) => !name.startsWith("pages/"))) {
    it(name, () => {
      const reported = reportedIn(name);
      const expected = expectedIn(text);
      expect(reported.map(({ line, code }) => `${line} ${code}`)).toEqual(
        expected.map(({ line, code }) => `${line} ${code}`),
      );
      expected.forEach(({ message }, index) => expect(reported[index]!.message).toContain(message));
      if (name.includes("/repaired.")) expect(reported).toEqual([]);
    });
  }

  it("are well-typed", () => {
    const errors = Object.keys(samples)
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => built.program.getSemanticDiagnostics(built.file(name)))
      .map(({ file, messageText }) => `${file!.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
    expect(errors).toEqual([]);
  });
});

describe("pages", () => {
  for (const code of codes) {
    it(`${code}: the example that fails reports it, the repaired one nothing`, () => {
      const [fails, repaired] = ["fails", "repaired"].map((title) =>
        Object.keys(samples).find((name) => name.startsWith(`pages/${code}.${title}.`))!,
      );
      expect(reportedIn(fails!).map((diagnostic) => diagnostic.code)).toContain(code);
      expect(reportedIn(repaired!)).toEqual([]);
    });
  }

  it("are found by code and by name", () => {
    expect(pageOf("GL2001")?.name).toBe("native_frame");
    expect(pageOf("native_frame")?.code).toBe("GL2001");
    expect(pageOf("GL9999")).toBeNull();
  });

  it("messages.generated.ts is up to date", async () => {
    const text = readFileSync(new URL("../transformer/diagnostics/messages.generated.ts", import.meta.url), "utf8");
    expect(text).toBe(await generate());
  });
});

describe("without types", () => {
  const reported = (source: string) => {
    const { analysis, ctx, reported, file } = buildBlind(source);
    checkFile(file("main.ts"), analysis, ctx);
    return reported.map(({ code }) => code);
  };

  it("what other modules declare is not guessed", () => {
    expect(
      reported(`import { Hub, spawn, type Action } from "./hub"; import { Greenlet } from "greenlet-ts";
        function start() { spawn(() => new Hub().run()); new Greenlet(() => new Hub().run()); }
        export function take(/** @greenlet */ action: Action) { start(); }
        export interface Task { /** @greenlet */ run: Action }`),
    ).toEqual([]);
  });

  it("what the file itself says is reported", () => {
    expect(
      reported(`/** @greenlet */ function f(x) { x(); } function g() { f(1); } /** @greenlet */ async function h() {}
        /** @greenlet */ const n = 1;`),
    ).toEqual(["GL2001", "GL1003", "GL2201"]);
  });
});

describe("createDiagnostic", () => {
  const node = ts.createSourceFile("a.ts", "\n  f();", ts.ScriptTarget.ESNext, true).statements[0]!;
  const args = { callee: "f", name: "`g`" };

  it("gives tsc's shape, at the first token of the node", () => {
    const diagnostic = createDiagnostic(ts, undefined, "GL2001", node, args)!;
    expect(diagnostic).toMatchObject({ code: 2001, source: "greenlet-ts", start: 3, length: 4 });
    expect(diagnostic.category).toBe(ts.DiagnosticCategory.Warning);
    expect(diagnostic.messageText).toMatch(/^`f` may switch, but `g`, which calls it/);
  });

  it("takes its level from the options, by code or by name", () => {
    const category = (levels: Record<string, "off" | "warning" | "error">) =>
      createDiagnostic(ts, levels, "GL2001", node, args)?.category;
    expect(category({ GL2001: "error" })).toBe(ts.DiagnosticCategory.Error);
    expect(category({ native_frame: "error" })).toBe(ts.DiagnosticCategory.Error);
    expect(category({ GL2001: "off" })).toBeUndefined();
    expect(category({ GL2002: "off" })).toBe(ts.DiagnosticCategory.Warning);
  });

  it("refuses unknown codes and open placeholders", () => {
    expect(() => createDiagnostic(ts, undefined, "GL9999", node)).toThrow("no diagnostic GL9999");
    expect(() => createDiagnostic(ts, undefined, "GL2001", node, { name: "f" })).toThrow("%callee%");
  });
});

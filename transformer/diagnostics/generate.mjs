/**
 * Makes messages.generated.ts from messages/*.md.
 *
 * A page has a heading `## GL1234 name`, the quoted message with its %placeholders%, and prose with examples under it.
 * GL1xxx are errors, GL2xxx warnings.
 *   node transformer/diagnostics/generate.mjs            writes the file
 *   node transformer/diagnostics/generate.mjs --check    ends with 1 if the file is not up to date
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";

const directory = new URL("./messages/", import.meta.url);
const target = new URL("./messages.generated.ts", import.meta.url);

/** @returns every page as { code, name, text, page }, sorted by code. Throws for what is no page, and for duplicates. */
export function readPages() {
  const pages = [];
  for (const file of readdirSync(directory).filter((name) => name.endsWith(".md"))) {
    const sections = readFileSync(new URL(file, directory), "utf8").split(/^## /m).slice(1);
    for (const section of sections) {
      const match = /^(GL[12]\d{3}) ([a-z_]+)\n\n> (.+)\n\n([\s\S]+)$/.exec(section);
      if (!match) throw new Error(`${file}: not a message page: ${section.slice(0, 60)}`);
      const [, code, name, text, page] = match;
      pages.push({ code, name, text, page: page.trim() });
    }
  }
  pages.sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const key of ["code", "name"]) {
    const seen = new Set();
    for (const page of pages) {
      if (seen.has(page[key])) throw new Error(`${page[key]} is there twice`);
      seen.add(page[key]);
    }
  }
  return pages;
}

/** @returns the text of messages.generated.ts, formatted as the rest of the project */
export async function generate() {
  const entries = readPages().map(({ code, name, text, page }) => {
    const level = code.startsWith("GL1") ? "error" : "warning";
    const fields = Object.entries({ name, level, text, page }).map(
      ([key, value]) => `${key}: ${JSON.stringify(value)},`,
    );
    return `${code}: {\n${fields.join("\n")}\n},`;
  });
  const source = `// Made from messages/*.md by generate.mjs. Change those, and run it again.
export type Level = "error" | "warning";

export interface Message {
  /** May stand for the code in the option \`diagnostics\`. */
  readonly name: string;
  readonly level: Level;
  /** With %placeholders%. */
  readonly text: string;
  /** The explanation and the examples, in Markdown. */
  readonly page: string;
}

export const MESSAGES = {
${entries.join("\n")}
} as const satisfies Readonly<Record<string, Message>>;

export type Code = keyof typeof MESSAGES;
`;
  return format(source, { ...(await resolveConfig(target)), parser: "typescript" });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await generate();
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    console.error("messages.generated.ts is not up to date: run node transformer/diagnostics/generate.mjs");
    process.exitCode = 1;
  }
}

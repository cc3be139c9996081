/**
 * From a code of the catalogue to a diagnostic as tsc prints it. The number is the code's own; `GL` before it is the
 * printer's business, since tsc prints `TS` before every code.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { MESSAGES, type Code, type Level, type Message } from "./messages.generated.js";

export type { Code, Level } from "./messages.generated.js";

/** Option `diagnostics`: what becomes of a diagnostic, by code or by name. */
export type Levels = Readonly<Record<string, Level | "off">>;

export const SOURCE = "greenlet-ts";

/**
 * @returns null if the options turn it off
 * @throws Error for a code that the catalogue does not have, or for a placeholder that `args` leaves open
 */
export function createDiagnostic(
  typescript: Pick<typeof ts, "DiagnosticCategory">,
  levels: Levels | undefined,
  code: string,
  node: ts.Node,
  args: Readonly<Record<string, string>> = {},
  unmarked?: ts.Node,
): ts.Diagnostic | null {
  const message = messageOf(code);
  const level = levels?.[code] ?? levels?.[message.name] ?? message.level;
  if (level === "off") return null;
  const { Error, Warning, Message } = typescript.DiagnosticCategory;
  const diagnostic: ts.Diagnostic = {
    category: level === "error" ? Error : Warning,
    code: Number(code.slice(2)),
    source: SOURCE,
    ...placeOf(node),
    messageText: fill(message.text, args, code),
  };
  if (unmarked === undefined) return diagnostic;
  const { name, body } = unmarked as ts.FunctionLikeDeclaration;
  const place = placeOf(name ?? unmarked, name ? undefined : body?.pos);
  const related = { category: Message, code: diagnostic.code, ...place, messageText: MARK_THIS };
  return { ...diagnostic, relatedInformation: [related] };
}

/** What stands at the function whose mark is missing. */
const MARK_THIS = "This function needs the mark.";

function placeOf(node: ts.Node, end = node.getEnd()): { file: ts.SourceFile; start: number; length: number } {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  return { file, start, length: end - start };
}

/** The page of the catalogue, by code or name. */
export function pageOf(codeOrName: string): (Message & { readonly code: Code }) | null {
  for (const code of Object.keys(MESSAGES) as Code[]) {
    if (code === codeOrName || MESSAGES[code].name === codeOrName) return { ...MESSAGES[code], code };
  }
  return null;
}

function messageOf(code: string): Message {
  if (!Object.hasOwn(MESSAGES, code)) throw new Error(`The catalogue has no diagnostic ${code}`);
  return MESSAGES[code as Code];
}

function fill(text: string, args: Readonly<Record<string, string>>, code: string): string {
  const filled = text.replace(/%(\w+)%/g, (_, name: string) => {
    if (args[name] === undefined) throw new Error(`${code} is reported without its %${name}%`);
    return args[name];
  });
  // An argument such as "this function" may begin the sentence.
  return filled[0]!.toUpperCase() + filled.slice(1);
}

/** `Context.report` for a program: hands what the options leave to `add`. */
export function createReporter(
  typescript: Pick<typeof ts, "DiagnosticCategory">,
  options: { readonly diagnostics?: Levels },
  add: (diagnostic: ts.Diagnostic) => void,
): Context["report"] {
  return (code, node, args, unmarked) => {
    const diagnostic = createDiagnostic(typescript, options.diagnostics, code, node, args, unmarked);
    if (diagnostic !== null) add(diagnostic);
  };
}

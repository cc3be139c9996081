/** Text of what the phases make: the notation of normalForm.ts, and output as TypeScript prints it. */
import type ts from "typescript";
import type { Context } from "../context.js";
import type { Call, NormalFunction, NStatement } from "../3-normalise/normalForm.js";

export type Print = (node: ts.Node) => string;

/** Prints nodes of a file or made for it. */
export function printerFor({ ts }: Pick<Context, "ts">, file: ts.SourceFile): Print {
  const printer = ts.createPrinter({ removeComments: true });
  return (node) => printer.printNode(ts.EmitHint.Unspecified, node, file);
}

/** A function in normal form. */
export function dumpNormal(fn: NormalFunction, print: Print): string {
  const parameters = fn.params.map(print).join(", ") || "none";
  const locals = fn.locals.map((l) => l.name).join(" ") || "none";
  return [`parameters  ${parameters}`, `locals      ${locals}`, ...list(fn.body, "")].join("\n");

  function list(code: readonly NStatement[], indent: string): string[] {
    return code.flatMap((s) => statement(s, indent));
  }

  function block(head: string, code: readonly NStatement[], indent: string): string[] {
    return [`${indent}${head} {`, ...list(code, `${indent}  `), `${indent}}`];
  }

  function statement(s: NStatement, indent: string): string[] {
    const line = (text: string) => [indent + text.replace(/\n/g, `\n${indent}`)];
    switch (s.kind) {
      case "plain":
        return line(print(s.node));
      case "suspend":
        return line(`${s.target ? `${s.target.name} = ` : ""}call ${callText(s.call, print)}`);
      case "tailcall":
        return line(`return call ${callText(s.call, print)}`);
      case "if": {
        const otherwise = s.else.length > 0 ? block("else", s.else, indent) : [];
        return [...block(`if (${print(s.test)})`, s.then, indent), ...otherwise];
      }
      case "loop": {
        const test = s.test ? ` while (${print(s.test)})` : "";
        const update = s.update.length > 0 ? block("update", s.update, indent) : [];
        const head = `${s.label.name}: loop${s.testAtEnd ? "" : test}`;
        return [...block(head, s.body, indent), ...update, ...(s.testAtEnd && test ? line(test.trim()) : [])];
      }
      case "switch":
        return [
          `${indent}${s.label.name}: switch (${print(s.discriminant)}) {`,
          ...s.cases.flatMap((c) => [
            `${indent}  ${c.test ? `case ${print(c.test)}` : "default"}:`,
            ...list(c.body, `${indent}    `),
          ]),
          `${indent}}`,
        ];
      case "block":
        return block(`${s.label.name}:`, s.body, indent);
      case "try":
        return [
          ...block("try", s.body, indent),
          ...block(`catch${s.param ? ` (${s.param.name})` : ""}`, s.handler, indent),
        ];
      case "leap":
        return line(`${s.mode} ${s.to.name}`);
      case "return":
        return line(s.value ? `return ${print(s.value)}` : "return");
      case "throw":
        return line(`throw ${print(s.value)}`);
    }
  }
}

function callText(call: Call, print: Print): string {
  const on = call.thisArg ? ` on ${print(call.thisArg)}` : "";
  const callee = print(call.kind === "direct" ? call.entry : call.callee);
  return `${callee}(${call.args.map(print).join(", ")})${on}${call.kind === "dynamic" ? "   dynamic" : ""}`;
}

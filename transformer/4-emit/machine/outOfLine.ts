/**
 * Keeps V8 from inlining a machine into the run loop, where that does harm. There the machine would stand in a `try`,
 * and V8 peels no loop of a function that it inlines into a `try`; without that, what a loop keeps between its rounds
 * has no type, and one over numbers measured 985 ns instead of 225 ns for 200 rounds (Node 20). Out of line, resuming
 * costs 4 ns more, so only machines that contain a loop without suspension point are kept there.
 *
 * V8 does not inline functions of more than 460 bytes of bytecode, and an array pattern compiles to 90 bytes and 38 per
 * element. It stands where the machine is asked for its description, so it never runs in a program.
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { NStatement } from "../../3-normalise/normalForm.js";
import { assign } from "../shared/build.js";
import { everyStatement } from "../shared/suspends.js";
import type { Block } from "./ir.js";

const ELEMENTS = 9;

/** Statements to put before the answer of a machine with these blocks. */
export function outOfLine(blocks: readonly Block[], variable: string, ctx: Context): ts.Statement[] {
  const harmful = blocks.some((block) => block.code.some((i) => i.op === "code" && hasLoop(i.statement, ctx.ts)));
  if (!harmful) return [];
  const f = ctx.factory;
  const pattern = Array.from({ length: ELEMENTS }, () => f.createIdentifier(variable));
  return [assign(f, f.createArrayLiteralExpression(pattern), f.createArrayLiteralExpression())];
}

function hasLoop(statement: NStatement, t: typeof ts): boolean {
  const inNode = (node: ts.Node): boolean =>
    t.isIterationStatement(node, false) || (!t.isFunctionLike(node) && t.forEachChild(node, inNode) === true);
  let found = false;
  everyStatement([statement], (s) => (found ||= s.kind === "loop" || (s.kind === "plain" && inNode(s.node))));
  return found;
}

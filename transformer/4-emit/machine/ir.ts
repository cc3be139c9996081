/**
 * Instructions: the machine between the normal form and its output. A function is a graph of blocks; control enters
 * at the entry or at a resume point, runs through a block, and goes where its end says.
 *
 * Only what contains a suspension point is taken apart. All other statements of the normal form stay whole inside a
 * block (`code`), also when a leap in them goes to another block: that is an exit from the middle of the block.
 *
 * Notation of the printer:
 *
 *   b3  [resume 3]  try b5                block 3, resume point 3, errors go to block 5
 *     $1 = value                          what the pending call returned
 *     jump b5, if an error was sent in    first in every block whose resume point is odd
 *     plain  n += $1;                     a structured statement; `exits b7` when a leap in it goes there
 *     suspend 5   call f(n) -> b4         the call; b4 is its resume point and comes next when it does not suspend
 *     if (n < x) b4 else b6 | jump b2 | switch (d) case 1: b2 default: b3 | stop
 */
import type ts from "typescript";
import type { Call, Label, Local, NormalFunction, NStatement } from "../../3-normalise/normalForm.js";
import type { Point } from "../shared/points.js";

export interface Block {
  /** Position in `Graph.blocks`: order of appearance. */
  readonly id: number;
  readonly code: Instruction[];
  end: End;
  /** Innermost protected region around the block. */
  readonly region: Region | null;
  /** The point whose call is resumed here. */
  resumes: Point | null;
}

/** The blocks of a `try` body that contains a suspension point; an error in them goes to the handler. */
export interface Region {
  readonly handler: Block;
  readonly parent: Region | null;
}

export type Instruction =
  /** A statement without suspension point. `exits` are the blocks that leaps in it go to. */
  | { readonly op: "code"; readonly statement: NStatement; exits: readonly Block[] }
  /** `local = value`: what a pending call returned, or what was caught. */
  | { readonly op: "receive"; readonly local: Local }
  /**
   * If an error was sent in instead of a value: goes to the handler with it. The same as raising it here, without the
   * engine's throw: sending an error and catching it measured 56 ns instead of 228 ns.
   */
  | { readonly op: "raise"; readonly handler: Block };

export type End =
  | { readonly op: "jump"; to: Block }
  | { readonly op: "branch"; readonly test: ts.Expression; then: Block; else: Block }
  | {
      readonly op: "switch";
      readonly discriminant: ts.Expression;
      readonly cases: { readonly test: ts.Expression | null; to: Block }[];
      otherwise: Block;
    }
  | Suspension
  /** Control does not get here: the code before returned or threw. */
  | { readonly op: "stop" };

/** `next` is the resume point; control goes there at once when the call does not suspend. */
export interface Suspension {
  readonly op: "suspend";
  readonly point: Point;
  readonly call: Call;
  next: Block;
}

export interface Graph {
  readonly fn: NormalFunction;
  readonly entry: Block;
  readonly blocks: readonly Block[];
  /** Where leaps go to constructs that were taken apart. */
  readonly targets: Map<Label, { readonly break: Block; readonly continue: Block }>;
}

/**
 * Blocks that control may go to from a block when nothing throws: exits of its code first, then its end. One that
 * several edges lead to stands there several times; neighbouring cases of a switch with one body are one edge.
 */
export function successors(block: Block): Block[] {
  const exits = block.code.flatMap((i) => (i.op === "code" ? i.exits : []));
  return [...exits, ...endsIn(block.end)];
}

function endsIn(end: End): Block[] {
  switch (end.op) {
    case "jump":
      return [end.to];
    case "branch":
      return [end.then, end.else];
    case "switch": {
      const bodies = end.cases.map((c) => c.to).filter((to, i, all) => to !== all[i + 1]);
      return end.cases.some((c) => c.test === null) ? bodies : [...bodies, end.otherwise];
    }
    case "suspend":
      return [end.next];
    case "stop":
      return [];
  }
}

/** Text of the graph for dumps; `text` prints a node of the output. */
export function printGraph(blocks: readonly Block[], text: (node: ts.Node) => string): string {
  return blocks.map((block) => [head(block), ...block.code.map(instruction), end(block.end)].join("\n    ")).join("\n");

  function head(block: Block): string {
    const resumes = block.resumes === null ? "" : `  [resume ${block.resumes.number}]`;
    const region = block.region === null ? "" : `  try b${block.region.handler.id}`;
    return `b${block.id}${resumes}${region}`;
  }

  function instruction(i: Instruction): string {
    if (i.op === "receive") return `${i.local.name} = value`;
    if (i.op === "raise") return `jump b${i.handler.id}, if an error was sent in`;
    const exits = i.exits.length === 0 ? "" : `  exits ${i.exits.map((b) => `b${b.id}`).join(" ")}`;
    return `${summary(i.statement)}${exits}`;
  }

  function summary(s: NStatement): string {
    if (s.kind === "plain") return `plain  ${text(s.node)}`;
    if (s.kind === "return" || s.kind === "throw") return s.value === null ? s.kind : `${s.kind} ${text(s.value)}`;
    if (s.kind === "tailcall") return `return call ${call(s.call)}`;
    return `${s.kind} …`;
  }

  function call(c: Call): string {
    const on = c.thisArg === null ? "" : ` on ${text(c.thisArg)}`;
    return `${text(c.kind === "direct" ? c.entry : c.callee)}(${c.args.map(text).join(", ")})${on}`;
  }

  function end(e: End): string {
    switch (e.op) {
      case "jump":
        return `jump b${e.to.id}`;
      case "branch":
        return `if (${text(e.test)}) b${e.then.id} else b${e.else.id}`;
      case "switch": {
        const cases = e.cases.map((c) =>
          c.test === null ? `default: b${c.to.id}` : `case ${text(c.test)}: b${c.to.id}`,
        );
        return `switch (${text(e.discriminant)}) ${cases.join(" ")} else b${e.otherwise.id}`;
      }
      case "suspend":
        return `suspend ${e.point.number}  call ${call(e.call)} -> b${e.next.id}`;
      case "stop":
        return "stop";
    }
  }
}

/**
 * Normal form -> instructions. Takes apart what contains a suspension point, one visitor per statement kind, and
 * leaves everything else whole.
 */
import type { Context } from "../../context.js";
import type { Label, Leap, NormalFunction, NStatement } from "../../3-normalise/normalForm.js";
import { completes } from "../shared/build.js";
import { layoutOf, type Layout } from "../shared/points.js";
import { leapsOut } from "../shared/print.js";
import { suspends } from "../shared/suspends.js";
import type { Block, End, Graph, Region } from "./ir.js";
import { lowerBlock } from "./visitors/Block.js";
import { lowerIf } from "./visitors/If.js";
import { lowerLoop } from "./visitors/Loop.js";
import { lowerSuspend } from "./visitors/Suspend.js";
import { lowerSwitch } from "./visitors/Switch.js";
import { lowerTry } from "./visitors/Try.js";

/** What the visitors share: the graph under construction and the block that is being filled. */
export class Lowering {
  readonly blocks: Block[] = [];
  readonly targets = new Map<Label, { break: Block; continue: Block }>();
  readonly layout: Layout;
  /** The protected region that new blocks belong to. */
  region: Region | null = null;
  /** Null after a statement that never completes. */
  current: Block | null = null;

  constructor(
    readonly fn: NormalFunction,
    readonly ctx: Context,
  ) {
    this.layout = layoutOf(fn, ctx);
  }

  newBlock(): Block {
    const block: Block = { id: this.blocks.length, code: [], end: { op: "stop" }, region: this.region, resumes: null };
    this.blocks.push(block);
    return block;
  }

  /** Goes on filling `block`, which code before it may jump to. */
  start(block: Block): Block {
    this.current = block;
    return block;
  }

  /** Ends the current block, if control reaches this place. */
  finish(end: End): void {
    if (this.current !== null) this.current.end = end;
    this.current = null;
  }

  jump(to: Block): void {
    this.finish({ op: "jump", to });
  }

  list(code: readonly NStatement[]): void {
    for (const s of code) this.statement(s);
  }

  /** The block that a leap goes to. Its construct was taken apart, or the leap would not be asked for. */
  target(leap: Leap): Block {
    return this.targets.get(leap.to)![leap.mode];
  }

  statement(s: NStatement): void {
    if (this.current === null) return;
    if (!suspends(s)) return this.#whole(s);
    switch (s.kind) {
      case "suspend":
        return lowerSuspend(this, s);
      case "if":
        return lowerIf(this, s);
      case "loop":
        return lowerLoop(this, s);
      case "switch":
        return lowerSwitch(this, s);
      case "block":
        return lowerBlock(this, s);
      case "try":
        return lowerTry(this, s);
      default:
        throw new Error(`a ${s.kind} statement contains no other statement`);
    }
  }

  #whole(s: NStatement): void {
    if (s.kind === "leap") return this.jump(this.target(s));
    const exits = [...new Set(leapsOut(s).map((leap) => this.target(leap)))];
    this.current!.code.push({ op: "code", statement: s, exits });
    const stops =
      s.kind === "return" ||
      s.kind === "throw" ||
      s.kind === "tailcall" ||
      (s.kind === "plain" && !completes(this.ctx.ts, [s.node]));
    if (stops) this.finish({ op: "stop" });
  }
}

export function lower(fn: NormalFunction, ctx: Context): Graph {
  const lowering = new Lowering(fn, ctx);
  const entry = lowering.start(lowering.newBlock());
  lowering.list([...fn.body, { kind: "return", value: null }]);
  return { fn, entry, blocks: lowering.blocks, targets: lowering.targets };
}

/**
 * The JavaScript constructs that are open where output is being written: what a `break` or `continue` there can reach.
 * A construct gets a label only when a leap to it needs one, so it is wrapped after its inside was written.
 */
import type ts from "typescript";

/** A place control can go to; only its identity counts. */
export type Destination = object;

export interface Construct {
  readonly kind: "loop" | "switch" | "block";
  readonly name: string;
  /** Where `break` of this construct goes, and where `continue` goes; null: nowhere of interest. */
  readonly breaks: Destination | null;
  readonly continues: Destination | null;
  labelled: boolean;
}

export class Constructs {
  readonly #open: Construct[] = [];

  constructor(readonly factory: ts.NodeFactory) {}

  /** Runs `write` with the construct open, and wraps what `finish` makes of its output in the label if one is needed. */
  within<T>(construct: Omit<Construct, "labelled">, write: () => T, finish: (inside: T) => ts.Statement): ts.Statement {
    const open: Construct = { ...construct, labelled: false };
    this.#open.push(open);
    const inside = write();
    this.#open.pop();
    const statement = finish(inside);
    return open.labelled ? this.factory.createLabeledStatement(open.name, statement) : statement;
  }

  /** The same for a block, which is not needed at all without its label. */
  block(name: string, breaks: Destination, write: () => ts.Statement[]): ts.Statement[] {
    const open: Construct = { kind: "block", name, breaks, continues: null, labelled: false };
    this.#open.push(open);
    const inside = write();
    this.#open.pop();
    return open.labelled ? [this.factory.createLabeledStatement(name, this.factory.createBlock(inside, true))] : inside;
  }

  /** The shortest leap to a destination, or undefined when no open construct leads there. */
  leap(to: Destination): ts.Statement | undefined {
    let behindLoop = false;
    let behindBreakable = false;
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const open = this.#open[i]!;
      if (open.continues === to) {
        if (behindLoop) open.labelled = true;
        return this.factory.createContinueStatement(behindLoop ? open.name : undefined);
      }
      if (open.breaks === to) {
        const plain = open.kind !== "block" && !behindBreakable;
        if (!plain) open.labelled = true;
        return this.factory.createBreakStatement(plain ? undefined : open.name);
      }
      if (open.kind === "loop") behindLoop = true;
      if (open.kind !== "block") behindBreakable = true;
    }
    return undefined;
  }
}

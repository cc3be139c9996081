/**
 * Statement lists around the place being compiled, outermost first. What a compiled function needs beside itself (its
 * resumable entry, its machine) goes into the outermost list that still sees every name it uses: made once per module
 * where possible, otherwise once per entry of that list.
 */
import type ts from "typescript";
import { contains } from "../ast/kinds.js";

export interface Container {
  /** Where the list is in the source. A list that is only in the output (a static block, a maker) names what it is in. */
  readonly node: ts.Node;
  /** Placed at the start of the list, in this order. */
  readonly statements: ts.Statement[];
}

export class Containers {
  private readonly stack: Container[] = [];
  private firstVisible = 0;

  within<T>(node: ts.Node, write: () => T): { result: T; statements: ts.Statement[] } {
    const full: Container = { node, statements: [] };
    this.stack.push(full);
    try {
      return { result: write(), statements: full.statements };
    } finally {
      this.stack.pop();
    }
  }

  /** Writes the inside of a green function: its locals can't be seen from the lists around it. */
  inGreen<T>(write: () => T): T {
    const saved = this.firstVisible;
    this.firstVisible = this.stack.length;
    try {
      return write();
    } finally {
      this.firstVisible = saved;
    }
  }

  get file(): Container {
    return this.stack[0]!;
  }

  /** The list that a function declaration of the source stands in. */
  get innermost(): Container {
    return this.stack[this.stack.length - 1]!;
  }

  /**
   * The outermost list inside `scope` (null: anywhere) for something that may use the locals of the green functions
   * around it; `anyLocals` for what gets them handed. Null if there is none.
   */
  find(scope: ts.Node | null, anyLocals = false): Container | null {
    for (let i = anyLocals ? 0 : this.firstVisible; i < this.stack.length; i++) {
      const c = this.stack[i]!;
      if (scope === null || contains(scope, c.node)) return c;
    }
    return null;
  }
}

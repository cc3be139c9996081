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
  /** A list of the output that holds one nested function (a maker): what belongs to that function can't go further out. */
  readonly maker: boolean;
}

export class Containers {
  private readonly stack: Container[] = [];

  within<T>(container: Omit<Container, "statements">, write: () => T): { result: T; statements: ts.Statement[] } {
    const full: Container = { ...container, statements: [] };
    this.stack.push(full);
    try {
      return { result: write(), statements: full.statements };
    } finally {
      this.stack.pop();
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
   * The outermost list that is in `scope` (null: anywhere). With `fromMaker`, not outside the innermost maker.
   * Null if there is none.
   */
  find(scope: ts.Node | null, fromMaker: boolean): Container | null {
    let start = 0;
    if (fromMaker) this.stack.forEach((c, i) => c.maker && (start = i));
    for (let i = start; i < this.stack.length; i++) {
      const c = this.stack[i]!;
      if (scope === null || contains(scope, c.node)) return c;
    }
    return null;
  }
}

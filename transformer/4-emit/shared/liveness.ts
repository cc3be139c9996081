/**
 * Which locals are live at each suspension point: those that some path from its resume point reads before it assigns
 * them. A backward walk over the normal form, so that it holds for both versions alike.
 *
 *   before(s) = reads(s) | (after(s) & ~kills(s)) | handler       what the enclosing catch reads is live all through
 *   loops     repeat until their head no longer grows; each remembers its head, so nested loops settle quickly
 */
import type { Label, Loop, NStatement, Suspend, Try } from "../../3-normalise/normalForm.js";
import { completes } from "./build.js";
import { none, type Locals, type Usage, type Usages } from "./usage.js";

/** For every suspension point, what is live at its resume point before the value arrives. */
export function liveness(usages: Usages): ReadonlyMap<Suspend, Locals> {
  const walk = new Backward(usages);
  walk.list(usages.fn.body, none);
  return walk.live;
}

class Backward {
  readonly live = new Map<Suspend, Locals>();
  /** What is live where the leaps of the open constructs go. */
  readonly #leaps = new Map<Label, { break: Locals; continue: Locals }>();
  readonly #heads = new Map<Loop, Locals>();
  /** What the handlers around the current statement read, should it throw. */
  #handler: Locals = none;

  constructor(readonly usages: Usages) {}

  list(code: readonly NStatement[], after: Locals): Locals {
    let live = after;
    for (let i = code.length - 1; i >= 0; i--) live = this.#statement(code[i]!, live);
    return live;
  }

  #statement(s: NStatement, after: Locals): Locals {
    const { usages } = this;
    switch (s.kind) {
      case "plain":
        return this.#through(usages.of(s.node), completes(usages.ctx.ts, [s.node]) ? after : none);
      case "suspend": {
        const resumed = (after & ~usages.bit(s.target)) | this.#handler;
        this.live.set(s, resumed);
        return this.#through(usages.ofCall(s.call), resumed);
      }
      case "tailcall":
        return this.#through(usages.ofCall(s.call), none);
      case "return":
      case "throw":
        return this.#through(usages.of(s.value), none);
      case "leap":
        return this.#leaps.get(s.to)![s.mode];
      case "if":
        return this.#through(usages.of(s.test), this.list(s.then, after) | this.list(s.else, after));
      case "block":
        this.#leaps.set(s.label, { break: after, continue: none });
        return this.list(s.body, after);
      case "switch":
        return this.#switch(s, after);
      case "loop":
        return this.#loop(s, after);
      case "try":
        return this.#try(s, after);
    }
  }

  #through(usage: Usage, after: Locals): Locals {
    return usage.reads | (after & ~usage.kills) | this.#handler;
  }

  #switch(s: NStatement & { kind: "switch" }, after: Locals): Locals {
    this.#leaps.set(s.label, { break: after, continue: none });
    let next = after;
    let live = s.cases.some((c) => c.test === null) ? none : after;
    for (const c of [...s.cases].reverse()) live |= next = this.list(c.body, next);
    // Every test may be the last one that runs, so none of them kills.
    for (const c of s.cases) live |= this.usages.of(c.test).reads;
    return this.#through(this.usages.of(s.discriminant), live);
  }

  #loop(s: Loop, after: Locals): Locals {
    const test = this.usages.of(s.test);
    let head = this.#heads.get(s) ?? none;
    for (;;) {
      // `head` is what is live where a round starts: at the test, or at the body of a loop that tests at its end.
      const round = s.testAtEnd && s.test !== null ? this.#through(test, head | after) : head;
      // A test at the end that suspends is part of the update, and leaves from there.
      this.#leaps.set(s.label, { break: after, continue: none });
      const update = this.list(s.update, round);
      this.#leaps.set(s.label, { break: after, continue: update });
      const body = this.list(s.body, update);
      const start = s.testAtEnd ? body : s.test === null ? body : this.#through(test, body | after);
      if ((start | head) === head) break;
      head |= start;
    }
    this.#heads.set(s, head);
    return head;
  }

  #try(s: Try, after: Locals): Locals {
    const outer = this.#handler;
    const handler = this.list(s.handler, after);
    this.#handler = outer | (handler & ~this.usages.bit(s.param));
    const body = this.list(s.body, after);
    this.#handler = outer;
    return body;
  }
}

/**
 * Open constructs that a leap (break, continue, return) may have to pass on its way out, innermost last.
 *
 * A leap through a lowered `finally` becomes a completion record: the reason goes into a local, control goes to the
 * finalizer, and behind it the leap goes on (ECMAScript 14.15.3). A leap out of a `for…of` closes its iterator first.
 */
import type ts from "typescript";
import type { Label, Local } from "./normalForm.js";
import type { Normaliser } from "./normaliser.js";

/** Codes in a completion record. Leaps are numbered from `FirstLeap`. */
export const enum Completion {
  Normal = 0,
  Throw = 1,
  Return = 2,
  FirstLeap = 3,
}

interface Target {
  readonly kind: "target";
  readonly statement: ts.Statement;
  readonly label: Label;
  readonly onlyContinue?: boolean;
}
/** Something that acts when control leaves: `act` writes what must happen on the way. */
interface Closing {
  readonly kind: "closing";
  readonly act: () => void;
}
export interface Finally {
  readonly kind: "finally";
  readonly end: Label;
  /** Why the protected part was left, and with which value. */
  readonly completion: Local;
  readonly value: Local;
  readonly leaps: { readonly mode: "break" | "continue"; readonly to: ts.Statement }[];
  returns: boolean;
}
/** A try of the normal form is open: no tail calls. */
interface Guard {
  readonly kind: "guard";
}
type Entry = Target | Closing | Finally | Guard;

export class Leaps {
  private entries: Entry[] = [];

  constructor(private readonly n: Normaliser) {}

  within<T>(entry: Entry, write: () => T): T {
    this.entries.push(entry);
    try {
      return write();
    } finally {
      this.entries.pop();
    }
  }

  /** Inside a protection around a loop's body: the loop is a target again, for `continue` only. */
  continuing(loop: ts.Statement, write: () => void): void {
    const target = this.entries.filter((e) => e.kind === "target" && e.statement === loop).pop() as Target;
    this.within({ kind: "target", statement: loop, label: target.label, onlyContinue: true }, write);
  }

  get insideTry(): boolean {
    return this.entries.some((e) => e.kind !== "target");
  }

  /** Writes a `break` or `continue` to a statement of the source. */
  leap(mode: "break" | "continue", to: ts.Statement): void {
    const saved = this.entries;
    for (let i = saved.length - 1; ; i--) {
      const e = saved[i];
      if (!e) throw new Error("a leap to a statement that is not lowered");
      if (e.kind === "target" && e.statement === to && !(e.onlyContinue && mode === "break")) {
        this.n.emit({ kind: "leap", mode, to: e.label });
        return;
      }
      if (e.kind === "closing") this.actAt(i, e);
      if (e.kind === "finally") {
        let index = e.leaps.findIndex((l) => l.mode === mode && l.to === to);
        if (index < 0) index = e.leaps.push({ mode, to }) - 1;
        this.n.assign(e.completion, this.n.b.number(Completion.FirstLeap + index));
        this.n.emit({ kind: "leap", mode: "break", to: e.end });
        return;
      }
    }
  }

  /** Writes a `return` of a value that was evaluated already where anything happens on the way. */
  return(value: ts.Expression | null, node?: ts.Node): void {
    const saved = this.entries;
    for (let i = saved.length - 1; i >= 0; i--) {
      const e = saved[i]!;
      if (e.kind === "closing") {
        if (value) {
          const kept = this.n.temp();
          this.n.assign(kept, value);
          value = this.n.ref(kept);
        }
        this.actAt(i, e);
      }
      if (e.kind === "finally") {
        this.n.assign(e.value, value ?? this.n.b.undefined());
        this.n.assign(e.completion, this.n.b.number(Completion.Return));
        e.returns = true;
        this.n.emit({ kind: "leap", mode: "break", to: e.end });
        return;
      }
    }
    this.n.emit({ kind: "return", value, node });
  }

  /** What closes a construct may itself leap (a switch inside a `return()` of an iterator): only what is outside counts. */
  private actAt(index: number, closing: Closing): void {
    const saved = this.entries;
    this.entries = saved.slice(0, index);
    try {
      closing.act();
    } finally {
      this.entries = saved;
    }
  }

  /** Behind a finalizer: goes on with what the completion record says. */
  resume(record: Finally): void {
    const { n } = this;
    const is = (code: number) => n.b.equals(n.ref(record.completion), n.b.number(code));
    n.emit({ kind: "if", test: is(Completion.Throw), then: [{ kind: "throw", value: n.ref(record.value) }], else: [] });
    if (record.returns) {
      n.emit({
        kind: "if",
        test: is(Completion.Return),
        then: n.collect(() => this.return(n.ref(record.value))),
        else: [],
      });
    }
    record.leaps.forEach(({ mode, to }, i) => {
      n.emit({ kind: "if", test: is(Completion.FirstLeap + i), then: n.collect(() => this.leap(mode, to)), else: [] });
    });
  }
}

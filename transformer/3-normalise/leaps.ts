/**
 * Open constructs that a leap (break, continue, return) may have to pass on its way out, innermost last.
 *
 * A leap through a lowered `finally` becomes a completion record: the reason goes into a local, control goes to the
 * finalizer, and behind it the leap goes on (ECMAScript 14.15.3). A leap out of a `for…of` closes its iterator first: on
 * the spot, or, if a `catch` is on the way that must not see errors of the closing, behind it by such a record.
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
/** Why a protected part was left, and with which value. */
export interface CompletionRecord {
  /** Where the part ends. */
  readonly end: Label;
  readonly completion: Local;
  readonly value: Local;
  readonly leaps: { readonly mode: "break" | "continue"; readonly to: ts.Statement }[];
  returns: boolean;
}
/** Something that acts when control leaves: `act` writes what must happen on the way. */
export interface Closing {
  readonly kind: "closing";
  readonly act: () => void;
  /** For leaps that have to leave a `catch` before. */
  record: CompletionRecord | null;
}
export interface Finally extends CompletionRecord {
  readonly kind: "finally";
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

  /** A completion record; nothing has happened yet. */
  newRecord(name: string): CompletionRecord {
    const { n } = this;
    return { end: n.label(name), completion: n.temp(), value: n.temp(), leaps: [], returns: false };
  }

  /** Writes a `break` or `continue` to a statement of the source. */
  leap(mode: "break" | "continue", to: ts.Statement): void {
    const saved = this.entries;
    let inGuard = false;
    for (let i = saved.length - 1; ; i--) {
      const e = saved[i];
      if (!e) throw new Error("a leap to a statement that is not lowered");
      if (e.kind === "target" && e.statement === to && !(e.onlyContinue && mode === "break")) {
        this.n.emit({ kind: "leap", mode, to: e.label });
        return;
      }
      if (e.kind === "guard") inGuard = true;
      if (e.kind === "closing" && !inGuard) this.actAt(i, e);
      else if (e.kind === "finally" || e.kind === "closing") {
        const record = this.recordOf(e);
        let index = record.leaps.findIndex((l) => l.mode === mode && l.to === to);
        if (index < 0) index = record.leaps.push({ mode, to }) - 1;
        return this.leave(record, Completion.FirstLeap + index);
      }
    }
  }

  /** Writes a `return` of a value that was evaluated already where anything happens on the way. */
  return(value: ts.Expression | null, node?: ts.Node): void {
    const saved = this.entries;
    let inGuard = false;
    for (let i = saved.length - 1; i >= 0; i--) {
      const e = saved[i]!;
      if (e.kind === "guard") inGuard = true;
      if (e.kind === "closing" && !inGuard) {
        if (value) {
          const kept = this.n.temp();
          this.n.assign(kept, value);
          value = this.n.ref(kept);
        }
        this.actAt(i, e);
      } else if (e.kind === "finally" || e.kind === "closing") {
        const record = this.recordOf(e);
        this.n.assign(record.value, value ?? this.n.b.undefined());
        record.returns = true;
        return this.leave(record, Completion.Return);
      }
    }
    this.n.emit({ kind: "return", value, node });
  }

  private recordOf(e: Finally | Closing): CompletionRecord {
    return e.kind === "finally" ? e : (e.record ??= this.newRecord("close"));
  }

  private leave(record: CompletionRecord, why: number): void {
    this.n.assign(record.completion, this.n.b.number(why));
    this.n.emit({ kind: "leap", mode: "break", to: record.end });
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

  /** Behind the protected part: goes on with what the completion record says, `act` first. */
  resume(record: CompletionRecord, throws: boolean, act: () => void = () => {}): void {
    const { n } = this;
    const on = (code: number, go: () => void) =>
      n.emit({
        kind: "if",
        test: n.b.equals(n.ref(record.completion), n.b.number(code)),
        then: n.collect(() => {
          act();
          go();
        }),
        else: [],
      });
    if (throws) on(Completion.Throw, () => n.emit({ kind: "throw", value: n.ref(record.value) }));
    if (record.returns) on(Completion.Return, () => this.return(n.ref(record.value)));
    record.leaps.forEach(({ mode, to }, i) => on(Completion.FirstLeap + i, () => this.leap(mode, to)));
  }
}

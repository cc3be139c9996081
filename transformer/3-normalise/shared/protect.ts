/**
 * try … finally with a suspension point inside, as completion records. `body` and `finalizer` write their statements.
 *
 *   source   try { B } finally { F }
 *   normal   $c = 0
 *            end: { try { B, each leap out of it: $c = its code; break end } catch ($v) { $c = 1 } }
 *            F
 *            if ($c === 1) throw $v; if ($c === 2) return $v; …
 *
 * `F` is ordinary code: it may suspend, and a leap in it overrides the pending completion, as ECMAScript 14.15.3 has it.
 */
import { Completion, type Closing, type Finally } from "../leaps.js";
import type { NStatement } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";

export function protectFinally(n: Normaliser, body: () => void, finalizer: (record: Finally) => void): void {
  const record: Finally = { kind: "finally", ...n.leaps.newRecord("finally") };
  n.assign(record.completion, n.b.number(Completion.Normal));
  const statements = n.collect(() => n.leaps.within(record, body));
  const caught = n.temp();
  const handler = n.collect(() => {
    n.assign(record.value, n.ref(caught));
    n.assign(record.completion, n.b.number(Completion.Throw));
  });
  n.emit({
    kind: "block",
    label: record.end,
    body: [{ kind: "try", body: statements, param: caught, handler }],
  });
  finalizer(record);
  n.leaps.resume(record, true);
}

/**
 * Runs `onError` when an error leaves `body`, and throws the error on; `onLeave` when a leap does.
 * The error is in the local that `onError` gets.
 */
export function protectClosing(n: Normaliser, body: () => void, onError: () => void, onLeave: () => void): void {
  const closing: Closing = { kind: "closing", act: onLeave, record: null };
  const statements = n.collect(() => n.leaps.within(closing, body));
  const caught = n.temp();
  const handler = n.collect(() => {
    onError();
    n.emit({ kind: "throw", value: n.ref(caught) });
  });
  const protectedBody: NStatement = { kind: "try", body: statements, param: caught, handler };
  const { record } = closing;
  if (!record) return n.emit(protectedBody);
  n.assign(record.completion, n.b.number(Completion.Normal));
  n.emit({ kind: "block", label: record.end, body: [protectedBody] });
  n.leaps.resume(record, false, onLeave);
}

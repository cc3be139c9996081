/**
 * The iterator protocol in the open (ECMAScript 7.4), where a loop body, a pattern or the iterator itself suspends.
 * The runtime's IteratorRecord holds iterator, next method and whether it is done.
 */
import type ts from "typescript";
import { expression } from "../expression.js";
import type { Local } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";
import { spill } from "./operands.js";

export interface Iteration {
  readonly record: Local;
  /** Calls to the iterator may suspend. */
  readonly green: boolean;
}

/** GetIterator: asks an iterable, evaluated already, for its iterator. */
export function open(n: Normaliser, iterable: ts.Expression, green: boolean, node: ts.Node): Iteration {
  const { b } = n;
  const record = n.temp();
  if (!green) {
    n.assign(record, b.call(n.ctx.runtime("iterate"), iterable));
    return { record, green };
  }
  const method = n.temp();
  const iterator = n.temp();
  const kept = spill(n, iterable);
  n.assign(method, b.call(n.ctx.runtime("iteratorMethod"), kept));
  n.suspend(node, { kind: "dynamic", callee: n.ref(method), thisArg: kept, args: [], text: null }, iterator);
  n.assign(record, b.call(n.ctx.runtime("iteratorRecord"), n.ref(iterator)));
  return { record, green };
}

/** IteratorStep: an expression that is true while there is a value, which `value(it)` then names. */
export function step(n: Normaliser, it: Iteration, node: ts.Node): ts.Expression {
  const { b } = n;
  if (!it.green) return b.call(b.member(n.ref(it.record), "step"));
  const result = n.temp();
  n.effect(b.call(b.member(n.ref(it.record), "begin")));
  const method = n.temp();
  n.assign(method, b.member(n.ref(it.record), "next"));
  callIterator(n, it, method, "next", node, result);
  return b.call(b.member(n.ref(it.record), "take"), n.ref(result));
}

/** `iterator.next()` or `iterator.return()`; the method was read before. `text` as in `Call`. */
function callIterator(
  n: Normaliser,
  it: Iteration,
  method: Local,
  text: "next" | null,
  node: ts.Node,
  target: Local | null,
): void {
  const thisArg = n.b.member(n.ref(it.record), "iterator");
  n.suspend(node, { kind: "dynamic", callee: n.ref(method), thisArg, args: [], text }, target);
}

/** Calls the iterator's `return` if it has one and is not done; `write` writes the call. */
function callReturn(n: Normaliser, it: Iteration, write: (method: Local) => void): void {
  const method = n.temp();
  n.assign(method, n.b.call(n.b.member(n.ref(it.record), "closing")));
  n.emit({ kind: "if", test: n.ref(method), then: n.collect(() => write(method)), else: [] });
}

export function value(n: Normaliser, it: Iteration): ts.Expression {
  return n.b.member(n.ref(it.record), "value");
}

/** IteratorClose after a leap: errors of `return()` count. */
export function close(n: Normaliser, it: Iteration, node: ts.Node): void {
  const { b } = n;
  if (!it.green) return n.effect(b.call(b.member(n.ref(it.record), "close")));
  callReturn(n, it, (method) => {
    const result = n.temp();
    callIterator(n, it, method, null, node, result);
    n.effect(b.call(n.ctx.runtime("closed"), n.ref(result)));
  });
}

/** IteratorClose after an error: the error counts, not those of `return()`. */
export function closeQuietly(n: Normaliser, it: Iteration, node: ts.Node): void {
  const { b } = n;
  if (!it.green) return n.effect(b.call(b.member(n.ref(it.record), "closeQuietly")));
  const body = n.collect(() =>
    n.leaps.within({ kind: "guard" }, () =>
      callReturn(n, it, (method) => callIterator(n, it, method, null, node, null)),
    ),
  );
  n.emit({ kind: "try", body, param: null, handler: [] });
}

/** All values of an iterable whose iterator may suspend, as an array. */
export function collectElements(n: Normaliser, iterable: ts.Expression): ts.Expression {
  const it = open(n, expression(n, iterable), true, iterable);
  const array = n.temp();
  n.assign(array, n.f.createArrayLiteralExpression([]));
  drain(n, it, array, iterable);
  return n.ref(array);
}

/** Appends what is left of an iteration to an array. */
export function drain(n: Normaliser, it: Iteration, array: Local, node: ts.Node): void {
  const { b } = n;
  const label = n.label("drain");
  const body = n.collect(() => {
    const more = step(n, it, node);
    n.emit({ kind: "if", test: b.not(more), then: [{ kind: "leap", mode: "break", to: label }], else: [] });
    n.effect(b.call(b.member(n.ref(array), "push"), value(n, it)));
  });
  n.emit({ kind: "loop", label, test: null, testAtEnd: false, body, update: [] });
}

/**
 * Patterns with a suspension point inside, taken apart step by step (ECMAScript 8.6.2, 13.15.5): for each element the
 * target's object and key, then the value, then the default, then the write. Patterns without stay as they are.
 */
import type ts from "typescript";
import { skipOuter } from "../../ast/kinds.js";
import { expression, into } from "../expression.js";
import type { Local } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";
import { close, closeQuietly, drain, open, step, value as current, type Iteration } from "./iteration.js";
import { spill, stable } from "./operands.js";
import { placeOf } from "./place.js";
import { protectClosing } from "./protect.js";

/** One element of either form of pattern. */
interface Element {
  readonly target: ts.BindingName | ts.Expression;
  readonly key: ts.PropertyName | null;
  readonly initializer: ts.Expression | undefined;
  readonly rest: boolean;
}

/** Writes the parts of `value` (evaluated, stable) to the targets of a pattern: a declaration's or an assignment's. */
export function destructure(n: Normaliser, pattern: ts.Node, value: ts.Expression): void {
  const { ts } = n;
  if (ts.isArrayBindingPattern(pattern) || ts.isArrayLiteralExpression(pattern)) return arrayPattern(n, pattern, value);
  objectPattern(n, pattern as ts.ObjectBindingPattern, value);
}

function isPattern(n: Normaliser, target: ts.Node): boolean {
  const { ts } = n;
  return (
    ts.isObjectBindingPattern(target) ||
    ts.isArrayBindingPattern(target) ||
    ts.isObjectLiteralExpression(target) ||
    ts.isArrayLiteralExpression(target)
  );
}

/** Evaluates the target now; the result writes a value to it. */
function prepareTarget(n: Normaliser, e: Element): (value: Local) => void {
  const { ts } = n;
  const target = ts.isExpression(e.target) ? skipOuter(ts, e.target) : e.target;
  if (isPattern(n, target)) return (value) => destructure(n, target, n.ref(value));
  const place = placeOf(n, target as ts.Expression);
  return (value) => {
    const written = place.write(n.ref(value));
    if (ts.isBinaryExpression(written) || ts.isCallExpression(written)) n.effect(written);
  };
}

function applyDefault(n: Normaliser, e: Element, value: Local): void {
  const { initializer } = e;
  if (!initializer) return;
  n.emit({
    kind: "if",
    test: n.b.equals(n.ref(value), n.b.undefined()),
    then: n.collect(() => {
      if (n.ts.isIdentifier(e.target)) {
        n.assign(value, n.named(e.target.text, n.ref(value), initializer, expression(n, initializer)));
      } else into(n, initializer, value);
    }),
    else: [],
  });
}

function objectPattern(
  n: Normaliser,
  pattern: ts.ObjectBindingPattern | ts.ObjectLiteralExpression,
  source: ts.Expression,
): void {
  const { ts, b, f } = n;
  n.effect(b.call(n.ctx.runtime("requireObject"), source));
  const elements = ts.isObjectBindingPattern(pattern)
    ? pattern.elements.map((e) => bindingElement(n, e))
    : pattern.properties.map((p) => assignmentProperty(n, p));
  const hasRest = elements.some((e) => e.rest);
  const seen: ts.Expression[] = [];
  for (const e of elements) {
    if (e.rest) {
      const write = prepareTarget(n, e);
      const rest = n.temp();
      n.assign(rest, b.call(n.ctx.runtime("objectRest"), source, f.createArrayLiteralExpression(seen)));
      write(rest);
      continue;
    }
    const key = keyOf(n, e.key!);
    if (hasRest) seen.push(key);
    const write = prepareTarget(n, e);
    const value = n.temp();
    n.assign(value, f.createElementAccessExpression(source, key));
    applyDefault(n, e, value);
    write(value);
  }
}

/** The key as an expression that may be evaluated twice. Computed ones are converted once (ToPropertyKey). */
function keyOf(n: Normaliser, key: ts.PropertyName): ts.Expression {
  const { ts, b } = n;
  if (ts.isComputedPropertyName(key)) return spill(n, b.call(n.ctx.runtime("propertyKey"), stable(n, key.expression)));
  return ts.isIdentifier(key) || ts.isPrivateIdentifier(key)
    ? b.string(key.text)
    : (key as ts.Expression & ts.PropertyName);
}

function bindingElement(n: Normaliser, e: ts.BindingElement): Element {
  return {
    target: e.name,
    key: e.propertyName ?? (n.ts.isIdentifier(e.name) ? e.name : null),
    initializer: e.initializer,
    rest: !!e.dotDotDotToken,
  };
}

function assignmentProperty(n: Normaliser, p: ts.ObjectLiteralElementLike): Element {
  const { ts } = n;
  if (ts.isSpreadAssignment(p)) return { target: p.expression, key: null, initializer: undefined, rest: true };
  if (ts.isShorthandPropertyAssignment(p)) {
    return { target: p.name, key: p.name, initializer: p.objectAssignmentInitializer, rest: false };
  }
  return { ...assignmentTarget(n, (p as ts.PropertyAssignment).initializer), key: p.name! };
}

function assignmentTarget(n: Normaliser, e: ts.Expression): Element {
  const { ts } = n;
  if (ts.isSpreadElement(e)) return { target: e.expression, key: null, initializer: undefined, rest: true };
  if (ts.isBinaryExpression(e) && e.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return { target: e.left, key: null, initializer: e.right, rest: false };
  }
  return { target: e, key: null, initializer: undefined, rest: false };
}

function arrayPattern(
  n: Normaliser,
  pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression,
  source: ts.Expression,
): void {
  const { ts, b, f } = n;
  const it = open(n, source, n.analysis.iteration(pattern).kind !== "plain", pattern);
  const elements: (Element | null)[] = ts.isArrayBindingPattern(pattern)
    ? pattern.elements.map((e) => (ts.isOmittedExpression(e) ? null : bindingElement(n, e)))
    : pattern.elements.map((e) => (ts.isOmittedExpression(e) ? null : assignmentTarget(n, e)));
  protectClosing(
    n,
    () => {
      for (const e of elements) {
        const write = e && prepareTarget(n, e);
        const value = n.temp();
        if (e?.rest) {
          n.assign(value, f.createArrayLiteralExpression([]));
          n.emit({
            kind: "if",
            test: b.not(isDone(n, it)),
            then: n.collect(() => drain(n, it, value, pattern)),
            else: [],
          });
        } else next(n, it, value, pattern);
        if (e) applyDefault(n, e, value);
        write?.(value);
      }
    },
    () =>
      n.emit({ kind: "if", test: b.not(isDone(n, it)), then: n.collect(() => closeQuietly(n, it, pattern)), else: [] }),
    () => {},
  );
  n.emit({ kind: "if", test: b.not(isDone(n, it)), then: n.collect(() => close(n, it, pattern)), else: [] });
}

function isDone(n: Normaliser, it: Iteration): ts.Expression {
  return n.b.member(n.ref(it.record), "done");
}

/** The next value, or undefined once the iterator is done. */
function next(n: Normaliser, it: Iteration, value: Local, node: ts.Node): void {
  const { b } = n;
  n.assign(value, b.undefined());
  n.emit({
    kind: "if",
    test: b.not(isDone(n, it)),
    then: n.collect(() => {
      const more = step(n, it, node);
      n.emit({ kind: "if", test: more, then: n.collect(() => n.assign(value, current(n, it))), else: [] });
    }),
    else: [],
  });
}

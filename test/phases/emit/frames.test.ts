/** A frame holds exactly what is live at its resume point, and nothing that is dead. */
import { describe, expect, test } from "vitest";
import { emit, green, type Step } from "./run.js";
import { context, normalForm } from "./normalise.js";
import { layoutOf, pointsOf } from "../../../transformer/4-emit/shared/points.js";

const suspend = (): Step => "suspend";

/** Names that are live at each point. */
function live(source: string): string[] {
  return pointsOf(normalForm(source), context).map(
    (p) => `${p.number}: ${p.live.map((local) => local.name).join(" ")}`,
  );
}

describe("liveness", () => {
  test("what is read later, not what was read before", () =>
    expect(
      live(`function f(x, y) { let a = x + 1, b = 2; $call(op, 1); log(a); $call(op, 2); log(b, y); $call(op, 3); }`),
    ).toEqual(["2: y a b", "4: y b", "6: "]));
  test("the target of the call is not live, even if it is an operand", () =>
    expect(live(`function f(x) { x = $call(op, x); return x; }`)).toEqual(["2: "]));
  test("assigned before it is read", () =>
    expect(live(`function f(x) { let a = 1; $call(op, a); a = x; log(a); }`)).toEqual(["2: x"]));
  test("assigned on all branches, or on one", () =>
    expect(
      live(`function f(x) {
        let a = 1, b = 2;
        $call(op, 1);
        if (x) { a = 1; b = 1; } else { a = 2; }
        log(a, b);
      }`),
    ).toEqual(["2: x b"]));
  test("what the next round of a loop reads", () =>
    expect(
      live(`function f(x) {
        let n = 0, only = 5, fresh = 0;
        while (n < x) { fresh = n; log(fresh); $call(op, n); n++; }
        return only;
      }`),
    ).toEqual(["2: x n only"]));
  test("what two nested loops carry", () =>
    expect(
      live(`function f(x) {
        let s = 0;
        for (let i = 0; i < x; i++) { let t = 0; for (let j = 0; j < i; j++) { t = $call(op, s); log(t); } s = i; }
      }`),
    ).toEqual(["2: x s i j"]));
  test("a leap goes where its target is", () =>
    expect(
      live(`function f(x) {
        let a = 1, b = 2;
        outer: for (;;) { for (;;) { $call(op, 1); if (x) break outer; if (a) continue outer; } b = 3; }
        return b;
      }`),
    ).toEqual(["2: x a b"]));
  test("a switch falls through", () =>
    expect(
      live(`function f(x) {
        let a = 1, b = 2, c = 3;
        switch (x) { case 1: $call(op, 1); log(a); case 2: log(b); break; default: log(c); }
      }`),
    ).toEqual(["2: a b"]));
  test("what a handler reads is live all through its try, and not behind it", () =>
    expect(
      live(`function f(x) {
        let a = 1, b = 2, e;
        try { $call(op, 1); a = 3; $call(op, 2); } catch (e) { log(a, e); }
        $call(op, 3);
        return b;
      }`),
    ).toEqual(["3: a b", "5: a b", "6: b"]));
  test("the target of a call, when a handler reads what it was before", () =>
    expect(live(`function f() { let a = 1, e; try { a = $call(op, 1); } catch (e) { log(a); } }`)).toEqual(["3: a"]));
  test("a finalizer reads", () =>
    expect(
      live(`function f(x) { let a = 1, b = 2; $call(op, 1); try { if (x) return; a = 4; } finally { log(a, b); } }`),
    ).toEqual(["2: x a b"]));
  test("functions written inside use what they mention", () =>
    expect(live(`function f(x) { const a = 1, b = 2; $call(op, b); return () => (q) => a + x + q; }`)).toEqual([
      "2: x a",
    ]));
  test("what was never assigned is still undefined, and needs no place", () =>
    expect(
      live(`function f(x) {
        let e, t = 0;
        $call(op, 1);
        try { $call(op, 2); } catch (e) { t = 1; var r = e; }
        $call(op, 3);
        if (t === 1) throw r;
      }`),
    ).toEqual(["2: t", "5: t", "6: t r"]));
  test("assignments in expressions: order of evaluation, short circuits, patterns", () => {
    const after = (expression: string) => live(`function f(a, b) { $call(op, 1); ${expression}; log(a); }`)[0];
    expect(after("a = 1")).toBe("2: ");
    expect(after("log(a = b)")).toBe("2: b");
    expect(after("b.p = a = 1")).toBe("2: b");
    expect(after("log(a, a = 1)")).toBe("2: a");
    expect(after("a += 1")).toBe("2: a");
    expect(after("a++")).toBe("2: a");
    expect(after("b && (a = 1)")).toBe("2: a b");
    expect(after("b ? (a = 1) : (a = 2)")).toBe("2: a b");
    expect(after("a ??= 1")).toBe("2: a");
    expect(after("b?.m(a = 1)")).toBe("2: a b");
    expect(after("[a] = b")).toBe("2: b");
    expect(after("({ p: a } = b)")).toBe("2: b");
    expect(after("({ p: a = 3 } = b)")).toBe("2: b");
    expect(after("({ [b]: a } = log())")).toBe("2: b");
    expect(after("({ p: b.q } = (a = 1))")).toBe("2: b");
    expect(after("for (a of b) log(a)")).toBe("2: a b");
  });
});

describe("numbers", () => {
  test("in order of appearance, odd inside the body of a try that catches", () =>
    expect(
      live(`function f() {
        let e, e2;
        $call(op);
        try { $call(op); try { $call(op); } catch (e) { $call(op); } } catch (e2) { $call(op); }
        return $call(op);
      }`).map((text) => parseInt(text)),
    ).toEqual([2, 5, 7, 9, 10]));
});

describe("slots", () => {
  test("each variable keeps one; those that never meet share one", () => {
    const fn = normalForm(`function f(x) {
      const a = $call(op, 1); $call(op, 2); log(a);
      const b = $call(op, 3); $call(op, 4); log(b, x);
    }`);
    const { slotOf, slots } = layoutOf(fn, context);
    expect([...slotOf].map(([local, slot]) => `${local.name}${slot}`)).toEqual(["x0", "a1", "b1"]);
    expect(slots).toBe(2);
  });
  test("the array of a function with many locals is filled in place", () => {
    const names = [..."abcdefghi"];
    const source = `function f() { let ${names.map((n, i) => `${n} = ${i}`).join(", ")}; for (;;) { c += $call(op); log(${names.join(", ")}); if (c > 9) return; } }`;
    const { machine } = emit(normalForm(source.replace("c += $call(op)", "const t = $call(op); c += t")));
    expect(machine).toContain("let $slots = $frame.a, a = $slots[0]");
    expect(machine).toContain("$slots[2] = c;");
    expect(machine).not.toContain("$slots[1] = b");
  });
});

describe("contents", () => {
  const kept = (source: string, args: readonly unknown[]) =>
    green(source)(args, suspend).frames.map((chain) => chain.map(({ point, slots }) => [point, ...slots]));

  test("the values at the time of suspension, refilled at each", () =>
    expect(kept(`function f(x) { let n = 10; while (n < x) { $call(op, n); n++; } }`, [13])).toEqual([
      [[2, 13, 10]],
      [[2, 13, 11]],
      [[2, 13, 12]],
    ]));
  test("dead objects are let go", () =>
    expect(
      kept(`function f(x) { const big = ["big"]; $call(op, 1); log(big); $call(op, 2); $call(op, 3); return x; }`, [7]),
    ).toEqual([[[2, 7, ["big"]]], [[4, 7, undefined]], [[6, 7, undefined]]]));
  test("callers first suspend in the fast version, then stay as they are", () =>
    expect(
      kept(
        `
function f(x) { const a = $call(g, x); return a + x; }
function g(y) { $call(op, y); $call(op, y + 1); return y; }`,
        [5],
      ),
    ).toEqual([
      [
        [2, 5],
        [2, 5],
      ],
      [
        [4, 5],
        [2, 5],
      ],
    ]));
  test("a call in tail position leaves no frame", () =>
    expect(
      kept(
        `
function f(x) { log(x); return $call(g, x); }
function g(y) { const a = $call(op, y); return a; }`,
        [5],
      ),
    ).toEqual([[[2]]]));
});

describe("refilling", () => {
  const machine = (source: string) => emit(normalForm(source)).machine;

  test("only what may have changed", () => {
    const text = machine(`function f(x, y) { let n = 0, k = 1; while (n < x) { $call(op, n); n++; log(k, y); } }`);
    expect(text.match(/\$frame\.\w+ = /g)).toEqual(["$frame.c = "]);
  });
  test("the point only if the frame may stand at another", () => {
    expect(machine(`function f(x) { for (;;) $call(op, x); }`)).not.toMatch(/\$frame\.point = /);
    expect(machine(`function f(x) { for (;;) { $call(op, x); $call(op, 2); } }`)).toContain("$frame.point = 4");
  });
});

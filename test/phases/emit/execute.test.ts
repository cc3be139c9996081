/** Both versions of a function do what its source does, wherever it suspends. */
import { describe, expect, test } from "vitest";
import { green, plain, type Step } from "./run.js";

const steps: readonly Step[] = ["return", "suspend", "suspend-throw", "throw"];

/** Every script for the first `depth` calls; later calls take turns. */
function* scripts(depth: number): Generator<(n: number) => Step> {
  for (let code = 0; code < steps.length ** depth; code++) {
    yield (n) =>
      n > depth ? steps[(code + n) % 2]! : steps[Math.floor(code / steps.length ** (n - 1)) % steps.length]!;
  }
}

function same(source: string, args: readonly unknown[] = [3], depth = 4): void {
  const original = plain(source);
  const compiled = green(source);
  let suspensions = 0;
  for (const script of scripts(depth)) {
    const { log, frames } = compiled(args, script);
    expect(log).toEqual(original(args, script).log);
    suspensions += frames.length;
  }
  expect(suspensions).toBeGreaterThan(0);
}

describe("straight line", () => {
  test("values arrive where they belong", () =>
    same(`function f(x) { let a = $call(op, x); let b = $call(op, a, x); $call(op, b); log(a, b, x); return a + b; }`));
  test("tail call", () => same(`function f(x) { $call(op, x); return $call(op, x, 1); }`));
  test("nothing but a tail call", () => same(`function f(x) { return $call(op, x); }`));
  test("falls off the end", () => same(`function f(x) { $call(op, x); log("end"); }`));
  test("throw after a suspension", () => same(`function f(x) { const a = $call(op, x); throw "x" + a; }`));
  test("through several functions", () =>
    same(`
function f(x) { const a = $call(g, x); log(a); const b = $call(g, a); return a + b; }
function g(y) { const c = $call(op, y); log(c); return $call(h, c); }
function h(z) { let d; try { d = $call(op, z, 1); } catch (e) { log("h", e); d = 7; } return d * 2; }`));
  test("dynamic calls", () =>
    same(
      `function f(x) { const o = { m: op }; const g = op; let a = $callValue(g, x); let b = $callMethod(o.m, o, a); return $callValue(log, a, b); }`,
    ));
});

describe("a callee that is no function", () => {
  const last = (source: string) => green(source)([undefined], () => "suspend").log.at(-1);

  test("is an error in the language's own words, in either version, and can be caught", () => {
    expect(last(`function f(x) { return $callValue(x, 1); }`)).toEqual(["throws", "TypeError: x is not a function"]);
    expect(
      last(`function f(x) { $call(op, 1); const o = { m: 5 }; const a = $callMethod(o.m, o, 1); return a; }`),
    ).toEqual(["throws", "TypeError: o.m is not a function"]);
    expect(
      last(
        `function f(x) { let e, r = 0; $call(op, 1); try { r = $callValue(x, () => r); } catch (e) { r = e.message; } return r; }`,
      ),
    ).toEqual(["returns", "x is not a function"]);
  });
});

describe("if", () => {
  test("in either branch, and in both", () =>
    same(`function f(x) {
      let a = $call(op, x), b = 0;
      if (a % 2 === 1) { b = $call(op, "odd"); } else { log("even"); }
      if (b > 1) log("more"); else b = $call(op, "less");
      if (x) { b += a; const c = $call(op, b); log(c); } else { const d = $call(op, a); log(d); }
      return b;
    }`));
  test("with returns inside", () =>
    same(
      `function f(x) { const a = $call(op, x); if (a === 1) { const b = $call(op, 1); return b; } if (a === 2) return "two"; $call(op, 3); return a; }`,
    ));
});

describe("loops", () => {
  test("while", () =>
    same(`function f(x) { let n = 0; while (n < x) { const t = $call(op, n); n += t; } return n; }`, [6]));
  test("while, several points", () =>
    same(
      `function f(x) { let n = 0; while (n < x) { $call(op, "a", n); n++; $call(op, "b", n); log(n); $call(op, "c", n); } return n; }`,
    ));
  test("for with break and continue", () =>
    same(
      `function f(x) {
      let s = 0;
      for (let i = 0; i < x; i++) {
        const t = $call(op, i);
        if (t === 2) continue;
        if (t === 4) break;
        s += t;
        log(i, s);
      }
      return s;
    }`,
      [6],
    ));
  test("do while, with continue to its test", () =>
    same(
      `function f(x) { let n = 0; do { n++; const t = $call(op, n); if (t === 2) continue; if (t === 5) break; log(n, t); } while (n < x); return n; }`,
      [5],
    ));
  test("update that suspends", () =>
    same(
      `function f(x) { let n = 0; for (; n < x; n = $call(op, n)) { if (n === 1) continue; log(n); } return n; }`,
      [4],
    ));
  test("endless, left by break and return", () =>
    same(
      `function f(x) { let n = 0; for (;;) { n++; const t = $call(op, n); if (t > 3) break; if (n > x) return "long"; } return n; }`,
      [5],
    ));
  test("nested, leaps to both", () =>
    same(
      `function f(x) {
      let s = 0;
      outer: for (let i = 0; i < x; i++) {
        for (let j = 0; j < x; j++) {
          const t = $call(op, i, j);
          if (t === 2) continue outer;
          if (t === 3) continue;
          if (t === 6) break outer;
          if (t === 5) break;
          s += t;
        }
        log(i, s);
      }
      return s;
    }`,
      [3],
    ));
  test("nested, suspending in both", () =>
    same(
      `function f(x) {
      let s = 0;
      outer: for (let i = 0; i < x; i++) {
        const a = $call(op, "outer", i);
        for (let j = 0; j < x; j++) {
          s += a;
          const t = $call(op, "inner", j);
          if (t === 4) continue outer;
          if (t === 7) break outer;
        }
        const b = $call(op, "after", i);
        if (b === 5) continue;
        log(i, s);
      }
      return s;
    }`,
      [2],
    ));
  test("a loop that is entered in two places", () =>
    same(
      `function f(x) { let i = 0, j = 0; while (i < x) { while (j < x) { const t = $call(op, i, j); if (t % 3 === 2) break; j++; } log("after", i, j); i++; j = 0; } return i; }`,
      [3],
    ));
  test("loop without suspension between points stays whole, with leaps out of it", () =>
    same(
      `function f(x) {
      let s = 0;
      outer: for (let i = 0; i < x; i++) {
        const a = $call(op, i);
        for (let j = 0; j < 5; j++) {
          if (j === a) continue outer;
          if (j + a === 7) break outer;
          if (a === 9) return "nine";
          s += j;
        }
        log("whole", s);
      }
      return s;
    }`,
      [5],
    ));
});

describe("labelled blocks", () => {
  test("left from inside", () =>
    same(`function f(x) {
      let a = 0;
      block: {
        a = $call(op, x);
        if (a === 1) break block;
        inner: { a = $call(op, a); if (a === 2) break inner; if (a === 3) break block; log("inner"); }
        a = $call(op, a);
        log("end of block");
      }
      $call(op, a);
      return a;
    }`));
});

describe("switch", () => {
  const source = `function f(x) {
    let r = "";
    for (let i = 0; i < 5; i++) {
      switch (i) {
        case x: r += "x";
        case 1: r += $call(op, "one"); break;
        case 2: r += "2";
        default: r += $call(op, "default"); continue;
        case 3: r += "3";
        case 4: if (i === 4) { const t = $call(op, "four"); if (t > 3) return r; }
      }
      log(i, r);
    }
    return r;
  }`
    .replace(/r \+= \$call\((.*?)\)/g, "const t$1 = $call($1); r += t$1")
    .replace(/t(op, "(\w+)")/g, "t$2");
  test("fall-through, default in the middle, leaps out", () => same(source, [0]));
  test("no case matches", () =>
    same(
      `function f(x) { let a = $call(op, x); switch (a) { case 7: $call(op, 7); break; case 8: log(8); } $call(op, a); return a; }`,
    ));
  test("without suspension inside, with leaps to a loop that has some", () =>
    same(
      `function f(x) { let n = 0; loop: for (;;) { const t = $call(op, n); switch (t) { case 1: n += 10; case 2: n++; continue; case 4: break loop; default: n += 2; break; } log(n); } return n; }`,
    ));
  test("several cases with one body", () =>
    same(
      `function f(x) { let n = 0; for (let i = 0; i < 4; i++) { switch (i) { case 0: case 1: case 2: n += i; const t = $call(op, n); log(t); break; case 3: } } return n; }`,
    ));
});

describe("try", () => {
  test("catches what the call throws, at once or later", () =>
    same(
      `function f(x) { let r; try { log("before"); r = $call(op, x); log("after", r); if (r === 1) throw "mine"; } catch (e) { log("caught", e); r = -1; } const s = $call(op, r); return s; }`,
    ));
  test("suspends in the handler", () =>
    same(
      `function f(x) { let r = 0; try { r = $call(op, x); throw "a" + r; } catch (e) { const t = $call(op, e); log(e, t, r); } return r; }`,
    ));
  test("suspends only in the handler", () =>
    same(
      `function f(x) { let r = $call(op, x); for (let i = 0; i < 2; i++) { try { log(i); if (i === 1) continue; if (r !== 2) throw i; } catch (e) { const t = $call(op, e); log(e, t); if (t === 2) break; } log("behind"); } return r; }`,
    ));
  test("nested", () =>
    same(`function f(x) {
      let r = 0;
      try {
        r = $call(op, "a");
        try {
          r = $call(op, "b", r);
          if (r === 2) throw "inner";
          $call(op, "c");
        } catch (e) {
          log("inner", e, r);
          r = $call(op, "d", e);
          if (r === 3) throw "from handler";
        }
        log("between", r);
        r = $call(op, "e");
      } catch (e2) {
        log("outer", e2, r);
        r = $call(op, "f");
      }
      return $call(op, "g", r);
    }`));
  test("in loops, left by leaps", () =>
    same(`function f(x) {
      let n = 0;
      outer: for (let i = 0; i < x; i++) {
        try {
          const a = $call(op, i);
          if (a === 1) continue;
          if (a === 3) break;
          for (;;) { const b = $call(op, "b", n); n++; if (b === 4) continue outer; if (b > 4) break; }
          if (n > 3) return "done";
        } catch (e) {
          log("caught", e);
          if (e === "error 2") continue;
          n = $call(op, "c");
        }
        log("end", i);
      }
      $call(op, "last");
      return n;
    }`));
  test("a loop inside, another behind", () =>
    same(
      `function f(x) { let n = 0; try { while (n < x) { const t = $call(op, n); n += t; } } catch (e) { log(e, n); n = 10; } while (n < 13) { const u = $call(op, n); n += u; } return n; }`,
    ));
  test("a handler keeps the value its variable had before the call", () =>
    same(
      `function f(x) { let a = "old"; try { a = $call(op, x); a = $call(op, a); log(a); } catch (e) { log("caught", e, a); } return a; }`,
    ));
  test("native try and finally between points", () =>
    same(`function f(x) {
      let n = 0;
      for (let i = 0; i < 3; i++) {
        const t = $call(op, i);
        try { if (t === 1) return n; if (t === 3) throw "x"; n++; } catch (e) { log(e); if (i === 2) return i; } finally { log("finally", i, n); n += 10; }
        log("end", i);
      }
      return n;
    }`));
  test("error from code between points inside a region, after a suspension", () =>
    same(
      `function f(x) { let n = 0; try { $call(op, 1); n = 1; null1(); n = 2; } catch (e) { log(n, typeof e); } function1: { try { $call(op, 2); n = 3; } catch (e1) { n = 4; break function1; } log("no error"); } return n; }`,
    ));
});

describe("many locals", () => {
  test("more than a frame class has", () =>
    same(`function f(x) {
      let a = 1, b = 2, c = 3, d = 4, e = 5, g = 6, h = 7, i = 8, j = 9, k = 10;
      const t = $call(op, x);
      a += t; d += t;
      const u = $call(op, a, b, c);
      k += u;
      log(a, b, c, d, e, g, h, i, j, k);
      for (let l = 0; l < 2; l++) { const v = $call(op, l); b += v; j += v; }
      return [a, b, c, d, e, g, h, i, j, k, t, u];
    }`));
});

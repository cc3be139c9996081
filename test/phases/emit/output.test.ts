/** What the output looks like, where that matters: few jumps, no needless labels, each thing written once. */
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { emitFast } from "../../../transformer/4-emit/fast/index.js";
import { emitMachine } from "../../../transformer/4-emit/machine/index.js";
import { context, normalForm } from "./normalise.js";

const printer = ts.createPrinter();

function print(source: string, version: "fast" | "machine"): string {
  const fn = normalForm(source);
  const id = (name: string) => ts.factory.createIdentifier(name);
  const nodes = version === "fast" ? emitFast(fn, context, id("m")) : [emitMachine(fn, context, id("m"), id("d"))];
  return nodes.map((n) => printer.printNode(ts.EmitHint.Unspecified, n, fn.source.getSourceFile())).join("\n");
}

const lines = (text: string) => text.trim().replace(/^ {6}/gm, "");

describe("fast version", () => {
  test("plain break and continue, no label", () =>
    expect(
      print(
        `function f(x) { while (x) { const t = $call(op, x); if (t === 1) continue; if (t === 2) break; log(t); } }`,
        "fast",
      ),
    ).toBe(
      lines(`
      let t;
      while (x) {
          t = op$entry(x);
          if ($.suspending > 0)
              return t.$caller = new $F1(m, 2, x);
          if (t === 1)
              continue;
          if (t === 2)
              break;
          log(t);
      }`),
    ));
  test("a label where a leap crosses a loop, none where it leads to the end anyway", () => {
    const text = print(
      `function f(x) {
        outer: for (;;) { inner: for (;;) { $call(op, x); if (x) continue outer; if (x > 1) { log(1); continue inner; } else { continue inner; } } }
      }`,
      "fast",
    );
    expect(text).toContain("outer: for");
    expect(text).toContain("continue outer;");
    expect(text).not.toContain("inner");
  });
  test("an update that is no expression stands behind the body", () =>
    expect(print(`function f(x) { for (; x; x = $call(op, x)) { if (x > 1) continue; log(x); } }`, "fast")).toBe(
      lines(`
      while (x) {
          loop1$body: {
              if (x > 1)
                  break loop1$body;
              log(x);
          }
          x = op$entry(x);
          if ($.suspending > 0)
              return x.$caller = new $F0(m, 2);
      }`),
    ));
});

describe("dynamic calls", () => {
  const call = (args: string) => print(`function f(g, o) { $callMethod(g, o, ${args}); return 1; }`, "fast");

  test("one call per kind of callee, so that each keeps to one target", () =>
    expect(call("o.n - 1, 2")).toContain(
      `typeof g !== "function" ? $notFunction(g, "g") : ($entry = g[$ENTRY]) !== undefined ? $entry.call(o, o.n - 1, 2) : g.call(o, o.n - 1, 2);`,
    ));
  test("arguments that are long, or make functions, are written once", () => {
    expect(call("() => o")).toContain(`(g[$ENTRY] ?? g).call(o, () => o)`);
    expect(call(`[${"1, ".repeat(20)}]`).match(/1, 1, 1/g)).toHaveLength(6);
    expect(call("() => o")).not.toContain("$entry");
  });
});

describe("machine", () => {
  test("a loop around one point needs no dispatch, and stores only what changes", () =>
    expect(print(`function f(x) { let n = 0; while (n < x) { n += 1; $call(op, n); } return n; }`, "machine")).toBe(
      lines(`
      function m($frame, $value) {
          let x = $frame.a, n = $frame.b;
          if ($value === $)
              return d;
          for (;;) {
              if (!(n < x))
                  return n;
              n += 1;
              $value = op$entry(n);
              if ($.suspending > 0) {
                  if ($.suspending > 7)
                      $value.$caller = $frame;
                  $frame.b = n;
                  return $;
              }
              $frame.resume;
          }
      }`),
    ));
  test("points in a row fall into one another, without a loop", () =>
    expect(print(`function f(x) { $call(op, 1); $call(op, 2); return x; }`, "machine")).toBe(
      lines(`
      function m($frame, $value) {
          let x = $frame.a;
          switch ($frame.point) {
              case 2:
                  $value = op$entry(2);
                  if ($.suspending > 0) {
                      if ($.suspending > 7)
                          $value.$caller = $frame;
                      $frame.point = 4;
                      return $;
                  }
              case 4: return x;
              default: return d;
          }
      }`),
    ));
  test("code that only runs before the first suspension is left out", () => {
    const text = print(`function f(x) { log("start"); $call(op, x); log("end"); }`, "machine");
    expect(text).toContain(`log("end")`);
    expect(text).not.toContain("start");
  });
  test("a loop without suspension point stays a loop, with leaps to the outside", () => {
    const text = print(
      `function f(x) { outer: for (;;) { $call(op, x); for (let i = 0; i < 9; i++) { if (i === x) continue outer; if (i > x) return i; log(i); } log("whole"); } }`,
      "machine",
    );
    expect(text).toMatch(/for \(; i < 9; i\+\+\) \{/);
    expect(text).not.toContain("$point");
  });
  test("a machine with a loop of its own is too long to be inlined into the run loop; others are not", () => {
    const loop = print(`function f(x) { for (;;) { $call(op, x); while (x > 3) x--; } }`, "machine");
    expect(loop).toMatch(/if \(\$value === \$\) \{\n\s*\[\$value, .*\] = \[\];\n\s*return d;/);
    expect(print(`function f(x) { while (x) { $call(op, x); x--; } }`, "machine")).not.toContain("= [];");
    expect(print(`function f(x) { $call(op, x); log(() => { for (;;); }); }`, "machine")).not.toContain("= [];");
  });
  test("no try where none is needed, one where one is", () => {
    expect(print(`function f(x) { $call(op, 1); try { log(x); } finally { log(2); } }`, "machine")).not.toContain(
      "$handler",
    );
    const text = print(
      `function f(x) { let e, e1; try { $call(op, 1); try { $call(op, 2); } catch (e) { log(e); } } catch (e1) { log(e1); } }`,
      "machine",
    );
    expect(text.match(/try \{/g)).toHaveLength(1);
  });
  test("comments stay in the fast version", () => {
    const source = `function f(x) {\n  $call(op, x);\n  // why it is logged\n  log(x);\n}`;
    expect(print(source, "fast")).toContain("// why it is logged");
    expect(print(source, "machine")).not.toContain("why");
  });
});

test("a call keeps its place in the source map, in both versions", () => {
  const source = `function f(x) { for (;;) { $call(op, x); log(x); } }`;
  const fn = normalForm(source);
  const id = (name: string) => ts.factory.createIdentifier(name);
  const places: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)) {
      const { pos, end } = ts.getSourceMapRange(node);
      if (ts.isCallExpression(node.expression.right)) places.push(source.slice(pos, end).trim());
    }
    ts.forEachChild(node, visit);
  };
  emitFast(fn, context, id("m")).forEach(visit);
  visit(emitMachine(fn, context, id("m"), id("d")));
  expect(places).toEqual(["$call(op, x)", "$call(op, x)"]);
});

/** `g.frames`, and stacks of errors that crossed suspended frames. */
import { afterEach, expect, test } from "vitest";
import { sourceName } from "../../runtime/stacks.js";
import { call, expectIdle, getcurrent, green, Greenlet, switchTo, trackContexts, unhandled } from "./handwritten.js";

const main = getcurrent();
afterEach(expectIdle);

const inner = green(function* inner() {
  yield switchTo(main);
}, 11);
const middle = unhandled(inner, "middle", 22);
const outer = green(function* outer() {
  return yield call(middle);
}, 33);

test("frames of a suspended greenlet, innermost first", () => {
  const target = new Greenlet(outer);
  expect(target.frames).toEqual([]);
  target.switch();
  expect(target.frames).toEqual([
    { functionName: "inner", fileName: "inner.ts", lineNumber: 11, columnNumber: 7 },
    { functionName: "middle", fileName: "middle.ts", lineNumber: 22, columnNumber: 3 },
    { functionName: "outer", fileName: "outer.ts", lineNumber: 33, columnNumber: 7 },
  ]);
  target.throw();
  expect(target.frames).toEqual([]);
  expect(main.frames).toEqual([]);
});

test("at any depth, and none while it runs", () => {
  let body: any = inner;
  for (let i = 0; i < 1000; i++) body = unhandled(body, `f${i}`, i + 1);
  const target = new Greenlet(
    green(function* () {
      yield call(body);
      expect(target.frames).toEqual([]);
    }),
  );
  target.switch();
  expect(target.frames.length).toBe(1002);
  expect(target.frames[500]).toMatchObject({ functionName: "f499", lineNumber: 500 });
  target.switch();
});

test("what the compiler calls its functions is no name of the source", () => {
  const names = ["f$entry", "Q.go$entry_1", "F1.anonymous$machine_21 [as resume]", "$$machine", "machine", "f$other"];
  expect(names.map(sourceName)).toEqual(["f", "go", "anonymous", "$", "machine", "f$other"]);
});

test("an error that crosses suspended frames lists them", () => {
  const failing = green(function* failing() {
    yield switchTo(main);
    throw new Error("boo");
  }, 5);
  const target = new Greenlet(unhandled(unhandled(failing, "second", 6), "third", 7));
  target.switch();
  let error!: Error;
  (function resumer() {
    try {
      target.switch();
    } catch (e) {
      error = e as Error;
    }
  })();
  const lines = error.stack!.split("\n").map((line) => line.trim());
  expect(lines[0]).toBe("Error: boo");
  expect(lines[1]).toMatch(/^at (?:Generator\.)?failing/);
  const at = lines.indexOf("at second (second.ts:6:3)");
  expect(at).toBeGreaterThan(1);
  expect(lines[at + 1]).toBe("at third (third.ts:7:3)");
  expect(lines.slice(at + 2).join()).toContain("resumer");
  expect(error.stack).not.toContain("runFrames");
  expect(Object.keys(error)).toEqual([]);
  error.stack = "mine";
  expect(error.stack).toBe("mine");
});

test.each(["from main", "in a run loop", "in a run loop, to its end", "with contexts"])(
  "the run loop itself is not in the stack: %s",
  (way) => {
    const failing = green(function* failing() {
      if (!way.endsWith("end")) yield switchTo(getcurrent().parent!);
      throw new Error("boo");
    }, 5);
    const attempt = green(function* attempt() {
      const target = new Greenlet(unhandled(unhandled(failing, "second", 6), "third", 7));
      if (!way.endsWith("end")) yield switchTo(target);
      yield switchTo(target);
    });
    if (way === "with contexts") trackContexts();
    let error!: Error;
    try {
      if (way.startsWith("from")) {
        const target = new Greenlet(unhandled(failing, "second", 6));
        target.switch();
        target.switch();
      } else new Greenlet(unhandled(attempt, "first", 8)).switch();
    } catch (e) {
      error = e as Error;
    } finally {
      trackContexts(false);
    }
    expect(error.message).toBe("boo");
    expect(error.stack).toMatch(/failing/);
    expect(error.stack).not.toMatch(/runtime\/(?:runLoop|lifecycle|transfer|native|context)\b/);
  },
);

test("an error that is thrown in lists the frames it is raised in, and those of parents", () => {
  const parent = new Greenlet(outer);
  parent.switch();
  const child = new Greenlet(unhandled(inner, "child", 44), parent);
  child.switch();
  const error = new Error("boo", { cause: "the cause" });
  expect(() => child.throw(error)).toThrow(error);
  const listed = error.stack!.split("\n").flatMap((line) => /at (\w+) \(\w+\.ts:\d+:\d+\)$/.exec(line)?.[1] ?? []);
  expect(listed).toEqual(["inner", "child", "inner", "middle", "outer"]);
  expect(error.cause).toBe("the cause");
});

test("an error that crosses nothing is left alone, and so is what has no stack of its own", () => {
  const error = new Error("boo");
  const before = error.stack;
  expect(() =>
    new Greenlet(() => {
      throw error;
    }).switch(),
  ).toThrow(error);
  expect(error.stack).toBe(before);

  for (const thrown of [Object.freeze(new Error("frozen")), "text", { stack: 1 }]) {
    const target = new Greenlet(outer);
    target.switch();
    let got: unknown;
    try {
      target.throw(thrown);
    } catch (e) {
      got = e;
    }
    expect(got).toBe(thrown);
  }
});

test("an error that is thrown over and over doesn't grow for ever", () => {
  const error = new Error("boo");
  for (let i = 0; i < 100; i++) {
    const target = new Greenlet(outer);
    target.switch();
    expect(() => target.throw(error)).toThrow(error);
  }
  expect(error.stack!.split("\n").length).toBeLessThan(150);
});

/** `settrace`: order, arguments, tracers that throw and tracers that switch. As Python's greenlet does it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectIdle, getcurrent, gettrace, green, Greenlet, settrace, switchTo } from "./handwritten.js";

const main = getcurrent();
const names = new Map<unknown, string>([[main, "main"]]);
let events: string[] = [];
const record = (event: string, [origin, target]: readonly unknown[]): void => {
  events.push(`${event} ${names.get(origin)} ${names.get(target)}${getcurrent() === target ? "" : " elsewhere"}`);
};
const named = (name: string, run: any): Greenlet => {
  const greenlet = new Greenlet(run);
  names.set(greenlet, name);
  return greenlet;
};

beforeEach(() => {
  events = [];
});
afterEach(() => {
  settrace(null);
  expectIdle();
});

test("every transfer, in the target", () => {
  const g = named(
    "g",
    green(function* () {
      yield switchTo(main);
    }),
  );
  settrace(record);
  g.switch();
  g.switch();
  g.switch();
  expect(events).toEqual(["switch main g", "switch g main", "switch main g", "switch g main", "switch main main"]);
});

test("turned on by a greenlet that then dies of an error", () => {
  const error = new Error("boo");
  const dies = named(
    "dies",
    green(function* () {
      settrace(record);
      throw error;
    }),
  );
  expect(() => dies.switch()).toThrow(error);
  named("next", () => 1).switch();
  expect(events).toEqual(["throw dies main", "switch main next", "switch next main"]);
});

test("errors and exits", () => {
  const error = new Error("boo");
  settrace(record);
  const failing = named("f", () => {
    throw error;
  });
  expect(() => failing.switch()).toThrow(error);
  const killed = named("k", () => {});
  killed.throw();
  expect(() => main.throw(error)).toThrow(error);
  expect(() => failing.throw(error)).toThrow(error);
  failing.throw();
  expect(events).toEqual([
    "switch main f",
    "throw f main",
    "throw main k",
    "switch k main",
    "throw main main",
    "throw main main",
    "switch main main",
  ]);
});

test("the tracer before is returned; anything but a function is refused", () => {
  expect(gettrace()).toBe(null);
  expect(settrace(record)).toBe(null);
  expect(gettrace()).toBe(record);
  expect(() => settrace(42 as any)).toThrow(expect.objectContaining({ code: "ERR_GREENLET_INVALID_CALLBACK" }));
  expect(settrace(null)).toBe(record);
  expect(gettrace()).toBe(null);
});

test("a tracer that throws is removed, and its error is raised in the target", () => {
  const error = new Error("from the tracer");
  const got: unknown[] = [];
  const g = new Greenlet(
    green(function* () {
      try {
        yield switchTo(main);
      } catch (e) {
        got.push(e);
      }
    }),
  );
  g.switch();
  settrace(() => {
    throw error;
  });
  g.switch();
  expect(got).toEqual([error]);
  expect(gettrace()).toBe(null);

  settrace(() => {
    throw error;
  });
  const pending = new Greenlet(() => got.push("ran"));
  expect(() => pending.switch()).toThrow(error);
  expect([pending.dead, got.length]).toEqual([true, 1]);
});

test("a tracer that switches: the target's transfer waits until it is resumed", () => {
  const got: unknown[] = [];
  const helper = named(
    "helper",
    green(function* () {
      for (;;) yield switchTo(main, "from helper");
    }),
  );
  helper.switch();
  const worker = named("worker", (x: unknown) => got.push(x));
  let once = true;
  settrace(
    green(function* (event, transfer) {
      record(event, transfer);
      if (transfer[1] === worker && once) {
        once = false;
        got.push(yield switchTo(helper));
      }
    }),
  );
  expect(worker.switch("argument")).toBe("from helper");
  expect([worker.active, got]).toEqual([true, []]);
  expect(worker.switch("to the tracer")).toBe(2);
  expect(got).toEqual(["to the tracer", "argument"]);
  expect(events.slice(0, 3)).toEqual(["switch main worker", "switch worker helper", "switch helper main"]);
});

test("turned on and off in the middle of nested loops", () => {
  const g = named("g", () => {
    settrace(record);
    new Greenlet(() => {}).switch();
    settrace(null);
    new Greenlet(() => {}).switch();
    settrace(record);
  });
  g.switch();
  expect(events).toEqual(["switch g undefined", "switch undefined g", "switch g main"]);
});

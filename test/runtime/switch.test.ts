/** Switching: who receives what. Each rule is the documentation's, or was tried with Python's greenlet. */
import { afterEach, expect, test } from "vitest";
import {
  call,
  expectIdle,
  getcurrent,
  green,
  Greenlet,
  GreenletError,
  greenlet,
  switchTo,
  unhandled,
} from "./handwritten.js";

const main = getcurrent();
afterEach(expectIdle);

/** Collects what it is sent until that is "end". */
function collector(): { target: InstanceType<typeof Greenlet>; got: unknown[] } {
  const got: unknown[] = [];
  const target = new Greenlet(
    green(function* (...args) {
      got.push(["args", ...args]);
      for (let n = 1; ; n++) {
        const sent: unknown = yield switchTo(main, n);
        got.push(sent);
        if (sent === "end") return "returned";
      }
    }),
  );
  return { target, got };
}

test.each([[[]], [[1]], [[undefined]], [[1, 2]], [[1, 2, 3]]])("the first switch passes arguments: %j", (args) => {
  const { target, got } = collector();
  expect(target.switch(...args)).toBe(1);
  expect(got).toEqual([["args", ...args]]);
  target.switch("end");
});

test("later switches send undefined, the value, or an array of several", () => {
  const { target, got } = collector();
  target.switch();
  expect(target.switch()).toBe(2);
  expect(target.switch("one")).toBe(3);
  expect(target.switch(1, 2)).toBe(4);
  expect(target.switch([3])).toBe(5);
  expect(target.switch("end")).toBe("returned");
  expect(got).toEqual([["args"], undefined, "one", [1, 2], [3], "end"]);
});

test("a switch to a dead greenlet goes to its parent, and on to the first that lives", () => {
  const { target } = collector();
  target.switch();
  target.switch("end");
  expect(target.switch("x")).toBe("x");
  expect(target.switch(1, 2)).toEqual([1, 2]);
  expect(target.switch()).toBe(undefined);

  const child = new Greenlet(() => "child", target);
  expect(child.switch()).toBe("child");
  expect(child.switch("y")).toBe("y");
});

test("a switch to oneself returns at once", () => {
  expect(main.switch("x")).toBe("x");
  expect(main.switch(1, 2)).toEqual([1, 2]);
  expect(main.switch()).toBe(undefined);
  const got: unknown[] = [];
  new Greenlet(
    green(function* () {
      got.push(yield switchTo(getcurrent(), "me"), yield switchTo(getcurrent()), yield switchTo(getcurrent(), 1, 2));
    }),
  ).switch();
  expect(got).toEqual(["me", undefined, [1, 2]]);
});

test("values go between greenlets of any depth", () => {
  const ping: Greenlet = greenlet(
    green(function* () {
      let n = 0;
      while (n < 10) n = yield switchTo(pong, n + 1);
      return n;
    }),
  );
  const pong: Greenlet = greenlet(
    green(function* (n: number) {
      const deep: any = green(function* (depth: number, value: number): any {
        return depth === 0 ? yield switchTo(ping, value) : yield call(deep, depth - 1, value);
      });
      for (;;) n = yield call(deep, n, n + 1);
    }),
  );
  expect(ping.switch()).toBe(10);
  expect(ping.dead).toBe(true);
  expect(pong.active).toBe(true);
});

test("frames without a handler are resumed with values, at any depth", () => {
  const inner = green(function* () {
    return yield switchTo(main, "suspended");
  });
  let body: any = inner;
  for (let i = 0; i < 50; i++) body = unhandled(body, `f${i}`, i);
  const target = new Greenlet(body);
  expect(target.switch()).toBe("suspended");
  expect(target.switch(1)).toBe(51);
});

test("a tail call keeps no frame", () => {
  const target = new Greenlet(main.switch.bind(main) as any);
  // A bound `switch` is native: it nests, and main waits under it.
  expect(() => target.switch("x")).toThrow(GreenletError);
  const inner = green(function* () {
    return yield switchTo(main, "suspended");
  });
  const direct = new Greenlet(inner);
  expect(direct.switch()).toBe("suspended");
  expect(direct.frames.length).toBe(1);
  expect(direct.switch("sent")).toBe("sent");
});

test("plain functions can be run, and switch from nested native code", () => {
  const inner = new Greenlet((x: number) => {
    const nestedOne = new Greenlet((y: number) => y * 2);
    return nestedOne.switch(x) + 1;
  });
  expect(inner.switch(20)).toBe(41);
});

test("getcurrent in nested run loops, timers and after await", async () => {
  const seen: unknown[] = [];
  const worker = new Greenlet(
    green(function* () {
      seen.push(getcurrent() === worker);
      [1].forEach(() => {
        const other: Greenlet = new Greenlet(() => void seen.push(getcurrent() === other));
        other.switch();
        seen.push(getcurrent() === worker);
      });
      setTimeout(() => seen.push(getcurrent() === main));
      void Promise.resolve().then(() => seen.push(getcurrent() === main));
      yield switchTo(main);
    }),
  );
  worker.switch();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen).toEqual([true, true, true, true, true]);
  expect(getcurrent()).toBe(main);
});

test("methods of Greenlet refuse anything else", () => {
  for (const what of [undefined, null, 1, "text", {}, () => {}]) {
    for (const method of ["switch", "throw", "toString"] as const) {
      expect(() => Greenlet.prototype[method].call(what as any)).toThrow(
        expect.objectContaining({ code: "ERR_GREENLET_INVALID_THIS" }),
      );
    }
  }
});

test("a stack that overflows leaves the runtime in order", () => {
  const forever: any = green(function* (): any {
    return yield call(forever);
  });
  expect(() => new Greenlet(forever).switch()).toThrow(RangeError);
  const nest = (): any => new Greenlet(nest).switch();
  expect(nest).toThrow(RangeError);
  const nestGreen: any = green(function* (): any {
    return nestGreen();
  });
  expect(nestGreen).toThrow(RangeError);
});

/** `throw`, death and GreenletExit. */
import { afterEach, expect, test } from "vitest";
import {
  call,
  expectIdle,
  getcurrent,
  green,
  Greenlet,
  GreenletExit,
  send,
  switchTo,
  unhandled,
  type Call,
} from "./handwritten.js";

const main = getcurrent();
afterEach(expectIdle);

/** Suspends; on an error it notes it and does what `then` says. */
function catching(got: unknown[], then: (error: unknown) => Generator<Call, unknown, unknown>): Greenlet {
  return new Greenlet(
    green(function* () {
      try {
        return yield switchTo(main, "ready");
      } catch (error) {
        got.push(error);
        return yield* then(error);
      }
    }),
  );
}

test("throw raises in the suspended switch, and what is raised can be anything", () => {
  for (const error of [new Error("boo"), "text", undefined, null, 0, { a: 1 }]) {
    const got: unknown[] = [];
    const target = catching(got, function* () {
      return "handled";
    });
    expect(target.switch()).toBe("ready");
    expect(target.throw(error)).toBe("handled");
    expect(got).toEqual([error]);
    expect(target.dead).toBe(true);
  }
});

test("an error class is made into an error", () => {
  class Own extends Error {}
  const got: any[] = [];
  for (const args of [[], [Own], [Own, "message"], [Error], [GreenletExit]] as any[][]) {
    const target = catching(got, function* () {
      return 1;
    });
    target.switch();
    target.throw(...args);
  }
  expect(got.map((error) => [error.constructor, error.message])).toEqual([
    [GreenletExit, ""],
    [Own, ""],
    [Own, "message"],
    [Error, ""],
    [GreenletExit, ""],
  ]);
});

test("a function that is no error class is thrown as it is", () => {
  const got: unknown[] = [];
  const target = catching(got, function* () {});
  target.switch();
  const thrown = () => {};
  target.throw(thrown);
  expect(got).toEqual([thrown]);
});

test("an error that is not handled goes to the parent, and up through parents", () => {
  const error = new Error("boo");
  const got: unknown[] = [];
  const parent = catching(got, function* (e) {
    throw e;
  });
  parent.switch();
  const child = new Greenlet(
    green(function* () {
      yield switchTo(main);
    }),
    parent,
  );
  child.switch();
  expect(() => child.throw(error)).toThrow(error);
  expect(got).toEqual([error]);
  expect([child.dead, parent.dead]).toEqual([true, true]);
});

test("GreenletExit is returned to the parent, not raised", () => {
  const target = catching([], function* (e) {
    throw e;
  });
  target.switch();
  expect(target.throw()).toBeInstanceOf(GreenletExit);
  expect(target.dead).toBe(true);
  class MyExit extends GreenletExit {}
  const exit = new MyExit("mine");
  expect(
    new Greenlet(() => {
      throw exit;
    }).switch(),
  ).toBe(exit);
});

test("into a greenlet that was not started: it dies without running", () => {
  let ran = false;
  const make = () => new Greenlet(() => void (ran = true));
  const first = make();
  expect(first.throw()).toBeInstanceOf(GreenletExit);
  const second = make();
  const error = new Error("boo");
  expect(() => second.throw(error)).toThrow(error);
  expect([ran, first.dead, second.dead, first.active]).toEqual([false, true, true, false]);
});

test("into a dead greenlet: the error goes to the parent, an exit is a value", () => {
  const target = new Greenlet(() => 1);
  target.switch();
  const error = new Error("boo");
  expect(() => target.throw(error)).toThrow(error);
  const exit = new GreenletExit();
  expect(target.throw(exit)).toBe(exit);
});

test("into oneself", () => {
  const error = new Error("boo");
  expect(() => main.throw(error)).toThrow(error);
  expect(() => main.throw()).toThrow(GreenletExit);
  const got: unknown[] = [];
  new Greenlet(
    green(function* () {
      try {
        yield send(getcurrent(), "throw", error);
      } catch (e) {
        got.push(e);
      }
    }),
  ).switch();
  expect(got).toEqual([error]);
});

test("a killed greenlet may switch in its finally, and is dead only after that", () => {
  const log: unknown[] = [];
  const target = new Greenlet(
    green(function* () {
      try {
        yield switchTo(main, "ready");
      } finally {
        log.push(yield switchTo(main, "cleaning up"));
      }
    }),
  );
  target.switch();
  expect(target.throw()).toBe("cleaning up");
  expect(target.dead).toBe(false);
  expect(target.switch("go on")).toBeInstanceOf(GreenletExit);
  expect(log).toEqual(["go on"]);
  expect(target.dead).toBe(true);
});

test("frames without a handler are skipped", () => {
  const error = new Error("boo");
  let body: any = green(function* () {
    yield switchTo(main);
  });
  for (let i = 0; i < 100; i++) body = unhandled(body, `f${i}`, i);
  const got: unknown[] = [];
  const target = new Greenlet(
    green(function* () {
      try {
        yield call(body);
      } catch (e) {
        got.push(e);
        return "handled";
      }
    }),
  );
  target.switch();
  expect(target.throw(error)).toBe("handled");
  expect(got).toEqual([error]);
});

test("what a native function throws passes like what a green one throws", () => {
  const error = new Error("boo");
  const got: unknown[] = [];
  const target = new Greenlet(
    green(function* () {
      yield switchTo(main);
      try {
        yield call(() => {
          throw error;
        });
      } catch (e) {
        got.push(e);
      }
      throw error;
    }),
  );
  target.switch();
  expect(() => target.switch()).toThrow(error);
  expect(got).toEqual([error]);
});

test("dispose kills, as a child of whoever disposes", () => {
  const log: string[] = [];
  const elsewhere = new Greenlet(() => log.push("elsewhere"));
  const suspended = new Greenlet(
    green(function* () {
      try {
        yield switchTo(main);
      } finally {
        log.push("finally");
      }
    }),
    elsewhere,
  );
  suspended.switch();
  suspended[Symbol.dispose]();
  expect([suspended.dead, elsewhere.dead, log]).toEqual([true, false, ["finally"]]);
  suspended[Symbol.dispose]();

  const pending = new Greenlet(() => log.push("never"));
  pending[Symbol.dispose]();
  expect([pending.dead, pending.switch("x"), log.length]).toEqual([true, "x", 1]);
  expect(elsewhere.switch()).toBe(2);
});

test("using", () => {
  const log: string[] = [];
  {
    using target = new Greenlet(
      green(function* () {
        try {
          yield switchTo(main);
        } finally {
          log.push("finally");
        }
      }),
    );
    target.switch();
    log.push("end of block");
  }
  expect(log).toEqual(["end of block", "finally"]);
});

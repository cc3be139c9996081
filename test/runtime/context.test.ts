/** One AsyncLocalStorage context per greenlet. */
import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, expectIdle, getcurrent, green, Greenlet, settrace, switchTo, trackContexts } from "./handwritten.js";

const main = getcurrent();
const storage = new AsyncLocalStorage<string>();
let log: unknown[] = [];
/** Notes the store, switches to main, notes it again, and so on. */
const noting = green(function* () {
  for (;;) {
    log.push(storage.getStore());
    if ((yield switchTo(main)) === "end") return storage.getStore();
  }
});

beforeEach(() => {
  log = [];
  trackContexts();
});
afterEach(() => {
  trackContexts(false);
  expectIdle();
});

test("a greenlet lives in the context of its creation", () => {
  const one = storage.run("one", () => new Greenlet(noting));
  const two = storage.run("two", () => new Greenlet(noting));
  storage.run("main", () => {
    one.switch();
    two.switch();
    one.switch();
    two.switch();
    expect(storage.getStore()).toBe("main");
    expect([one.switch("end"), two.switch("end")]).toEqual(["one", "two"]);
    expect(storage.getStore()).toBe("main");
  });
  expect(log).toEqual(["one", "two", "one", "two"]);
  expect(storage.getStore()).toBe(undefined);
});

test("a context that a greenlet enters stays with it", () => {
  const target = new Greenlet(
    green(function* () {
      storage.enterWith("entered");
      yield switchTo(main);
      log.push(storage.getStore());
    }),
  );
  target.switch();
  expect(storage.getStore()).toBe(undefined);
  target.switch();
  expect(log).toEqual(["entered"]);
});

test("from greenlet to greenlet, with errors, many times", () => {
  const make = (name: string): Greenlet =>
    storage.run(
      name,
      () =>
        new Greenlet(
          green(function* (n: number): any {
            for (;;) {
              if (storage.getStore() !== name) log.push([name, storage.getStore()]);
              if (n === 0) throw new Error(name);
              n = yield switchTo(name === "a" ? b : a, n - 1);
            }
          }),
        ),
    );
  const a: Greenlet = make("a");
  const b: Greenlet = make("b");
  expect(() => a.switch(20_000)).toThrow("a");
  expect(log).toEqual([]);
});

test("timers and promises started in a greenlet have its context", async () => {
  const target = storage.run(
    "mine",
    () =>
      new Greenlet(
        green(function* () {
          yield switchTo(main);
          setTimeout(() => log.push(storage.getStore()));
        }),
      ),
  );
  target.switch();
  target.switch();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(log).toEqual(["mine"]);
});

test("context can be read, and set while the greenlet doesn't run", () => {
  const target = new Greenlet(noting);
  target.context = storage.run("other", () => AsyncLocalStorage.snapshot()) as any;
  target.switch();
  expect(target.context!(() => storage.getStore())).toBe("other");
  target.context = null;
  storage.run("of whoever switches", () => target.switch());
  expect(log).toEqual(["other", "of whoever switches"]);
  expect(storage.run("here", () => main.context!)(() => storage.getStore())).toBe("here");
  const code = expect.objectContaining({ code: "ERR_GREENLET_INVALID_CONTEXT" });
  expect(() => (target.context = 1 as any)).toThrow(code);
  expect(() => (main.context = null)).toThrow(code);
  target.throw();
});

test("nested native code has the context of its greenlet", () => {
  const target = storage.run(
    "outer",
    () =>
      new Greenlet(
        green(function* () {
          yield call(() => {
            const inner = storage.run("inner", () => new Greenlet(() => log.push(storage.getStore())));
            inner.switch();
            log.push(storage.getStore());
          });
        }),
      ),
  );
  target.switch();
  expect(log).toEqual(["inner", "outer"]);
});

test("turned on inside a greenlet; together with a tracer", () => {
  trackContexts(false);
  const target = new Greenlet(() => {
    trackContexts();
    const inner = storage.run("inner", () => new Greenlet(() => storage.getStore()));
    return inner.switch();
  });
  expect(target.switch()).toBe("inner");
  settrace((_event, [, to]) => log.push(to === main ? "to main" : storage.getStore()));
  const traced = storage.run("traced", () => new Greenlet(() => 1));
  traced.switch();
  settrace(null);
  expect(log).toEqual(["traced", "to main"]);
});

test("off: a greenlet has no context, and lives in that of whoever switches", () => {
  trackContexts(false);
  const target = storage.run("creation", () => new Greenlet(noting));
  expect(target.context).toBe(null);
  storage.run("switch", () => target.switch());
  expect(log).toEqual(["switch"]);
});

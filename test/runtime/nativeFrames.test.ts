/** Native frames: what nests works; what doesn't is an error before anything changed, and nothing hangs. */
import { afterEach, expect, test } from "vitest";
import {
  call,
  expectIdle,
  getcurrent,
  green,
  Greenlet,
  GreenletError,
  settrace,
  switchTo,
  unhandled,
} from "./handwritten.js";

const main = getcurrent();
afterEach(expectIdle);
const blocked = (): unknown => expect.objectContaining({ code: "ERR_GREENLET_NATIVE_FRAME" });

test("a public function called by native code runs on the current greenlet, in a nested loop", () => {
  const partner: Greenlet = new Greenlet(
    green(function* (value: number): any {
      for (;;) value = yield switchTo(main, value * 2);
    }),
  );
  const double = green<(x: number) => number>(function* (x: number) {
    expect(getcurrent()).toBe(main);
    return (yield switchTo(partner, x)) + 1;
  });
  expect([1, 2, 3].map((x) => double(x))).toEqual([3, 5, 7]);
  expect(JSON.stringify({ toJSON: () => double(10) })).toBe("21");
});

test("properly nested switches work through native code in greenlets", () => {
  const outer = new Greenlet(
    green(function* () {
      return yield call(() =>
        [1, 2, 3].map((x) => {
          const inner: Greenlet = new Greenlet(
            green(function* () {
              const more = yield switchTo(inner.parent!, "half");
              return x * more;
            }),
          );
          expect(inner.switch()).toBe("half");
          return inner.switch(10);
        }),
      );
    }),
  );
  expect(outer.switch()).toEqual([10, 20, 30]);
});

test("errors pass through native frames", () => {
  const error = new Error("boo");
  const failing = green(function* () {
    yield switchTo(new Greenlet((): any => getcurrent().parent!.switch()));
    throw error;
  });
  const target = new Greenlet(() => [1].forEach(failing));
  expect(() => target.switch()).toThrow(GreenletError); // the nested greenlet's native code can't be left
  const simple = green(function* (): any {
    yield call(() => {
      throw error;
    });
  });
  expect(() => new Greenlet(() => [1].forEach(simple)).switch()).toThrow(error);
});

test("a switch over a native frame is refused at the switch, and changes nothing", () => {
  const log: unknown[] = [];
  function inTheWay() {
    try {
      main.switch("over it");
    } catch (error) {
      log.push(error, getcurrent() === worker, worker.active);
      return "still here";
    }
  }
  const worker: Greenlet = new Greenlet(function worker() {
    return inTheWay();
  });
  expect(worker.switch()).toBe("still here");
  expect(log).toEqual([blocked(), true, true]);
  const { message } = log[0] as Error;
  expect(message).toContain("Can't switch to <Greenlet #0 main suspended>");
  expect(message).toMatch(/inTheWay \(.*nativeFrames\.test\.ts.*\), running in <Greenlet #\d+ worker current>/);
  expect(message).toContain("Mark inTheWay");
});

test("the same from green code that native code called", () => {
  const log: unknown[] = [];
  const suspending = green(function* () {
    try {
      yield switchTo(main);
    } catch (error) {
      log.push(error);
      return "handled";
    }
  });
  const worker = new Greenlet(() => [suspending()]);
  expect(worker.switch()).toEqual(["handled"]);
  expect(log).toEqual([blocked()]);

  const deep = unhandled(suspending, "deep", 1);
  expect(new Greenlet(() => deep()).switch()).toBe("handled1");
});

test("a greenlet that ends over a native frame: the one in the way gets the error", () => {
  const log: unknown[] = [];
  const orphan = new Greenlet(() => "result"); // its parent is main, which waits for `worker`
  const worker = new Greenlet(() => {
    try {
      orphan.switch();
    } catch (error) {
      log.push(error, orphan.dead);
    }
    return "done";
  });
  expect(worker.switch()).toBe("done");
  expect(log).toEqual([blocked(), true]);

  const cause = new Error("boo");
  const failing = new Greenlet(() => {
    throw cause;
  });
  const other = new Greenlet(() => {
    try {
      failing.switch();
    } catch (error) {
      return error;
    }
  });
  expect(other.switch()).toMatchObject({ code: "ERR_GREENLET_NATIVE_FRAME", cause });
});

test("a greenlet that returns into a native frame that is not innermost: its value is kept", () => {
  const log: unknown[] = [];
  // main: native code -> F -> worker; worker: native code -> helper -> main's F returns, under worker's native code
  const F = green<() => string>(function* () {
    log.push(yield switchTo(worker));
    return "F's result";
  });
  const worker: Greenlet = new Greenlet(() => {
    const helper = new Greenlet(
      green(function* () {
        yield switchTo(main, "from helper");
      }),
    );
    try {
      helper.switch();
    } catch (error) {
      log.push(error);
    }
    return "worker's result";
  });
  expect(F()).toBe("F's result");
  expect(log).toEqual(["from helper", blocked()]);
});

test("the error of a greenlet that fails into a native frame that is not innermost is kept, too", () => {
  const cause = new Error("boo");
  const F = green<() => string>(function* () {
    yield switchTo(worker);
    throw cause;
  });
  let seen: any;
  const worker: Greenlet = new Greenlet(() => {
    try {
      new Greenlet(
        green(function* () {
          yield switchTo(main);
        }),
      ).switch();
    } catch (error) {
      seen = error;
    }
  });
  expect(F).toThrow(cause);
  expect(seen).toMatchObject({ code: "ERR_GREENLET_NATIVE_FRAME", cause });
});

test("the same while transfers are traced", () => {
  const events: string[] = [];
  settrace((event) => events.push(event));
  try {
    const worker = new Greenlet(() => {
      expect(() => main.switch()).toThrow(GreenletError);
      const inner = new Greenlet((x: number) => x + 1);
      return inner.switch(1);
    });
    expect(worker.switch()).toBe(2);
    expect(events).toEqual(["switch", "switch", "switch", "switch"]);
  } finally {
    settrace(null);
  }
});

test("the state is right at every depth", () => {
  const nest = (n: number): number => {
    if (n === 0) return 0;
    const self = new Greenlet((x: number) => {
      expect(getcurrent()).toBe(self);
      const result = nest(x) + 1;
      expect(getcurrent()).toBe(self);
      return result;
    });
    return self.switch(n - 1);
  };
  expect(nest(50)).toBe(50);
});

test("a refusal in a loop that runs already leaves nothing where it wanted to go", () => {
  const bouncer: Greenlet = new Greenlet(
    green(function* (): any {
      for (;;) yield switchTo(worker);
    }),
  );
  const inNative = green(function* (): any {
    yield switchTo(bouncer); // from here on, a nested loop runs
    try {
      yield switchTo(main, "refused");
    } catch (error) {
      return error;
    }
  });
  const worker: Greenlet = new Greenlet(() => [[1].map(() => inNative())[0], "the end"]);
  expect(worker.switch()).toEqual([blocked(), "the end"]);
  expect(main.frames).toEqual([]);
});

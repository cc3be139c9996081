/** Parents, `run`, and what a greenlet says of itself. */
import { inspect } from "node:util";
import { afterEach, expect, test } from "vitest";
import { closure, ENTRY } from "../../runtime/internal.js";
import { call, expectIdle, getcurrent, green, Greenlet, greenlet, GreenletError, switchTo } from "./handwritten.js";

const main = getcurrent();
afterEach(expectIdle);
const code = (expected: string) => expect.objectContaining({ code: expected, name: "GreenletError" });

test("main", () => {
  expect(main.parent).toBe(null);
  expect([main.dead, main.active, main.run]).toEqual([false, true, undefined]);
  expect(String(main)).toBe("<Greenlet #0 main current>");
  const other = new Greenlet(() => {});
  expect(() => (main.parent = other)).toThrow(code("ERR_GREENLET_INVALID_PARENT"));
  expect(main.parent).toBe(null);
});

test("a function may become green after its greenlet was made", () => {
  const made = green(function* (x: number): any {
    return (yield switchTo(main, x)) + 1;
  });
  const run = (_: number): unknown => "was not green";
  const [early, never] = [new Greenlet(run), new Greenlet((x: number) => x + 2)];
  closure(run, (made as any)[ENTRY]);
  expect([early.run === run, early.switch(5), early.active, early.switch(7), early.dead]).toEqual([
    true,
    5,
    true,
    8,
    true,
  ]);
  expect([never.switch(5), never.dead]).toEqual([7, true]);
});

test("the parent is the greenlet that creates, unless one is given", () => {
  let inner!: Greenlet;
  const outer = new Greenlet(() => (inner = new Greenlet()));
  outer.switch();
  expect(inner.parent).toBe(outer);
  expect(new Greenlet(null, inner).parent).toBe(inner);
  expect(new Greenlet(() => {}, null).parent).toBe(main);
  expect(greenlet(() => {}, inner).parent).toBe(inner);
});

test("a parent must be a Greenlet, and no descendant; refused without a trace", () => {
  const a = new Greenlet();
  const b = new Greenlet(null, a);
  const c = new Greenlet(null, b);
  for (const bad of [1, "x", {}, null, undefined]) {
    expect(() => (c.parent = bad as any)).toThrow(code("ERR_GREENLET_INVALID_PARENT"));
  }
  for (const bad of [1, "x", {}]) {
    expect(() => new Greenlet(() => {}, bad as any)).toThrow(code("ERR_GREENLET_INVALID_PARENT"));
  }
  for (const bad of [a, b, c]) expect(() => (a.parent = bad)).toThrow(code("ERR_GREENLET_PARENT_CYCLE"));
  expect([a.parent, b.parent, c.parent]).toEqual([main, a, b]);
  c.parent = a;
  expect(c.parent).toBe(a);
});

test("a run that gives itself another parent ends there", () => {
  const log: unknown[] = [];
  const heir = new Greenlet(
    green(function* () {
      log.push(yield switchTo(main));
      return "heir";
    }),
  );
  heir.switch();
  const child = new Greenlet(
    green(function* () {
      getcurrent().parent = heir;
      return "from child";
    }),
  );
  expect(child.switch()).toBe("heir");
  expect(log).toEqual(["from child"]);
});

test("a pending parent is started with the result, and its result goes on", () => {
  const parent = new Greenlet((...args: unknown[]) => ["parent", ...args]);
  expect(new Greenlet(() => 1, parent).switch()).toEqual(["parent", 1]);
  expect(parent.dead).toBe(true);

  const killed = new Greenlet(() => "never");
  const error = new Error("boo");
  const failing = new Greenlet(() => {
    throw error;
  }, killed);
  expect(() => failing.switch()).toThrow(error);
  expect(killed.dead).toBe(true);

  const empty = new Greenlet();
  expect(() => new Greenlet(() => 1, empty).switch()).toThrow(code("ERR_GREENLET_NO_RUN"));
  expect(empty.dead).toBe(false);
});

test("a parent that died hands on to its own parent", () => {
  const grandparent = new Greenlet(
    green(function* () {
      return ["grandparent got", yield switchTo(main)];
    }),
  );
  grandparent.switch();
  const parent = new Greenlet(() => 1, grandparent);
  const child = new Greenlet(
    green(function* () {
      yield switchTo(main);
      return "child";
    }),
    parent,
  );
  child.switch();
  parent.parent = main;
  parent.switch();
  parent.parent = grandparent;
  expect(child.switch()).toEqual(["grandparent got", "child"]);
});

test("run: set, replaced, missing, removed, not a function, after the start", () => {
  const target: any = new Greenlet();
  expect(target.run).toBe(undefined);
  expect(() => target.switch()).toThrow(code("ERR_GREENLET_NO_RUN"));
  expect(() => target.throw(new Error("boo"))).toThrow(code("ERR_GREENLET_NO_RUN"));
  expect(target.dead).toBe(false);
  const first = () => "first";
  target.run = first;
  expect(target.run).toBe(first);
  target.run = () => "second";
  expect(target.switch()).toBe("second");
  expect(target.run).toBe(undefined);
  expect(() => (target.run = first)).toThrow(code("ERR_GREENLET_ALREADY_STARTED"));

  const removed: any = new Greenlet(first);
  removed.run = undefined;
  expect(() => removed.switch()).toThrow(code("ERR_GREENLET_NO_RUN"));

  const bad: any = new Greenlet(42 as any);
  expect(bad.run).toBe(42);
  expect(() => bad.switch()).toThrow(TypeError);
  expect(bad.dead).toBe(true);
});

test("subclasses", () => {
  class Worker extends Greenlet {
    readonly log: unknown[] = [];
    override run(...args: unknown[]) {
      this.log.push(...args, getcurrent() === this);
      return "ran";
    }
  }
  const worker = new Worker();
  expect(typeof worker.run).toBe("function");
  expect(worker.switch(1, 2)).toBe("ran");
  expect(worker.log).toEqual([1, 2, true]);
  expect(typeof worker.run).toBe("function");
  expect(new Worker(() => "given").switch()).toBe("ran"); // as in Python: the class comes first

  class Fielded extends Greenlet {
    override run = () => "field";
  }
  expect(new Fielded().switch()).toBe("field");

  class Plain extends Greenlet {}
  expect(new Plain(() => "given").switch()).toBe("given");
  expect(() => new Plain().switch()).toThrow(code("ERR_GREENLET_NO_RUN"));
  const assigned: any = new Plain();
  assigned.run = () => "assigned";
  expect(assigned.switch()).toBe("assigned");

  class Own extends Greenlet {
    override switch(...args: any[]): any {
      return ["own", super.switch(...args)];
    }
  }
  expect(new Own((x: number) => x + 1).switch(1)).toEqual(["own", 2]);
});

test("a run getter that switches, or starts its own greenlet", () => {
  const log: unknown[] = [];
  const other = new Greenlet(
    green(function* () {
      for (;;) log.push(yield switchTo(main, "other"));
    }),
  );
  class Getter extends Greenlet {
    // @ts-expect-error a getter in the place of a method
    override get run() {
      log.push(other.switch("from the getter"));
      return () => "ran";
    }
  }
  expect(new Getter().switch()).toBe("ran");
  expect(log).toEqual(["other"]);

  class SelfStarting extends Greenlet {
    started = false;
    // @ts-expect-error a getter in the place of a method
    override get run() {
      if (!this.started) {
        this.started = true;
        log.push(this.switch("inner"));
      }
      return (arg: unknown) => ["ran with", arg];
    }
  }
  expect(new SelfStarting().switch("outer")).toBe("outer"); // started meanwhile, and dead: goes to the parent
  expect(log.at(-1)).toEqual(["ran with", "inner"]);
});

test("states and their names", () => {
  function body() {}
  const named = green<any>(function* body() {
    yield call(() => expect(String(getcurrent())).toMatch(/^<Greenlet #\d+ body current>$/));
    yield switchTo(main);
    yield call(() => expect(String(getcurrent())).toMatch(/^<Greenlet #\d+ body current>$/));
  });
  const target = new Greenlet(named);
  const id = /#(\d+)/.exec(String(target))![1];
  expect(String(target)).toBe(`<Greenlet #${id} body pending>`);
  expect([target.dead, target.active]).toEqual([false, false]);
  target.switch();
  expect(String(target)).toBe(`<Greenlet #${id} body suspended>`);
  expect([target.dead, target.active]).toEqual([false, true]);
  target.switch();
  expect([target.dead, target.active]).toEqual([true, false]);
  expect(inspect(target)).toBe(String(target));
  expect(String(target)).toMatch(/dead>$/);
  expect(inspect({ target: new Greenlet(body) })).toMatch(/\{ target: <Greenlet #\d+ body pending> \}/);
  class Worker extends Greenlet {}
  expect(String(new Worker(body))).toMatch(/^<Worker #\d+ body pending>$/);
});

test("what is wrong is a GreenletError with a code", () => {
  try {
    new Greenlet().switch();
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(GreenletError);
    expect(error).toBeInstanceOf(Error);
    expect(Object.keys(error as object)).toEqual(["code"]);
  }
});

test("the decorator is refused where nobody compiled it", () => {
  expect(() => (greenlet as any)(() => {}, { kind: "method", name: "m" })).toThrow(code("ERR_GREENLET_NOT_COMPILED"));
  expect(() => (greenlet as any)({}, "m", { value: () => {} })).toThrow(/method m .* plugins/);
});

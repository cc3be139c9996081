/** Ends of life: what nobody can reach is collected, and `onAbandoned` tells. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test } from "vitest";
import { expectIdle, getcurrent, green, Greenlet, onAbandoned, switchTo } from "./handwritten.js";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;
const main = getcurrent();
afterEach(() => {
  onAbandoned(null);
  expectIdle();
});

/** Lets the engine collect, and call what it has to call then. */
async function collect(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    gc();
  }
}

const waiting = green(function* waiting(local?: object) {
  yield switchTo(main);
  return local;
}, 12);

/** In a function of its own: nothing of it stays on the stack. */
function abandon(): { greenlet: WeakRef<object>; local: WeakRef<object> } {
  const local = {};
  const greenlet = new Greenlet(waiting);
  greenlet.switch(local);
  return { greenlet: new WeakRef(greenlet), local: new WeakRef(local) };
}

test("a suspended greenlet that nobody can reach is collected, with all that only it holds", async () => {
  const { greenlet, local } = abandon();
  expect(greenlet.deref()).toBeDefined();
  await collect();
  expect([greenlet.deref(), local.deref()]).toEqual([undefined, undefined]);
});

test("the runtime keeps nothing of the greenlets that were switched to, finished or nested", async () => {
  const refs = (() => {
    const outer = new Greenlet(() => {
      const inner = new Greenlet((x: object) => x);
      const value = inner.switch({});
      return [new WeakRef(inner), new WeakRef(value)];
    });
    const killed = new Greenlet(waiting);
    killed.switch({});
    killed.throw();
    return [...outer.switch(), new WeakRef(outer), new WeakRef(killed)];
  })();
  await collect();
  expect(refs.map((ref) => ref.deref())).toEqual([undefined, undefined, undefined, undefined]);
});

test("one that was only resumed in a job is let go when the job ends", async () => {
  const forever = green(function* forever() {
    for (;;) yield switchTo(main, 1); // a number: after anything else the loop tidies up at once
  });
  let greenlet: Greenlet | null = new Greenlet(forever);
  greenlet.switch();
  const ref = new WeakRef(greenlet);
  await collect();
  for (let times = 0; times < 2; times++) {
    ref.deref()!.switch();
    await collect();
  }
  greenlet = null;
  await collect();
  expect(ref.deref()).toBe(undefined);
});

test("onAbandoned reports greenlets that were left suspended", async () => {
  const reports: any[] = [];
  onAbandoned((report) => reports.push(report));
  (function leave() {
    new Greenlet(waiting).switch();
    new Greenlet(waiting); // never started: nothing was abandoned
    new Greenlet(() => 1).switch(); // finished
    const killed = new Greenlet(waiting);
    killed.switch();
    killed.throw();
  })();
  const kept = new Greenlet(waiting);
  kept.switch();
  await collect();
  expect(reports).toEqual([
    {
      name: "waiting",
      createdAt: expect.stringMatching(/^leave \(.*memory\.test\.ts:\d+:\d+\)$/),
      suspendedAt: [{ functionName: "waiting", fileName: "waiting.ts", lineNumber: 12, columnNumber: 7 }],
    },
  ]);
  expect(kept.active).toBe(true);
});

test("no report when it is off", async () => {
  const reports: unknown[] = [];
  onAbandoned((report) => reports.push(report));
  onAbandoned(null);
  abandon();
  await collect();
  expect(reports).toEqual([]);
  expect(() => onAbandoned(1 as any)).toThrow(expect.objectContaining({ code: "ERR_GREENLET_INVALID_CALLBACK" }));
});

test("a million switches leave the heap where it was", () => {
  const target = new Greenlet(
    green(function* () {
      for (;;) yield switchTo(main);
    }),
  );
  for (let i = 0; i < 1000; i++) target.switch(i);
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1_000_000; i++) target.switch(i);
  gc();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(1_000_000);
});

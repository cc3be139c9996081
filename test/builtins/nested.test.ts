/**
 * What a built-in without a green version calls back runs nested: it may switch to another greenlet and come back, and
 * the built-in doesn't notice; a switch that would leave it there for good is refused, and nothing has changed.
 */
import { describe, expect, test } from "vitest";
import { nested, type Use } from "./nested.js";
import { show } from "./observe.js";
import { inGreenlet, nest, pause } from "./suspended.js";

/** Entries about what this engine doesn't have yet. */
const absent = [
  "union" in Set.prototype ? "" : "Set.prototype.union and its like",
  "fromAsync" in Array ? "" : "Array.fromAsync",
];
const names = Object.keys(nested).filter((name) => !absent.includes(name));

describe("nested", () => {
  test.each(names)("%s", async (name) => {
    const expected = show(await nested[name]!((value) => value), 5);
    let uses = 0;
    const counted = (value: unknown) => (uses++, nest(value));
    const actual = await inGreenlet((use: Use) => nested[name]!(use), counted);
    expect(show(actual, 5)).toBe(expected);
    expect(uses).toBeGreaterThan(0);
  });
});

/** Where the event loop calls, no native frame of the greenlet's is left; promises turn the error into a rejection. */
const later = [
  "Promise executors",
  "Promise reactions",
  "Promise combinators",
  "thenables and await",
  "Array.fromAsync",
  "FinalizationRegistry callbacks",
];

describe("a switch that would leave the native frame is refused", () => {
  test.each(names.filter((name) => !later.includes(name)))("%s", (name) => {
    const refused = expect.objectContaining({ code: "ERR_GREENLET_NATIVE_FRAME" });
    expect(() => inGreenlet((use: Use) => nested[name]!(use), pause)).toThrow(refused);
    // Everything is as before: the next greenlet does its work.
    expect(inGreenlet(pause, "still here")).toBe("still here");
  });

  test("Promise executors: the promise is rejected with the error", async () => {
    const promise = inGreenlet(() => new Promise((resolve) => resolve(pause(1))));
    await expect(promise).rejects.toMatchObject({ code: "ERR_GREENLET_NATIVE_FRAME" });
  });
});

/** Function.prototype.call, apply, bind and Reflect.apply in green code: the function suspends through them. */
import { describe, expect, test } from "vitest";
import { compiled, inGreenlet, pause, suspensions } from "./suspended.js";

const functions = compiled(`
  /** @greenlet */
  export function target(this: any, ...args: any[]): any {
    return [args.length, this?.name ?? typeof this, args[0]];
  }
  /** @greenlet */
  export function suspended(this: any, pause: any, ...args: any[]): any {
    const before = pause(args.length);
    return [before, this?.name ?? typeof this, pause(args[0])];
  }
  /** @greenlet */
  export function uses(pause: any, f: any, on: any): any {
    const bound = f.bind(on, pause, 1);
    return [
      f.call(on, pause, 1, 2), f.apply(on, [pause, 1]), f.apply(on, { length: 2, 0: pause, 1: "like" }), Reflect.apply(f, on, [pause]),
      bound(2, 3), bound.call({ name: "ignored" }, 4), bound.bind(null, 5)(6), f.call.call(f, on, pause, 7), f.apply.apply(f, [on, [pause]]),
      f.bind.call(f, on, pause)(8), [1, 2].map(f.bind(on, pause)), Function.prototype.call.apply(f, [on, pause, 9]),
    ];
  }
  /** @greenlet */
  export function bind(f: any, ...args: any[]): any {
    const bound = f.bind(...args);
    return bound;
  }
  /** @greenlet */
  export function misuse(how: any): any {
    const result = how(Function.prototype);
    return result;
  }
`);

const { uses, suspended, bind } = functions;

describe("a function that suspends", () => {
  test.each([{ name: "object" }, undefined, null, 5])("on %j", (on) => {
    const plain = uses((value: unknown) => value, suspended, on);
    const before = suspensions;
    expect(inGreenlet(uses, pause, suspended, on)).toEqual(plain);
    expect(suspensions - before).toBe(2 * 13);
  });

  test("and throws", () => {
    const { thrower } = compiled(`
      /** @greenlet */ function fail(this: any, pause: any): any { pause(1); throw this; }
      /** @greenlet */ export function thrower(pause: any): any {
        const caught: any[] = [];
        for (const how of [() => fail.call("call", pause), () => fail.apply("apply", [pause]), () => fail.bind("bind")(pause), () => Reflect.apply(fail, "reflect", [pause])]) {
          try { how(); } catch (error) { caught.push(error); }
        }
        return caught;
      }`);
    expect(inGreenlet(thrower, pause)).toEqual(["call", "apply", "bind", "reflect"]);
  });
});

describe("what bind returns", () => {
  test("looks like the native's", () => {
    function target(_a: unknown, _b: unknown, _c: unknown) {}
    const bound = inGreenlet(bind, target, null, 1);
    const native = target.bind(null, 1);
    expect([bound.name, bound.length, "prototype" in bound, Object.keys(bound)]).toEqual([
      native.name,
      native.length,
      false,
      [],
    ]);
    class Made {
      constructor(
        readonly a: unknown,
        readonly b: unknown,
      ) {}
    }
    const Bound = inGreenlet(bind, Made, null, 1);
    expect(new Bound(2)).toEqual(new Made(1, 2));
    expect(Object.getOwnPropertyNames(inGreenlet(bind, suspended, null))).toEqual(
      Object.getOwnPropertyNames(suspended.bind(null)),
    );
  });
});

describe("misuse throws what the native throws", () => {
  const misuses: ((natives: typeof Function.prototype) => unknown)[] = [
    ({ call }) => (call as any).call(5),
    ({ apply }) => apply.call({} as any, null, [] as any),
    ({ apply }) => apply.call(() => {}, null, 5 as any),
    ({ bind }) => (bind as any).call(undefined, null),
    () => Reflect.apply(5 as any, null, []),
    () => Reflect.apply(() => {}, null, undefined as any),
  ];
  test.each(misuses)("%s", (how) => {
    expect(() => how(Function.prototype)).toThrow(TypeError);
    expect(() => inGreenlet(functions.misuse, how)).toThrow(TypeError);
  });
});

/** Calls in green code: the built-in's green version runs, and suspends in every callback. */
import { createRequire } from "node:module";
import { types } from "node:util";
import ts from "typescript";

const require = createRequire(import.meta.url);
const { transpile } = require("greenlet-ts/transformer") as {
  transpile: (source: string, options: object) => { code: string };
};
const { Greenlet } = require("greenlet-ts") as any;

/** Compiles a module in this process. */
export function compiled(source: string): any {
  const exports = {};
  const { code } = transpile(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  new Function("require", "exports", code)(require, exports);
  return exports;
}

export const { pause, nest, suspending, applied } = compiled(`
  import { getcurrent, Greenlet } from "greenlet-ts";

  /** @greenlet Switches to the parent, which sends the value back. */
  export function pause(value: any): any {
    const { parent } = getcurrent();
    return parent === null ? value : parent.switch(value);
  }

  /** @greenlet Switches to a greenlet that hands the value back at once. */
  export function nest(value: any): any {
    return new Greenlet((sent: any) => sent).switch(value);
  }

  /** @greenlet A function that does what body does, and suspends before and after it. */
  export function suspending(body: any): any {
    return function (this: any, ...args: any[]) {
      pause(undefined);
      const result = plainly(body, this, args);
      return pause(result);
    };
  }

  /** Not green: what body is, a proxy for one, notices the call and nothing else. */
  function plainly(body: any, thisArg: any, args: any[]): any {
    return Reflect.apply(body, thisArg, args);
  }

  /** @greenlet */
  export function applied(method: any, thisArg: any, args: any[]): any {
    const result = method.apply(thisArg, args);
    return result;
  }
`);

/** How often code that runs in `inGreenlet` has left its greenlet. */
export let suspensions = 0;

/** Runs `body`, a green function, in a greenlet, and resumes whatever it waits for. */
export function inGreenlet(body: (...args: any[]) => unknown, ...args: unknown[]): any {
  const greenlet = new Greenlet(body);
  let value = greenlet.switch(...args);
  while (!greenlet.dead) {
    suspensions++;
    value = greenlet.switch(value);
  }
  return value;
}

/** Calls a method in green code; functions among its arguments suspend. */
export function applySuspended(method: (...args: any[]) => unknown, thisArg: unknown, args: unknown[]): unknown {
  // A class among them is called by `new`.
  const wrapped = args.map((arg) => (isOrdinary(arg) ? suspending(arg) : arg));
  return inGreenlet(applied, method, thisArg, wrapped);
}

function isOrdinary(value: unknown): boolean {
  return typeof value === "function" && (types.isProxy(value) || !/^class/.test(String(value)));
}

/** One runtime per realm: ES module, CommonJS, two installs; and a clear error for two protocols. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect, test } from "vitest";

const require = createRequire(import.meta.url);

test("the ES module and the CommonJS copy are one", async () => {
  const asModule = await import("greenlet-ts");
  const asCommonJs = require("greenlet-ts");
  expect(Object.keys(asModule).sort()).toEqual([
    "Greenlet",
    "GreenletError",
    "GreenletExit",
    "getcurrent",
    "gettrace",
    "greenlet",
    "onAbandoned",
    "settrace",
    "trackContexts",
  ]);
  for (const [name, value] of Object.entries(asModule)) expect(asCommonJs[name]).toBe(value);
  const internal = await import("greenlet-ts/internal");
  for (const [name, value] of Object.entries(internal)) expect(require("greenlet-ts/internal")[name]).toBe(value);
});

test("another protocol is an error at load", () => {
  const script = `
    Object.defineProperty(globalThis, Symbol.for("greenlet-ts"), { value: { protocol: 0 } });
    try { require("greenlet-ts"); } catch (error) { console.log(error.message); }
  `;
  const printed = execFileSync(process.execPath, ["-e", script], { cwd: import.meta.dirname, encoding: "utf8" });
  expect(printed).toMatch(/^Two incompatible versions of greenlet-ts are loaded: .*npm ls greenlet-ts/);
});

test("the runtime loads where there is no Node", () => {
  const script = `
    const { readFileSync } = require("node:fs"), { dirname, join } = require("node:path"), vm = require("node:vm");
    const context = vm.createContext({ console });
    const modules = new Map();
    const load = (file) => {
      if (modules.has(file)) return modules.get(file);
      const exports = {};
      modules.set(file, exports);
      const run = vm.runInContext("(function (require, exports) {" + readFileSync(file, "utf8") + "\\n})", context);
      run((id) => load(join(dirname(file), id)), exports);
      return exports;
    };
    const { Greenlet, getcurrent, trackContexts } = load(require.resolve("greenlet-ts"));
    console.log(new Greenlet((x) => x + 1).switch(41), String(getcurrent()));
    try { trackContexts(); } catch (error) { console.log(error.code); }
  `;
  const printed = execFileSync(process.execPath, ["-e", script], { cwd: import.meta.dirname, encoding: "utf8" });
  expect(printed).toBe("42 <Greenlet #0 main current>\nERR_GREENLET_NO_ASYNC_CONTEXT\n");
});

/**
 * The note on a program that greenc compiles it. A tsconfig may name the plugin, and the TypeScript that greenc uses
 * may have been patched by `ts-patch install`: the plugin is then asked too, and must leave the program alone. The
 * plugin and greenc may be two copies of this package, hence a registered symbol.
 */
import type ts from "typescript";

const HANDLED = Symbol.for("greenlet-ts.handled");

type Program = ts.Program & { [HANDLED]?: true };

export function isHandledByGreenc(program: Program): boolean {
  return program[HANDLED] === true;
}

export function setHandledByGreenc(program: Program): void {
  program[HANDLED] = true;
}

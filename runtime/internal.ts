/**
 * What compiled code imports. Private: it changes with the compiler, and PROTOCOL with it.
 * Import each name into a constant of the module once (`const $ = internal.state`); V8 folds constants, not imports.
 */
import { shared } from "./shared.js";

export const { state, ENTRY, F0, F1, F2, F3, F4, F5, F6, F7, F8, nested } = shared.compiled;
export const { green, closure, after, wire, rethrow, notFunction, TDZ, tdz, superGet, superSet } = shared.compiled;
export const { tdzAssign, constAssign, propertyKey, requireObject, objectRest, templateObject } = shared.compiled;
export const {
  entered,
  objectOf,
  getterOf,
  setterOf,
  iterate,
  iteratorMethod,
  iteratorRecord,
  superRef,
  prototypeOf,
  closed,
  decorate,
  describe,
  named,
  checkedPlace,
  wireClass,
  giveNewTarget,
  takeNewTarget,
  forInKeys,
  disposables,
} = shared.compiled;

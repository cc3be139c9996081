/**
 * One runtime per realm, however often and in whatever format (ES module, CommonJS, two installs) it is loaded: the
 * copy that loads first serves all the others. Otherwise a greenlet of one copy would be a stranger to the other.
 */
import { PROTOCOL } from "./protocol.js";

const REALM = Symbol.for("greenlet-ts");

interface Realm {
  readonly protocol: number;
  readonly runtime: unknown;
}

/**
 * In: this copy's implementation.   Out: the one that everybody in this realm uses.
 * @throws Error if the realm is served by a copy with another calling protocol: its frames could not be resumed.
 */
export function adopt<T extends object>(own: T): T {
  const global = globalThis as { [REALM]?: Realm };
  const realm = global[REALM];
  if (realm === undefined) {
    Object.defineProperty(global, REALM, { value: Object.freeze({ protocol: PROTOCOL, runtime: own }) });
    return own;
  }
  if (realm.protocol !== PROTOCOL) {
    throw new Error(
      `Two incompatible versions of greenlet-ts are loaded: one speaks protocol ${realm.protocol}, this one ` +
        `${PROTOCOL}. Make all packages use the same version (npm ls greenlet-ts) and compile again.`,
    );
  }
  return realm.runtime as T;
}

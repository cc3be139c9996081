/**
 * Node's module hooks over modules in memory. Used in the main thread (`createHooks`), and on Node 20 loaded into the
 * thread for hooks, which calls `initialize` with the data, then `resolve` and `load`. Both kinds are synchronous.
 */
import type { CompiledModule } from "./moduleLoader.js";

export interface HookData {
  /** By URL. */
  readonly modules: ReadonlyMap<string, CompiledModule>;
  /** The URL that a specifier stands for, by the importing URL, then by specifier: only those of `modules`. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface Resolved {
  url: string;
  format?: string | null;
  shortCircuit?: boolean;
}
interface Loaded {
  format: string;
  source?: string | NodeJS.ArrayBufferView | ArrayBuffer;
  shortCircuit?: boolean;
}
type Resolve = (
  specifier: string,
  context: { parentURL?: string },
  next: (specifier: string, context: object) => Resolved,
) => Resolved;
type Load = (url: string, context: object, next: (url: string, context: object) => Loaded) => Loaded;

export function createHooks({ modules, imports }: HookData): { resolve: Resolve; load: Load } {
  return {
    resolve(specifier, context, next) {
      const url = modules.has(specifier) ? specifier : imports.get(context.parentURL ?? "")?.get(specifier);
      if (url === undefined) return next(specifier, context);
      return { url, format: modules.get(url)!.format, shortCircuit: true };
    },
    load(url, context, next) {
      const module = modules.get(url);
      if (module === undefined) return next(url, context);
      return { format: module.format, source: module.source, shortCircuit: true };
    },
  };
}

let hooks: ReturnType<typeof createHooks>;

export function initialize(data: HookData): void {
  hooks = createHooks(data);
}
export const resolve: Resolve = (specifier, context, next) => hooks.resolve(specifier, context, next);
export const load: Load = (url, context, next) => hooks.load(url, context, next);

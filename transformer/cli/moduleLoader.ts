/**
 * Runs modules that exist in memory only, with Node's own loaders: imports between them and to everything else,
 * `import` and `require` mixed, with the paths of the source files.
 *
 * For `import`, Node 22.15 and later call our hooks in this thread (`registerHooks`); Node 20 calls them in a thread of
 * their own, which gets a copy of all modules. `require` is served through the table of extensions: Node 20 has no
 * hooks for it, and Node 22 does not call them for a `require` in a module that was imported.
 */
import Module, { register } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createHooks, type HookData } from "./moduleHooks.js";

export interface CompiledModule {
  readonly format: "module" | "commonjs";
  readonly source: string;
}

/** Members of `node:module` that newer declarations have, or that are as old as Node and documented nowhere. */
const internals = Module as unknown as {
  registerHooks?(hooks: ReturnType<typeof createHooks>): void;
  _load(path: string, parent: null, isMain: true): unknown;
  _resolveFilename(request: string, parent: { filename?: string } | null | undefined, ...rest: unknown[]): string;
  _extensions: Record<
    string,
    (module: NodeJS.Module & { _compile(source: string, path: string): void }, path: string) => void
  >;
};

/**
 * Starts the module `entry` as a program.
 * @param modules  by path
 * @param imports  the path that a specifier stands for, by the importing path, then by specifier
 */
export function runModules(
  entry: string,
  modules: ReadonlyMap<string, CompiledModule>,
  imports: ReadonlyMap<string, ReadonlyMap<string, string>>,
): void {
  const data = hookData(modules, imports);
  if (internals.registerHooks !== undefined) {
    internals.registerHooks(createHooks(data));
  } else {
    register(pathToFileURL(join(__dirname, "moduleHooks.js")), { data });
  }
  serveRequire(data);
  if (modules.get(entry)!.format === "module") void import(pathToFileURL(entry).href);
  else internals._load(entry, null, true);
}

function hookData(
  modules: ReadonlyMap<string, CompiledModule>,
  imports: ReadonlyMap<string, ReadonlyMap<string, string>>,
): HookData {
  const url = (path: string): string => pathToFileURL(path).href;
  return {
    modules: new Map([...modules].map(([path, module]) => [url(path), module])),
    imports: new Map(
      [...imports].map(([importer, known]) => {
        const own = [...known].filter(([, path]) => modules.has(path));
        return [url(importer), new Map(own.map(([specifier, path]) => [specifier, url(path)]))];
      }),
    ),
  };
}

/** `require` finds our modules by name, and by their extension gets to the source in memory. */
function serveRequire({ modules, imports }: HookData): void {
  const { _resolveFilename, _extensions } = internals;
  internals._resolveFilename = function (request, parent, ...rest) {
    const importer = parent?.filename === undefined ? "" : pathToFileURL(parent.filename).href;
    const found = imports.get(importer)?.get(request);
    return found === undefined ? _resolveFilename.call(this, request, parent, ...rest) : fileURLToPath(found);
  };
  for (const extension of [".ts", ".cts", ".mts", ".tsx", ".js", ".cjs", ".jsx"]) {
    const builtIn = _extensions[extension] ?? _extensions[".js"]!;
    _extensions[extension] = (module, path) => {
      const compiled = modules.get(pathToFileURL(path).href);
      if (compiled === undefined) builtIn(module, path);
      else module._compile(compiled.source, path);
    };
  }
}

/**
 * For `npm run coverage`: the tests load the compiler and the runtime as they are built, as child processes do anyway. So
 * everything that runs is one program, with source maps, to the engine that counts.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { mergeConfig } from "vitest/config";
import base from "../vitest.config.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const requireHere = createRequire(import.meta.url);
const REQUIRED = "\0required:";

const built: Plugin = {
  name: "built",
  enforce: "pre",
  resolveId(source, importer) {
    // The tests of the built-ins compare what is written with the natives; compiled, they are tested elsewhere.
    if (!source.startsWith(".") || !importer?.startsWith(join(root, "test/"))) return null;
    if (importer.startsWith(join(root, "test/builtins/"))) return null;
    const path = resolve(dirname(importer), source);
    if (!path.endsWith(".js")) return null;
    if (path.startsWith(join(root, "transformer/"))) {
      const id = join(root, "dist/cjs", path.slice(root.length));
      return existsSync(id) ? REQUIRED + id : null;
    }
    if (!path.startsWith(join(root, "runtime/"))) return null;
    const id = join(root, "dist/esm", path.slice(root.length));
    return existsSync(id) ? { id, external: true } : null;
  },
  load(id) {
    if (!id.startsWith(REQUIRED)) return null;
    const path = id.slice(REQUIRED.length);
    const names = Object.keys(requireHere(path) as object);
    return `import { createRequire } from "node:module";
      export const { ${names.join(", ")} } = createRequire(${JSON.stringify(path)})(${JSON.stringify(path)});`;
  },
};

export default mergeConfig(base, { plugins: [built], test: { setupFiles: [join(root, "test/coverage/setup.ts")] } });

/** Where this package lies, and its version. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE } from "./1-mark/package.js";

/** Found above the compiled module, at whatever depth that lies. */
function find(): { folder: string; version: string } {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      if (name === PACKAGE) return { folder, version };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    if (dirname(folder) === folder) throw new Error(`The compiler does not lie in the package ${PACKAGE}`);
  }
}

export const packageFolder = (): string => find().folder;
export const packageVersion = (): string => find().version;

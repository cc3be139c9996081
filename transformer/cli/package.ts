/** This package's own package.json. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Its version. The file is found above the compiled module, at whatever depth that lies. */
export function packageVersion(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      if (name === "greenlet-ts") return version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    if (dirname(folder) === folder) throw new Error("greenc does not lie in the package greenlet-ts");
  }
}

/** The types of this package, for a program that resolves nothing else. Parsed once. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type ts from "typescript";
import { PACKAGE } from "./1-mark/package.js";
import { packageFolder } from "./package.js";

export interface PackageTypes {
  /** What an import means that leads from elsewhere to these types, or from one of their files to another. */
  resolve(specifier: string, from: string): ts.ResolvedModuleFull | undefined;
  sourceFile(name: string): ts.SourceFile | undefined;
}

export function packageTypes(t: typeof ts): PackageTypes {
  const folder = join(packageFolder(), "dist/cjs/runtime").replaceAll("\\", "/");
  const main = posix.join(folder, "index.d.ts");

  return {
    resolve(specifier, from) {
      let resolvedFileName = main;
      if (specifier !== PACKAGE) {
        if (posix.dirname(from) !== folder) return undefined;
        resolvedFileName = posix.join(folder, specifier).replace(/\.js$/, ".d.ts");
      }
      return { resolvedFileName, extension: t.Extension.Dts, isExternalLibraryImport: true };
    },
    sourceFile(name) {
      if (posix.dirname(name) !== folder) return undefined;
      let file = files.get(name);
      if (file === undefined) {
        const options = { languageVersion: t.ScriptTarget.ESNext, impliedNodeFormat: t.ModuleKind.ESNext } as const;
        files.set(name, (file = t.createSourceFile(name, readFileSync(name, "utf8"), options)));
      }
      return file;
    },
  };
}

const files = new Map<string, ts.SourceFile>();

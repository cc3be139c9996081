/** Programs in memory for tests of the first two phases. The library's files are parsed once for all of them. */
import ts from "typescript";
import type { Context, GreenletOptions } from "../../../transformer/context.js";
import { createAnalysis, type Analysis } from "../../../transformer/2-analyse/index.js";

/** The part of the package's declarations that marks depend on, as users see it. */
export const GREENLET_DTS = `
/** @greenlet */
export type Run<A extends any[], R> = (...args: A) => R;
export declare class Greenlet<A extends any[] = any[], R = any> {
  constructor(run?: Run<A, R> | null, parent?: Greenlet<any, any> | null);
  /** @greenlet */
  switch<T = any>(...args: any[]): T;
  /** @greenlet */
  throw<T = any>(error?: unknown, message?: string): T;
  /** @greenlet */
  run(...args: A): R;
  get parent(): Greenlet<any, any> | null;
  set parent(parent: Greenlet<any, any>);
  readonly dead: boolean;
}
export declare function greenlet<A extends any[], R>(run?: Run<A, R> | null, parent?: Greenlet<any, any> | null): Greenlet<A, R>;
export declare function greenlet<F extends (this: any, ...args: any[]) => any>(method: F, context: ClassMethodDecoratorContext): F | void;
export declare function greenlet(prototype: object, key: string | symbol, descriptor: PropertyDescriptor): void;
export declare function getcurrent(): Greenlet<any, any>;
`;

export interface Built {
  readonly program: ts.Program;
  readonly ctx: Context;
  readonly analysis: Analysis;
  readonly reported: { code: string; node: ts.Node; args: Readonly<Record<string, string>> }[];
  file(name: string): ts.SourceFile;
}

const libraries = new Map<string, ts.SourceFile | undefined>();
const host = ts.createCompilerHost({});

/** @param files texts by name; `/node_modules/greenlet-ts/index.d.ts` is always there */
export function build(
  files: Record<string, string> | string,
  given: {
    options?: GreenletOptions & Record<string, unknown>;
    compilerOptions?: ts.CompilerOptions;
    /** tsc itself parses JSDoc in JavaScript only; language services parse all of it. */
    jsDocParsingMode?: ts.JSDocParsingMode;
  } = {},
): Built {
  const texts: Record<string, string> = Object.fromEntries(
    Object.entries(typeof files === "string" ? { "main.ts": files } : files).map(([name, text]) => [`/${name}`, text]),
  );
  const settings: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.esnext.d.ts"],
    types: [],
    allowJs: true,
    strict: true,
    ...given.compilerOptions,
  };
  const isBlind = settings.noResolve === true;
  if (!isBlind) {
    texts["/node_modules/greenlet-ts/package.json"] = `{ "name": "greenlet-ts", "types": "index.d.ts" }`;
    texts["/node_modules/greenlet-ts/index.d.ts"] = GREENLET_DTS;
  }
  const roots = Object.keys(texts).filter((name) => !name.includes("/node_modules/"));
  const program = ts.createProgram(roots, settings, {
    ...host,
    jsDocParsingMode: given.jsDocParsingMode,
    getCurrentDirectory: () => "/",
    getSourceFile: (name, languageVersionOrOptions) => {
      if (Object.hasOwn(texts, name)) return ts.createSourceFile(name, texts[name]!, languageVersionOrOptions);
      if (!name.includes("/typescript/lib/")) return undefined;
      if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, languageVersionOrOptions));
      return libraries.get(name);
    },
    fileExists: (name) => Object.hasOwn(texts, name),
    readFile: (name) => texts[name],
    directoryExists: () => true,
    getDirectories: () => [],
    realpath: (name) => name,
    writeFile: () => {},
  });
  const reported: Built["reported"] = [];
  const ctx: Context = {
    ts,
    factory: ts.factory,
    program,
    checker: program.getTypeChecker(),
    options: given.options ?? {},
    runtime: (name) => ts.factory.createIdentifier(name),
    report: (code, node, args = {}) => void reported.push({ code, node, args }),
  };
  return {
    program,
    ctx,
    analysis: createAnalysis(ctx),
    reported,
    file: (name) => program.getSourceFile(`/${name}`)!,
  };
}

/** As a bundler's `transpile` sees a file: alone, without libraries. */
export function buildBlind(text: string, name = "main.ts"): Built {
  return build({ [name]: text }, { compilerOptions: { noResolve: true, noLib: true, lib: undefined, noCheck: true } });
}

/** A readable name for a function: its own, its variable's, its property's. */
export function nameOf(fn: ts.Node): string {
  if (ts.isConstructorDeclaration(fn)) return "constructor";
  const named = fn as ts.NamedDeclaration;
  if (named.name) return (ts.isGetAccessor(fn) ? "get " : ts.isSetAccessor(fn) ? "set " : "") + named.name.getText();
  for (let node = fn.parent; node; node = node.parent) {
    if (
      ts.isVariableDeclaration(node) ||
      ts.isPropertyAssignment(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isPropertySignature(node)
    )
      return node.name.getText();
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return `${node.expression.getText()}(…)`;
    if (ts.isBinaryExpression(node)) return node.left.getText();
    if (!ts.isParenthesizedExpression(node) && !ts.isAsExpression(node)) break;
  }
  return ts.SyntaxKind[fn.kind]!;
}

export function nodesOf<T extends ts.Node>(root: ts.Node, test: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (test(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** The green functions of a file with the reason of each: `f: jsdoc`. */
export function greenIn({ analysis, file }: Built, name = "main.ts"): string[] {
  return nodesOf(file(name), ts.isFunctionLike).flatMap((fn) => {
    const reason = analysis.green(fn as ts.SignatureDeclaration);
    return reason ? [`${nameOf(fn)}: ${reason.kind}`] : [];
  });
}

/** The functions of a file that have to be compiled. */
export function compiledIn({ analysis, file }: Built, name = "main.ts"): string[] {
  return nodesOf(file(name), ts.isFunctionLike)
    .filter((fn) => analysis.compile(fn))
    .map(nameOf);
}

/** Every call of a file with its judgement: `g.switch(1): dynamic`. */
export function callsIn({ analysis, file }: Built, name = "main.ts"): string[] {
  const isCall = (node: ts.Node) => ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node);
  return nodesOf(file(name), isCall as (node: ts.Node) => node is ts.CallExpression).map(
    (call) => `${call.getText()}: ${analysis.call(call).kind}`,
  );
}

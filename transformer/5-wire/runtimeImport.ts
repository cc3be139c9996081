/**
 * How a compiled file gets at the runtime. Constants of the module, not imported bindings: V8 folds a constant away,
 * while each use of an import is a load and a check (27 ns against 40 ns for a round trip of two switches, Node 20).
 *
 *   ES module    import * as $greenlet from "greenlet-ts/internal"; const { state: $, F2: $F2 } = $greenlet;
 *   CommonJS     const { state: $, F2: $F2 } = require("greenlet-ts/internal");
 *   script       var { state: $, F2: $F2 } = globalThis[Symbol.for("greenlet-ts")].runtime.compiled;   (load the runtime first)
 *
 * In an ES module that is part of an import cycle its functions may be called before its constants exist. There the
 * imported bindings are used as they are: slower, and right. `transpile` knows one module only, so it does the same for all
 * that import files beside them.
 */
import type ts from "typescript";
import type { Context, RuntimeName } from "../context.js";
import { builders } from "../ast/build.js";

export class RuntimeImport {
  private readonly names = new Map<RuntimeName, string>();
  private readonly taken: ReadonlySet<string>;

  constructor(
    private readonly file: ts.SourceFile,
    taken: ReadonlySet<string>,
  ) {
    this.taken = taken;
  }

  /** The text under which the file knows a member. */
  name(member: RuntimeName): string {
    let name = this.names.get(member);
    if (!name) {
      name = member === "state" ? "$" : `$${member}`;
      // Unlike anything that a local is renamed to.
      if (this.taken.has(name)) name = `$greenlet_${member}`;
      while (this.taken.has(name)) name += "_";
      this.names.set(member, name);
    }
    return name;
  }

  get isUsed(): boolean {
    return this.names.size > 0;
  }

  /**
   * Whether what stands at the top of the file is there before anybody can call the file's functions, so that constants do.
   * Scripts could do with them, too, but share one scope of constants, in which a second script would find names taken.
   */
  comesFirst(ctx: Context): boolean {
    const { ts } = ctx;
    if (formatOf(ctx, this.file) === ts.ModuleKind.CommonJS) return true;
    return ts.isExternalModule(this.file) && !isInCycle(ctx, this.file);
  }

  /** The statements that go to the top of the file. */
  statements(ctx: Context): ts.Statement[] {
    const { ts, factory: f } = ctx;
    const b = builders(ctx);
    const module = ctx.options.runtime ?? "greenlet-ts/internal";
    if (!ts.isExternalModule(this.file) && formatOf(ctx, this.file) !== ts.ModuleKind.CommonJS) {
      const key = b.call(
        f.createPropertyAccessExpression(f.createIdentifier("Symbol"), "for"),
        b.string("greenlet-ts"),
      );
      const realm = f.createElementAccessExpression(f.createIdentifier("globalThis"), key);
      return [this.constants(ctx, b.member(b.member(realm, "runtime"), "compiled"), ts.NodeFlags.None)];
    }
    if (formatOf(ctx, this.file) === ts.ModuleKind.CommonJS) {
      return [this.constants(ctx, b.call(f.createIdentifier("require"), b.string(module)), ts.NodeFlags.Const)];
    }
    if (!this.comesFirst(ctx)) {
      const specifiers = [...this.names].map(([member, name]) =>
        f.createImportSpecifier(false, f.createIdentifier(member), f.createIdentifier(name)),
      );
      return [this.importOf(ctx, f.createNamedImports(specifiers), module)];
    }
    let all = "$greenlet";
    while (this.taken.has(all)) all += "_";
    const namespace = f.createNamespaceImport(f.createIdentifier(all));
    return [this.importOf(ctx, namespace, module), this.constants(ctx, f.createIdentifier(all), ts.NodeFlags.Const)];
  }

  private importOf({ factory: f }: Context, bindings: ts.NamedImportBindings, module: string): ts.Statement {
    return f.createImportDeclaration(
      undefined,
      f.createImportClause(undefined, undefined, bindings),
      f.createStringLiteral(module),
    );
  }

  private constants({ factory: f }: Context, source: ts.Expression, flags: ts.NodeFlags): ts.Statement {
    const elements = [...this.names].map(([member, name]) =>
      f.createBindingElement(undefined, member === name ? undefined : member, name),
    );
    const pattern = f.createObjectBindingPattern(elements);
    const declaration = f.createVariableDeclaration(pattern, undefined, undefined, source);
    return f.createVariableStatement(undefined, f.createVariableDeclarationList([declaration], flags));
  }
}

/** The module format the file is emitted in. */
function formatOf(ctx: Context, file: ts.SourceFile): ts.ModuleKind {
  // Not in the public typings, though on every program since TypeScript 5.7.
  return (
    ctx.program as ts.Program & { getEmitModuleFormatOfFile(file: ts.SourceFile): ts.ModuleKind }
  ).getEmitModuleFormatOfFile(file);
}

/** A file that a relative import names and the program does not know: whatever that one imports. */
const UNKNOWN = null;
type Target = ts.SourceFile | typeof UNKNOWN;

/** Whether the file imports, directly or not, a file that imports it, or may do so. */
function isInCycle(ctx: Context, file: ts.SourceFile): boolean {
  const seen = new Set<Target>();
  const reaches = (from: ts.SourceFile): boolean =>
    importsOf(ctx, from).some((to) => to === UNKNOWN || to === file || (!seen.has(to) && (seen.add(to), reaches(to))));
  return reaches(file);
}

const imports = new WeakMap<ts.Program, Map<ts.SourceFile, readonly Target[]>>();

/** The files beside it that a file imports or exports from; found once. Packages do not import who uses them. */
function importsOf(ctx: Context, file: ts.SourceFile): readonly Target[] {
  const { ts, checker, program } = ctx;
  let known = imports.get(program);
  if (known === undefined) imports.set(program, (known = new Map()));
  let targets = known.get(file);
  if (targets === undefined) {
    targets = file.statements.flatMap((statement): Target[] => {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
      const { moduleSpecifier: specifier } = statement;
      if (specifier === undefined || !ts.isStringLiteral(specifier) || isErased(ctx, statement)) return [];
      const symbol = checker.getSymbolAtLocation(specifier);
      if (symbol === undefined) return /^\.{0,2}\//.test(specifier.text) ? [UNKNOWN] : [];
      const module = symbol.declarations?.find(ts.isSourceFile);
      return module === undefined || module.isDeclarationFile ? [] : [module];
    });
    known.set(file, targets);
  }
  return targets;
}

/** Whether nothing is left of it in the output: it is about types only. In doubt it stays. */
function isErased({ ts, checker, program }: Context, statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  if (program.getCompilerOptions().verbatimModuleSyntax) return false;
  const { name, namedBindings } = clause;
  if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings)) return false;
  const specifiers = namedBindings?.elements ?? [];
  if (name === undefined && specifiers.length === 0) return false;
  return (name === undefined || !isValue(name)) && specifiers.every((s) => s.isTypeOnly || !isValue(s.name));

  function isValue(imported: ts.Identifier): boolean {
    const symbol = checker.getSymbolAtLocation(imported);
    if (symbol === undefined) return true;
    const { flags, declarations } = checker.getAliasedSymbol(symbol);
    return (flags & ts.SymbolFlags.Value) !== 0 || declarations === undefined;
  }
}

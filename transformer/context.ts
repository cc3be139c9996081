/** What every phase receives. The only way a phase reaches the compiler API and its options. */
import type ts from "typescript";

/** The members of `greenlet-ts/internal` that compiled code may use; each is documented in runtime/internal.ts. */
export type RuntimeName =
  | "state"
  | "ENTRY"
  | "F0"
  | "F1"
  | "F2"
  | "F3"
  | "F4"
  | "F5"
  | "F6"
  | "F7"
  | "F8"
  | "green"
  | "wire"
  | "nested"
  | "after"
  | "rethrow"
  | "notFunction"
  | (string & {});

export interface GreenletOptions {
  /** Module the output imports the runtime from. Default "greenlet-ts/internal". */
  runtime?: string;
  /** Also treat as green every function that (transitively) calls a green one. Default false. */
  infer?: boolean;
  /** For tests: every function with a body that can be green is. Default false. */
  markAll?: boolean;
  /** What becomes of a diagnostic of the catalogue, by its code (`GL2001`) or name, in place of its own level. */
  diagnostics?: Readonly<Record<string, "off" | "warning" | "error">>;
}

export interface Context {
  readonly ts: typeof ts;
  readonly factory: ts.NodeFactory;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly options: GreenletOptions;
  /** The identifier under which the file being compiled knows a member of the runtime; imported on first use. */
  runtime(name: RuntimeName): ts.Identifier;
  /**
   * Reports a diagnostic of the catalogue at a node. `args` fill the placeholders of its message; `unmarked` is the function
   * that should be marked.
   */
  report(code: string, node: ts.Node, args?: Readonly<Record<string, string>>, unmarked?: ts.Node): void;
}

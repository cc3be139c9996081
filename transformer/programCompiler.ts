/**
 * The compiler as hosts use it (greenc, ts-patch, transpile): one for each program, and it never throws.
 *
 * A file with syntax errors is left as it is: the tree is not what the phases may rely on, and tsc reports the errors.
 * An error in a phase is a fault of ours. It becomes a diagnostic at the file, which is emitted uncompiled; the
 * environment variable GREENLET_DEBUG=1 lets the error through, with its stack.
 */
import type ts from "typescript";
import type { GreenletOptions } from "./context.js";
import { HostCode, hostError } from "./hostDiagnostics.js";
import { createCompiler } from "./pipeline.js";

type Transform<T extends ts.Node> = ts.TransformerFactory<T>;
export type DeclarationNode = ts.SourceFile | ts.Bundle;

export interface ProgramCompiler {
  /** Reports the diagnostics of a file. */
  check(file: ts.SourceFile): void;
  /** As `before`, without another check. */
  readonly compile: Transform<ts.SourceFile>;
  /** For `CustomTransformers.before`. Has to be the first one there: the phases ask the checker about the tree. */
  readonly before: Transform<ts.SourceFile>;
  /** For `CustomTransformers.afterDeclarations`. */
  readonly afterDeclarations: Transform<DeclarationNode>;
}

/** Diagnostics go to `report`; one of ours that has no place in a file has no `file`. */
export function compilerFor(
  program: ts.Program,
  options: GreenletOptions,
  tsInstance: typeof ts,
  report: (diagnostic: ts.Diagnostic) => void,
): ProgramCompiler {
  const { transformers, check, compile } = createCompiler(program, options, tsInstance, report);
  const before = (transformers.before ?? []) as readonly Transform<ts.SourceFile>[];
  const afterDeclarations = (transformers.afterDeclarations ?? []) as readonly Transform<DeclarationNode>[];
  const isParsed = (file: ts.SourceFile) => program.getSyntacticDiagnostics(original(file)).length === 0;
  return {
    check: (file) => safely(file, isParsed, check, undefined),
    compile: guarded([compile], isParsed),
    before: guarded(before, isParsed),
    afterDeclarations: guarded(afterDeclarations, () => true),
  };

  function original(file: ts.SourceFile): ts.SourceFile {
    return tsInstance.getOriginalNode(file, tsInstance.isSourceFile);
  }

  /** One transformer that applies `chain` in turn to the nodes that are fit for it. */
  function guarded<T extends DeclarationNode>(
    chain: readonly Transform<T>[],
    isFit: (node: T) => boolean,
  ): Transform<T> {
    return (context) => {
      const steps = chain.map((factory) => factory(context));
      return (node) => safely(node, isFit, () => steps.reduce((result, step) => step(result), node), node);
    };
  }

  /** `action`, or `otherwise` for a node that is not fit for it or where it fails. */
  function safely<T extends DeclarationNode, R>(
    node: T,
    isFit: (node: T) => boolean,
    action: (node: T) => R,
    otherwise: R,
  ): R {
    if (!isFit(node)) return otherwise;
    try {
      return action(node);
    } catch (error) {
      if (process.env.GREENLET_DEBUG === "1") throw error;
      report(internalError(tsInstance.isSourceFile(node) ? original(node) : undefined, error));
      return otherwise;
    }
  }

  function internalError(file: ts.SourceFile | undefined, error: unknown): ts.Diagnostic {
    const text =
      `Internal error of greenlet-ts: ${error instanceof Error ? error.message : String(error)}. ` +
      `The file was emitted uncompiled. Please report this, with the stack that GREENLET_DEBUG=1 shows.`;
    return hostError(tsInstance, HostCode.InternalError, text, file);
  }
}

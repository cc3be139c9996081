/**
 * Green functions that would run on top of a native frame in a greenlet.
 *
 * Only what certainly may switch counts (knownGreen.ts), and only where the frame can be in a greenlet: not at the top
 * level of a module and in what only that calls, which belongs to the main greenlet, nor in async functions and in function
 * literals that are handed to a library, which the event loop or a test runner calls.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { isWrapper } from "../1-mark/hosts.js";
import { symbolOf } from "./bindings.js";
import { callsBack } from "./builtins.js";
import type { Internals } from "./index.js";
import type { KnownGreen } from "./knownGreen.js";
import { nameOfFunction } from "./names.js";
import { calledParameters } from "./calledParameters.js";

/** Whose frame a piece of code runs on: a function, or what the engine runs like one; null for the top level. */
type Owner = ts.Node | null;

export function createNativeFrameCheck({ candidate, marks, symbols }: Internals, known: KnownGreen, ctx: Context) {
  const { ts, checker } = ctx;
  /** One warning a function, at its first call: what follows from the same missing mark is said once. */
  const unmarked = new Map<ts.Node, { place: ts.Node; args: Record<string, string> }>();
  const reported = new Set<ts.Node>();

  return { visit, finish };

  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) greenCall(node);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) callbacks(node);
    if (ts.isObjectBindingPattern(node)) pattern(node, checker.getTypeAtLocation(node));
    if (isObjectAssignment(node)) pattern(node.left, checker.getTypeAtLocation(node.right));
  }

  function finish(): void {
    for (const [fn, { place, args }] of unmarked) if (!reported.has(fn)) ctx.report("GL2001", place, args, fn);
  }

  function greenCall(call: ts.CallExpression | ts.TaggedTemplateExpression): void {
    const owner = ownerOf(call);
    // What is marked and cannot be green was reported for that.
    if (owner === null || isGreen(owner) || (ts.isFunctionLike(owner) && marks.of(owner) !== null)) return;
    const callee = known.calledBy(call);
    if (callee === null) return;
    const place = ts.isCallExpression(call) ? nameOfCallee(call.expression) : call.tag;
    const what = alwaysNative(owner);
    if (what) return ctx.report("GL2002", place, { callee, what });
    const frame = frameInGreenlet(owner);
    if (frame === null || unmarked.has(frame) || isMains(frame)) return;
    const kind = frame === owner ? null : alwaysNative(frame);
    if (kind) return ctx.report("GL2002", place, { callee, what: kind });
    unmarked.set(frame, { place, args: { callee, name: nameOfFunction(frame, ctx) } });
  }

  function isGreen(owner: ts.Node): boolean {
    return ts.isFunctionLike(owner) && candidate(owner) !== null;
  }

  function ownerOf(node: ts.Node): Owner {
    for (let child = node, outer = node.parent; outer; child = outer, outer = outer.parent) {
      if (ts.isClassStaticBlockDeclaration(outer)) return outer;
      if (ts.isPropertyDeclaration(outer) && outer.initializer === child) return outer;
      // Names, decorators and heritage of a member belong to the code around the class.
      if (ts.isFunctionLike(outer) && child !== (outer as ts.NamedDeclaration).name && !ts.isDecorator(child))
        return outer;
    }
    return null;
  }

  function alwaysNative(owner: ts.Node): string | null {
    if (ts.isConstructorDeclaration(owner)) return "a constructor";
    if (ts.isClassStaticBlockDeclaration(owner)) return "a static block";
    if (ts.isPropertyDeclaration(owner)) return "a field initialiser";
    return isGenerator(owner) && !isAsync(owner) ? "a generator" : null;
  }

  function isGenerator(node: ts.Node): boolean {
    return (node as ts.FunctionLikeDeclaration).asteriskToken !== undefined;
  }

  function isAsync(node: ts.Node): boolean {
    return (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
  }

  /**
   * The function to mark, so that the code of `owner` has no native frame under it in a greenlet; null if it does not
   * run in one. A literal that is called at once or by a built-in belongs to the function around it.
   */
  function frameInGreenlet(owner: Owner): ts.Node | null {
    if (owner === null || isAsync(owner) || isHandedOver(owner)) return null;
    if (!ts.isFunctionExpression(owner) && !ts.isArrowFunction(owner)) return owner;
    let argument: ts.Node = owner;
    while (isWrapper(argument.parent, ts)) argument = argument.parent;
    const call = argument.parent;
    if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return owner;
    if (call.expression !== argument) {
      const index = call.arguments?.indexOf(argument as ts.Expression) ?? -1;
      const callee = declarationOf(call);
      if (!callee || isForeignDeclaration(callee)) {
        const entry = callee && callsBack(callee, ctx);
        if (entry?.calls !== index) return null;
      } else if (!calledParameters(callee, ctx).has(index)) {
        return owner;
      }
    }
    const outer = ownerOf(call);
    return outer !== null && isGreen(outer) ? owner : frameInGreenlet(outer);
  }

  /** A function that is called by the top level of its module only, as the loop of a scheduler mostly is. */
  function isMains(fn: ts.Node, seen = new Set<ts.Node>()): boolean {
    if (!ts.isFunctionDeclaration(fn) || !fn.name || !ts.isSourceFile(fn.parent)) return false;
    if (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Export || !ts.isExternalModule(fn.parent)) return false;
    if (seen.has(fn)) return true;
    seen.add(fn);
    const { name } = fn;
    const symbol = symbolOf(ctx, name);
    const isCalledByMain = (id: ts.Identifier): boolean => {
      const call = id.parent;
      if (!ts.isCallExpression(call) || call.expression !== id) return false;
      const owner = ownerOf(call);
      if (owner !== null && isGreen(owner)) return false;
      const frame = frameInGreenlet(owner);
      return frame === null || isMains(frame, seen);
    };
    const isOnlyCalledByMain = (node: ts.Node): boolean => {
      if (ts.isIdentifier(node) && node !== name && node.text === name.text) {
        // `export { fn }` makes a symbol of its own.
        return (symbolOf(ctx, node) !== symbol && !ts.isExportSpecifier(node.parent)) || isCalledByMain(node);
      }
      return !ts.forEachChild(node, (child) => !isOnlyCalledByMain(child) || undefined);
    };
    return isOnlyCalledByMain(fn.parent);
  }

  /**
   * An event handler, for all we know: a function literal that a library gets in an object (`{ onData() {} }`), as a
   * property (`socket.onmessage = …`), or as an attribute in JSX.
   */
  function isHandedOver(owner: ts.Node): boolean {
    if (!ts.isFunctionExpression(owner) && !ts.isArrowFunction(owner) && !ts.isMethodDeclaration(owner)) return false;
    let value: ts.Node = owner;
    while (isWrapper(value.parent, ts) || isPartOfLiteral(value.parent)) value = value.parent;
    const { parent } = value;
    if (ts.isJsxExpression(parent)) return true;
    if (ts.isBinaryExpression(parent) && parent.right === value && ts.isPropertyAccessExpression(parent.left)) {
      return symbols.of(parent.left)?.declarations?.some(isForeignDeclaration) ?? false;
    }
    if (value === owner || (!ts.isCallExpression(parent) && !ts.isNewExpression(parent))) return false;
    const callee = parent.expression === value ? undefined : declarationOf(parent);
    return callee !== undefined && (callee === null || isForeignDeclaration(callee));
  }

  function isPartOfLiteral(node: ts.Node): boolean {
    return ts.isObjectLiteralExpression(node) || ts.isPropertyAssignment(node) || ts.isArrayLiteralExpression(node);
  }

  function callbacks(call: ts.CallExpression | ts.NewExpression): void {
    call.arguments?.forEach((argument, index) => {
      const functions = symbols.functionsOf(argument);
      if (functions.length === 0) return;
      if (marks.takesGreen(call, index)) return body(argument, functions);
      if (!functions.some(known.isGreen)) return;
      const owner = ownerOf(call);
      if (owner === null || (!isGreen(owner) && frameInGreenlet(owner) === null)) return;
      const callee = declarationOf(call);
      if (!callee) return;
      const place = headOf(argument);
      if (isForeignDeclaration(callee)) {
        const entry = callsBack(callee, ctx);
        if (entry?.native && entry.calls === index) {
          ctx.report("GL2004", place, { name: `\`${call.expression.getText()}\`` });
        }
      } else if (candidate(callee) === null && calledParameters(callee, ctx).has(index)) {
        ctx.report("GL2003", place, { name: nameOfFunction(callee, ctx) }, callee);
      }
    });
  }

  /** A function that a greenlet runs, without the mark. */
  function body(argument: ts.Expression, functions: readonly ts.SignatureDeclaration[]): void {
    for (const fn of functions) {
      if (!(fn as ts.FunctionLikeDeclaration).body || candidate(fn) !== null) continue;
      const first = known.firstCallIn(fn);
      if (first === null) continue;
      reported.add(fn);
      return ctx.report("GL2005", headOf(argument), { name: nameOfFunction(fn, ctx), callee: first.callee }, fn);
    }
  }

  /** `{ x } = o` */
  function isObjectAssignment(node: ts.Node): node is ts.ObjectDestructuringAssignment {
    return (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isObjectLiteralExpression(node.left)
    );
  }

  /** In: a pattern, and the type of what it takes apart. */
  function pattern(node: ts.ObjectBindingPattern | ts.ObjectLiteralExpression, type: ts.Type): void {
    const owner = ownerOf(node);
    if (owner === null || !isGreen(owner)) return;
    const keys = ts.isObjectLiteralExpression(node)
      ? node.properties.map((property) => property.name)
      : node.elements.map((element) => (element.dotDotDotToken ? undefined : (element.propertyName ?? element.name)));
    for (const key of keys) {
      if (!key || !ts.isIdentifier(key)) continue;
      const accessor = checker.getPropertyOfType(type, key.text)?.declarations?.find(ts.isGetAccessor);
      if (accessor && known.isGreen(accessor)) ctx.report("GL2006", key, { name: nameOfFunction(accessor, ctx) });
    }
  }

  function declarationOf(call: ts.CallExpression | ts.NewExpression): ts.SignatureDeclaration | null {
    const declaration = checker.getResolvedSignature(call)?.declaration;
    if (!declaration || ts.isJSDocSignature(declaration)) return null;
    if ((declaration as ts.FunctionLikeDeclaration).body || symbols.isAmbient(declaration)) return declaration;
    // One of several overloads: the implementation has the body.
    const [implementation] = symbols
      .functionsOf(call.expression)
      .filter((fn) => (fn as ts.FunctionLikeDeclaration).body);
    return implementation ?? declaration;
  }

  function isForeignDeclaration(node: ts.Node): boolean {
    return symbols.isForeign(node) || symbols.isAmbient(node);
  }

  function nameOfCallee(callee: ts.Expression): ts.Node {
    return ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  }

  /** A function literal may be long: its first line says enough. */
  function headOf(argument: ts.Expression): ts.Node {
    if (!ts.isFunctionExpression(argument) && !ts.isArrowFunction(argument)) return argument;
    return argument.getFirstToken() ?? argument;
  }
}

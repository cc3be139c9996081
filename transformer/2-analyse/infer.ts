/**
 * Option `infer`: every function of the program that calls a green one, directly or through others, is green too.
 *
 * Calls are followed by declaration; what a function value of unknown origin holds is not guessed. A function that is
 * handed to another one makes that one green if it calls its parameter, and the caller if a built-in calls back.
 * A method shares its colour with what it overrides and what overrides it, so that a call through the base finds it.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { isAsyncOrGenerator, type Marks } from "../1-mark/index.js";
import { callsBack } from "./builtins.js";
import type { Walk } from "./containsSuspension.js";
import { baseMembers } from "./members.js";
import { calledParameters } from "./calledParameters.js";
import type { Symbols } from "./symbols.js";

type Fn = ts.SignatureDeclaration;

/** @returns the green functions without a mark, each with the call that makes it green */
export function inferGreen(ctx: Context, marks: Marks, symbols: Symbols, walk: Walk): ReadonlyMap<Fn, ts.Node> {
  const { ts, program } = ctx;
  const green = new Map<Fn, ts.Node>();
  /** If the key is green, so are these, because of the node. */
  const followers = new Map<Fn, { fn: Fn; because: ts.Node }[]>();
  const queue: Fn[] = [];

  for (const file of program.getSourceFiles()) {
    if (!file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file)) visit(file);
  }
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const { fn, because } of followers.get(next) ?? []) include(fn, because);
  }
  return green;

  function visit(node: ts.Node): void {
    if (ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body) {
      const fn = node as ts.FunctionLikeDeclaration;
      if (marks.of(fn) !== null) queue.push(fn);
      for (const point of walk.pointsOf(fn)) {
        if (ts.isCallExpression(point) || ts.isTaggedTemplateExpression(point)) callIn(fn, point);
      }
      if (ts.isMethodDeclaration(fn) || ts.isAccessor(fn)) {
        for (const base of baseMembers(fn, ctx)) {
          if (!ts.isMethodDeclaration(base) && !ts.isAccessor(base)) continue;
          follow(base, fn, fn);
          follow(fn, base, fn);
        }
      }
    }
    ts.forEachChild(node, visit);
  }

  function callIn(fn: Fn, call: ts.CallExpression | ts.TaggedTemplateExpression): void {
    const callees = symbols.functionsOf(ts.isCallExpression(call) ? call.expression : call.tag);
    for (const callee of callees) {
      follow(callee, fn, call);
      if (ts.isCallExpression(call)) callbacksOf(fn, call, callee);
    }
  }

  function callbacksOf(fn: Fn, call: ts.CallExpression, callee: Fn): void {
    const builtin = symbols.isForeign(callee) ? callsBack(callee, ctx) : null;
    if (builtin?.calls === "receiver" && ts.isPropertyAccessExpression(call.expression)) {
      for (const target of symbols.functionsOf(call.expression.expression)) follow(target, fn, call);
    }
    const called = calledParameters(callee, ctx);
    call.arguments.forEach((argument, index) => {
      if (builtin ? builtin.calls === index : called.has(index)) {
        for (const target of symbols.functionsOf(argument)) follow(target, builtin ? fn : callee, call);
      }
    });
    // What is green because its callback is makes its caller green as well: `follow(callee, fn)` above.
  }

  function follow(cause: Fn, fn: Fn, because: ts.Node): void {
    if (marks.of(cause) !== null) include(fn, because);
    if (!followers.has(cause)) followers.set(cause, []);
    followers.get(cause)!.push({ fn, because });
  }

  function include(fn: Fn, because: ts.Node): void {
    if (green.has(fn) || marks.of(fn) !== null || ts.isConstructorDeclaration(fn) || isAsyncOrGenerator(fn, ts)) return;
    if (!(fn as ts.FunctionLikeDeclaration).body) return;
    green.set(fn, because);
    queue.push(fn);
  }
}

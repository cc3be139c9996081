/**
 * `using`: resources are disposed in reverse order when the block is left (ECMAScript explicit resource management,
 * DisposeResources). The runtime's Disposables holds them and the error that is under way.
 */
import type ts from "typescript";
import type { Binding } from "../../2-analyse/bindings.js";
import { expression } from "../expression.js";
import { Completion } from "../leaps.js";
import type { Local } from "../normalForm.js";
import type { Normaliser } from "../normaliser.js";
import { protectFinally } from "./protect.js";

/** Writes `body`, the rest of a scope that declares `using` variables. */
export function withDisposal(n: Normaliser, scope: ts.Node, body: () => void): void {
  const { b } = n;
  const stack = n.temp();
  n.assign(stack, b.call(n.ctx.runtime("disposables")));
  n.disposables.set(scope, stack);
  protectFinally(n, body, (record) => {
    n.emit({
      kind: "if",
      test: b.equals(n.ref(record.completion), b.number(Completion.Throw)),
      then: n.collect(() => n.effect(b.call(b.member(n.ref(stack), "fail"), n.ref(record.value)))),
      else: [],
    });
    disposeAll(n, scope, stack);
    n.effect(b.call(b.member(n.ref(stack), "finish")));
  });
}

function disposeAll(n: Normaliser, scope: ts.Node, stack: Local): void {
  const { b } = n;
  const label = n.label("dispose");
  const caught = n.temp();
  const body = n.collect(() => {
    const attempt = n.collect(() =>
      n.leaps.within({ kind: "guard" }, () => {
        const method = n.temp();
        n.assign(method, b.member(n.ref(stack), "method"));
        n.suspend(
          scope,
          {
            kind: "dynamic",
            callee: n.ref(method),
            thisArg: b.member(n.ref(stack), "resource"),
            args: [],
            text: null,
          },
          null,
        );
      }),
    );
    const handler = n.collect(() => n.effect(b.call(b.member(n.ref(stack), "fail"), n.ref(caught))));
    n.emit({ kind: "try", body: attempt, param: caught, handler });
  });
  n.emit({ kind: "loop", label, test: b.call(b.member(n.ref(stack), "next")), testAtEnd: false, body, update: [] });
}

/** A `using` declaration: evaluates its value and remembers how to dispose it. */
export function use(n: Normaliser, d: ts.VariableDeclaration, binding: Binding, given?: ts.Expression): void {
  const { b } = n;
  const stack = n.disposables.get(binding.scope)!;
  const value = given ?? expression(n, d.initializer!);
  n.effect(b.assign(n.place(binding), b.call(b.member(n.ref(stack), "use"), value)), d);
}

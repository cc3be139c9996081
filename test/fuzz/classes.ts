/** Random classes: a base class with private names, and classes that extend it. */
import { value } from "./expressions.js";
import { functionBody, parameters } from "./functions.js";
import type { ClassContext, FunctionContext, Scope } from "./scope.js";
import { member, type Node } from "./tree.js";

/** Members of a class; `hasSuper` says that it extends one of these. All methods are green, accessors nest. */
export function classBody(scope: Scope, depth: number, hasSuper: boolean): Node[] {
  const { random } = scope;
  const on = (isStatic: boolean): ClassContext => ({ name: "", hasSuper, isStatic });
  const within = <T>(
    kind: FunctionContext["kind"],
    suspend: FunctionContext["suspend"],
    isStatic: boolean,
    write: () => T,
  ) => scope.functionBody({ suspend, kind, classLevel: on(isStatic) }, write);
  const method = (head: string, isStatic = false) =>
    within(
      "function",
      "pause",
      isStatic,
      () => member`/** @greenlet */ ${head}(${parameters(scope, depth)}): any { ${functionBody(scope, depth)} }`,
    );
  const nested = () => value(scope, Math.min(depth, 1));

  const list: Node[] = [];
  if (!hasSuper) {
    list.push(
      member`x: any = ${within("method", "detour", false, nested)};`,
      member`y: any = 1;`,
      member`#p: any = ${within("method", "detour", false, nested)};`,
      within("function", "detour", false, () => member`get #q(): any { return ${nested()}; }`),
      within("function", "detour", false, () => member`set #q(to: any) { this.#p = to; see("#q", to); }`),
      method("#m"),
      within(
        "function",
        "pause",
        false,
        () => member`/** @greenlet */ get h(): any { ${functionBody(scope, Math.min(depth, 1))} }`,
      ),
      within(
        "function",
        "pause",
        false,
        () => member`/** @greenlet */ set h(to: any) { see("h", to); ${functionBody(scope, Math.min(depth, 1))} }`,
      ),
      within(
        "function",
        "detour",
        false,
        () => member`constructor(x?: any) { this.x = x; ${random.chance(50) ? "this.#p = x;" : ""} }`,
      ),
      within("function", "detour", false, () => member`get g(): any { return ${nested()}; }`),
      within("function", "detour", false, () => member`set g(to: any) { this.y = see("g", to); }`),
      member`static x: any = 1;`,
      member`static y: any;`,
      member`static g: any = 2;`,
      method("m"),
      method("static s", true),
    );
    return list;
  }
  if (random.chance(80)) list.push(method("m"));
  if (random.chance(50)) list.push(method("static s", true));
  if (random.chance(30))
    list.push(
      within("function", "detour", false, () => member`get g(): any { return ${nested()}; }`),
      member`set g(to: any) { super.g = to; }`,
    );
  if (random.chance(30))
    list.push(
      within(
        "function",
        "detour",
        false,
        () => member`constructor(x?: any) { super(x); see("constructed", ${nested()}); }`,
      ),
    );
  // Its name is evaluated where the class is.
  if (scope.isLocal && random.chance(30)) list.push(member`[${value(scope, Math.min(depth, 1))}]() { return 1; }`);
  return list;
}

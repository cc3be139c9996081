/**
 * The normal form: what phase 3 hands to both emitters, and all they read.
 *
 * A green function in normal form obeys these rules.
 *   N1  Every suspension point is a `Suspend` or a `TailCall` statement of its own.
 *   N2  Every `ts.Expression` and `ts.Statement` inside contains no suspension point (functions written inside it
 *       aside: they have normal forms of their own), and is ready for output: captured variables are fields of scope
 *       objects, `this` and `arguments` are locals.
 *   N3  A `Plain` statement declares nothing that another statement of the normal form sees, and no `break` or
 *       `continue` leaves it. `return` and `throw` may stand in it. Locals are declared once, for the whole function.
 *   N4  A `Leap` names a `Label` of an enclosing Loop, Switch or Block.
 *   N5  A `TailCall` stands in no body of a `Try`.
 * There is no `finally`: it was rewritten to completion records.
 *
 * Notation in dumps and comments:   $1 = call f(a, b)      a suspension point, its value received by $1
 */
import type ts from "typescript";

/** A variable of the function that lives in a plain local of both versions. Names are unique within the function. */
export interface Local {
  readonly name: string;
  /** user: written in the source; temp: a spilled value; scope: holds a scope object; this, arguments, newTarget: their values. */
  readonly kind: "user" | "temp" | "scope" | "this" | "arguments" | "newTarget";
}

/** Target of a Leap. */
export interface Label {
  /** Readable, unique within the function. */
  readonly name: string;
}

export interface SuspensionPoint {
  /** The call as written, for positions; may be a `for…of` head or a property access for implicit calls. */
  readonly node: ts.Node;
}

/** A call that may suspend. Operands are evaluated already or cannot be observed: locals, constants, literals. */
export type Call =
  /**
   * The callee's resumable entry is known: `entry(...args)`, or `entry.call(thisArg, ...args)` where `thisArg` is given.
   * `recursive`: it is that of the function itself.
   */
  | {
      readonly kind: "direct";
      readonly entry: ts.Expression;
      readonly recursive: boolean;
      readonly thisArg: ts.Expression | null;
      readonly args: readonly ts.Expression[];
    }
  /**
   * `callee` (a local, or an expression that may be evaluated twice) is a function value: its resumable entry if it
   * has one, else itself, called on `thisArg`. `text` names the callee in the error for a value that is no function;
   * null where the types rule that out.
   */
  | {
      readonly kind: "dynamic";
      readonly callee: ts.Expression;
      readonly thisArg: ts.Expression | null;
      readonly args: readonly ts.Expression[];
      readonly text: string | null;
    };

/** Code without suspension point, kept as it is. */
export interface Plain {
  readonly kind: "plain";
  readonly node: ts.Statement;
}
/** What a call returns by its type when it does not suspend. A hint: types may be wrong at run time. */
export type ReturnedValue = "nothing" | "number" | "boolean" | "any";

/** `target = call`, a suspension point; `target` null drops the value. */
export interface Suspend {
  readonly kind: "suspend";
  readonly point: SuspensionPoint;
  readonly returns: ReturnedValue;
  /** It suspends in all but odd cases, as a `switch` does: code behind it that keeps its speed is of no use before that. */
  readonly always: boolean;
  readonly call: Call;
  readonly target: Local | null;
}
/** `return call`: needs no frame and no check. */
export interface TailCall {
  readonly kind: "tailcall";
  readonly point: SuspensionPoint;
  readonly call: Call;
}
export interface If {
  readonly kind: "if";
  readonly test: ts.Expression;
  readonly then: readonly NStatement[];
  readonly else: readonly NStatement[];
}
/**
 * `for (; test; update) body`; without `test` only leaps leave it. A `continue` leap goes to `update`.
 * `testAtEnd` makes it `do { body; update } while (test)`.
 */
export interface Loop {
  readonly kind: "loop";
  readonly label: Label;
  readonly test: ts.Expression | null;
  readonly testAtEnd: boolean;
  readonly body: readonly NStatement[];
  readonly update: readonly NStatement[];
}
/** Tests contain no suspension point and are evaluated in order, as in the language; bodies fall through. */
export interface Switch {
  readonly kind: "switch";
  readonly label: Label;
  readonly discriminant: ts.Expression;
  readonly cases: readonly { readonly test: ts.Expression | null; readonly body: readonly NStatement[] }[];
}
/** A labelled block; a `break` leap goes behind it. */
export interface Block {
  readonly kind: "block";
  readonly label: Label;
  readonly body: readonly NStatement[];
}
/** `try body catch (param) handler` */
export interface Try {
  readonly kind: "try";
  readonly body: readonly NStatement[];
  readonly param: Local | null;
  readonly handler: readonly NStatement[];
}
export interface Leap {
  readonly kind: "leap";
  readonly mode: "break" | "continue";
  readonly to: Label;
}
export interface Return {
  readonly kind: "return";
  readonly value: ts.Expression | null;
  readonly node?: ts.Node;
}
export interface Throw {
  readonly kind: "throw";
  readonly value: ts.Expression;
  readonly node?: ts.Node;
}
export type NStatement = Plain | Suspend | TailCall | If | Loop | Switch | Block | Try | Leap | Return | Throw;

/** A green function in normal form. */
export interface NormalFunction {
  /** Readable name for frames and dumps. */
  readonly name: string;
  /** The function as written. */
  readonly source: ts.FunctionLikeDeclaration;
  /** Parameters of the resumable entry, ready for output; the names they bind are in `paramLocals`. */
  readonly params: readonly ts.ParameterDeclaration[];
  readonly paramLocals: readonly Local[];
  /** All other locals, in order of appearance. */
  readonly locals: readonly Local[];
  /** Which local an identifier of the output stands for, or undefined for anything else (globals, imports, keys). */
  readonly localOf: (id: ts.Identifier) => Local | undefined;
  /** A fresh identifier that stands for the local. */
  readonly ref: (local: Local) => ts.Identifier;
  readonly body: readonly NStatement[];
}

/**
 * What a piece of code does with the locals of the function. Sets of locals are bit masks (`bigint`), so that the
 * equations of liveness are one expression each.
 */
import type ts from "typescript";
import type { Context } from "../../context.js";
import type { Call, Local, NormalFunction, NStatement } from "../../3-normalise/normalForm.js";
import { everyStatement } from "./suspends.js";

/** A set of locals: bit i stands for `Usages.list[i]`. */
export type Locals = bigint;
export const none: Locals = 0n;

export interface Usage {
  /** May be read with the value they had before. */
  readonly reads: Locals;
  /** Certainly assigned when the code completes normally. */
  readonly kills: Locals;
  /** May be assigned. */
  readonly writes: Locals;
}

const nothing: Usage = { reads: none, kills: none, writes: none };

export class Usages {
  /** All locals of the function: parameters first, then in order of appearance. */
  readonly list: readonly Local[];
  readonly #bits = new Map<Local, Locals>();
  readonly #known = new Map<ts.Node, Usage>();

  constructor(
    readonly fn: NormalFunction,
    readonly ctx: Context,
  ) {
    this.list = [...fn.paramLocals, ...fn.locals];
    this.list.forEach((local, i) => this.#bits.set(local, 1n << BigInt(i)));
  }

  bit(local: Local | null): Locals {
    return local === null ? none : (this.#bits.get(local) ?? none);
  }

  has(set: Locals, local: Local): boolean {
    return (set & this.bit(local)) !== none;
  }

  /** The members of a set, in the order of `list`. */
  members(set: Locals): Local[] {
    return this.list.filter((local) => this.has(set, local));
  }

  /** An expression or statement. Remembered per node. */
  of(node: ts.Node | null): Usage {
    if (node === null) return nothing;
    let usage = this.#known.get(node);
    if (usage === undefined) {
      const walk = new Walk(this, this.fn, this.ctx.ts);
      walk.visit(node);
      usage = { reads: walk.reads, kills: walk.assigned, writes: walk.writes };
      this.#known.set(node, usage);
    }
    return usage;
  }

  ofCall(call: Call): Usage {
    return this.#inOrder([call.kind === "direct" ? call.entry : call.callee, call.thisArg, ...call.args]);
  }

  #inOrder(nodes: readonly (ts.Node | null)[]): Usage {
    return nodes.map((node) => this.of(node)).reduce(sequence, nothing);
  }

  /** Everything that statements of the normal form read or write, at any place. */
  touched(code: readonly NStatement[]): { reads: Locals; writes: Locals } {
    let reads = none;
    let writes = none;
    const add = (usage: Usage) => {
      reads |= usage.reads;
      writes |= usage.writes;
    };
    everyStatement(code, (s) => {
      if (s.kind === "plain") add(this.of(s.node));
      else if (s.kind === "suspend") {
        add(this.ofCall(s.call));
        writes |= this.bit(s.target);
      } else if (s.kind === "tailcall") add(this.ofCall(s.call));
      else if (s.kind === "if" || s.kind === "loop") add(this.of(s.test));
      else if (s.kind === "switch") {
        add(this.of(s.discriminant));
        for (const c of s.cases) add(this.of(c.test));
      } else if (s.kind === "try") writes |= this.bit(s.param);
      else if (s.kind === "return" || s.kind === "throw") add(this.of(s.value));
    });
    return { reads, writes };
  }
}

/** First `a`, then `b`. */
export function sequence(a: Usage, b: Usage): Usage {
  return { reads: a.reads | (b.reads & ~a.kills), kills: a.kills | b.kills, writes: a.writes | b.writes };
}

/**
 * Walks code in the order in which it runs, keeping what is assigned so far. Code that runs perhaps, later, or again
 * counts for its reads and writes, but its assignments are forgotten after it (`perhaps`).
 */
class Walk {
  reads = none;
  writes = none;
  assigned = none;

  constructor(
    readonly usages: Usages,
    readonly fn: NormalFunction,
    readonly t: typeof ts,
  ) {}

  readonly visit = (node: ts.Node): void => {
    const { t } = this;
    if (t.isIdentifier(node)) return this.#read(node);
    if (t.isTypeNode(node) && !t.isExpressionWithTypeArguments(node)) return;
    if (t.isBinaryExpression(node)) return this.#binary(node);
    if (t.isPrefixUnaryExpression(node) || t.isPostfixUnaryExpression(node)) {
      const { operator } = node;
      const steps = operator === t.SyntaxKind.PlusPlusToken || operator === t.SyntaxKind.MinusMinusToken;
      this.visit(node.operand);
      if (steps && !this.#isPlace(node.operand)) this.#write(node.operand);
      return;
    }
    if (t.isPropertyAccessExpression(node)) {
      if (node.questionDotToken === undefined) return this.visit(node.expression);
    } else if (t.isPropertyAssignment(node)) {
      if (t.isComputedPropertyName(node.name)) this.visit(node.name);
      return this.visit(node.initializer);
    }
    if (t.isOptionalChain(node)) return this.#perhaps(node);
    if (t.isConditionalExpression(node)) {
      this.visit(node.condition);
      this.#perhaps(node.whenTrue, node.whenFalse);
      return;
    }
    if (t.isVariableDeclaration(node)) {
      if (node.initializer !== undefined) this.visit(node.initializer);
      if (t.isIdentifier(node.name)) {
        if (node.initializer !== undefined) this.#write(node.name);
      } else this.#perhaps(node.name);
      return;
    }
    if (t.isIfStatement(node)) {
      this.visit(node.expression);
      this.#perhaps(node.thenStatement, ...(node.elseStatement === undefined ? [] : [node.elseStatement]));
      return;
    }
    if (t.isForInStatement(node) || t.isForOfStatement(node)) {
      this.visit(node.expression);
      const before = this.assigned;
      if (t.isVariableDeclarationList(node.initializer)) t.forEachChild(node.initializer, this.visit);
      else this.#write(node.initializer);
      this.visit(node.statement);
      this.assigned = before;
      return;
    }
    if (t.isForStatement(node)) {
      if (node.initializer !== undefined) this.visit(node.initializer);
      this.#perhaps(...[node.condition, node.statement, node.incrementor].filter((part) => part !== undefined));
      return;
    }
    if (t.isSwitchStatement(node)) {
      this.visit(node.expression);
      this.#perhaps(...node.caseBlock.clauses);
      return;
    }
    const certain =
      !t.isIterationStatement(node, false) &&
      !t.isLabeledStatement(node) &&
      !t.isTryStatement(node) &&
      !t.isFunctionLike(node) &&
      !t.isClassLike(node);
    if (certain) t.forEachChild(node, this.visit);
    else if (t.isTryStatement(node))
      this.#perhaps(...[node.tryBlock, node.catchClause, node.finallyBlock].filter((part) => part !== undefined));
    else this.#perhaps(node);
  };

  #binary(node: ts.BinaryExpression): void {
    const { SyntaxKind } = this.t;
    const operator = node.operatorToken.kind;
    switch (operator) {
      case SyntaxKind.EqualsToken:
        if (this.#isPlace(node.left)) this.visit(node.left);
        this.visit(node.right);
        if (!this.#isPlace(node.left)) this.#write(node.left);
        return;
      case SyntaxKind.AmpersandAmpersandToken:
      case SyntaxKind.BarBarToken:
      case SyntaxKind.QuestionQuestionToken:
        this.visit(node.left);
        this.#perhaps(node.right);
        return;
      case SyntaxKind.AmpersandAmpersandEqualsToken:
      case SyntaxKind.BarBarEqualsToken:
      case SyntaxKind.QuestionQuestionEqualsToken: {
        this.visit(node.left);
        const before = this.assigned;
        this.visit(node.right);
        if (!this.#isPlace(node.left)) this.#write(node.left);
        this.assigned = before;
        return;
      }
      default:
        this.visit(node.left);
        this.visit(node.right);
        if (
          operator >= SyntaxKind.FirstAssignment &&
          operator <= SyntaxKind.LastAssignment &&
          !this.#isPlace(node.left)
        ) {
          this.#write(node.left);
        }
    }
  }

  /** Each of them may run, after what ran so far and not after one another. */
  #perhaps(...nodes: readonly ts.Node[]): void {
    const before = this.assigned;
    for (const node of nodes) {
      if (this.t.isIdentifier(node)) this.visit(node);
      else if (this.#isCompound(node)) this.t.forEachChild(node, this.visit);
      else this.visit(node);
      this.assigned = before;
    }
  }

  /** What `visit` would only send back to `#perhaps`. */
  #isCompound(node: ts.Node): boolean {
    const { t } = this;
    return (
      t.isFunctionLike(node) ||
      t.isClassLike(node) ||
      t.isOptionalChain(node) ||
      t.isLabeledStatement(node) ||
      t.isWhileStatement(node) ||
      t.isDoStatement(node)
    );
  }

  #read(id: ts.Identifier): void {
    const local = this.fn.localOf(id);
    if (local !== undefined) this.reads |= this.usages.bit(local) & ~this.assigned;
  }

  /** An assignment to a target of any kind; of a pattern, what stands inside is evaluated now. */
  #write(target: ts.Node): void {
    const { t } = this;
    if (t.isIdentifier(target)) {
      const local = this.fn.localOf(target);
      if (local === undefined) return;
      this.writes |= this.usages.bit(local);
      this.assigned |= this.usages.bit(local);
    } else if (
      t.isParenthesizedExpression(target) ||
      t.isAsExpression(target) ||
      t.isNonNullExpression(target) ||
      t.isSatisfiesExpression(target) ||
      t.isTypeAssertionExpression(target) ||
      t.isSpreadElement(target) ||
      t.isSpreadAssignment(target)
    ) {
      this.#write(target.expression);
    } else if (t.isArrayLiteralExpression(target)) {
      target.elements.forEach((element) => this.#write(element));
    } else if (t.isObjectLiteralExpression(target)) {
      for (const property of target.properties) this.#write(property);
    } else if (t.isPropertyAssignment(target)) {
      if (t.isComputedPropertyName(target.name)) this.visit(target.name);
      this.#write(target.initializer);
    } else if (t.isShorthandPropertyAssignment(target)) {
      if (target.objectAssignmentInitializer !== undefined) this.#perhaps(target.objectAssignmentInitializer);
      this.#write(target.name);
    } else if (t.isBinaryExpression(target)) {
      this.#perhaps(target.right);
      this.#write(target.left);
    } else if (!t.isOmittedExpression(target)) {
      // A place inside a pattern; `o.p = v` by itself evaluates `o` before the value (`#binary`).
      this.visit(target);
    }
  }

  #isPlace(target: ts.Node): boolean {
    const { t } = this;
    return t.isPropertyAccessExpression(target) || t.isElementAccessExpression(target);
  }
}

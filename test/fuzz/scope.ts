/**
 * What a random program knows at the place where it is being written: the names in scope, and what the function
 * around allows. Names are few on purpose, so that inner ones hide outer ones.
 */
import type { Random } from "./random.js";

/** value: a primitive. object: with fields x, y, perhaps n (an object or nothing) and m (a green method). */
export type Type = "value" | "object" | "array" | "function";

export interface Variable {
  readonly name: string;
  /** hidden: expressions don't use it. */
  readonly type: Type | "hidden";
  readonly constant: boolean;
}

export interface FunctionContext {
  /** How this function suspends: green code by `pause`; code that natives call, in a way that nests, by `detour`. */
  readonly suspend: "pause" | "detour";
  readonly kind: "function" | "arrow" | "method" | "constructor";
  readonly classLevel: ClassContext | null;
}

export interface ClassContext {
  readonly name: string;
  readonly hasSuper: boolean;
  /** Whether `this` is an instance, which has the private names. */
  readonly isStatic: boolean;
}

interface Block {
  readonly variables: Variable[];
  /** Names that code of this block or inside it has used already. Declaring one now would put them in its dead zone. */
  readonly used: Set<string>;
}

interface Target {
  readonly label: string | null;
  readonly loop: boolean;
}

const NAMES = ["a", "b", "c", "d", "i", "x", "value", "frame", "$1", "$"];

export class Scope {
  private blocks: Block[] = [];
  private targets: Target[] = [];
  /** Which block is the innermost function's own. */
  private functionStart = 0;
  private labels = 0;
  private texts = 0;
  /** Whether an enclosing statement of this function catches. */
  caught = false;
  context: FunctionContext = { suspend: "pause", kind: "function", classLevel: null };
  /** Names of declared green functions that may be called from anywhere, and of classes. */
  readonly functions: string[] = [];
  readonly classes: string[] = [];

  constructor(readonly random: Random) {}

  block<T>(write: () => T): T {
    this.blocks.push({ variables: [], used: new Set() });
    try {
      return write();
    } finally {
      this.blocks.pop();
    }
  }

  /** Part of a block: what it declares is not used after it, but keeps its name. */
  clause<T>(write: () => T): T {
    const { variables } = this.blocks.at(-1)!;
    const before = variables.length;
    try {
      return write();
    } finally {
      for (let k = before; k < variables.length; k++) variables[k] = { ...variables[k]!, type: "hidden" };
    }
  }

  /** The inside of a function: a block of its own, which no jump leaves. */
  functionBody<T>(context: FunctionContext, write: () => T): T {
    const { context: outer, targets, caught, functionStart } = this;
    this.functionStart = this.blocks.length;
    this.context = context;
    this.targets = [];
    this.caught = false;
    try {
      return this.block(write);
    } finally {
      this.context = outer;
      this.targets = targets;
      this.caught = caught;
      this.functionStart = functionStart;
    }
  }

  /** The inside of something that a jump can leave. */
  target<T>(target: Target, write: () => T): T {
    this.targets.push(target);
    try {
      return write();
    } finally {
      this.targets.pop();
    }
  }

  /** Whether this is inside a function of the program. */
  get isLocal(): boolean {
    return this.blocks.length > 0;
  }

  newLabel(): string {
    return `L${this.labels++}`;
  }

  /** A name for objects in the log, unique in the program. */
  newText(): string {
    return `t${this.texts++}`;
  }

  /** Text of a jump that is allowed here, or undefined. */
  jump(): string | undefined {
    const jumps: string[] = [];
    const nearest = this.targets.at(-1);
    if (this.targets.some(({ loop }) => loop)) jumps.push("continue;");
    if (this.targets.some(({ loop, label }) => loop || label === null)) jumps.push("break;");
    for (const { label, loop } of this.targets) {
      if (label === null || (nearest !== undefined && label === nearest.label && this.random.chance(50))) continue;
      jumps.push(`break ${label};`);
      if (loop) jumps.push(`continue ${label};`);
    }
    return jumps.length === 0 ? undefined : this.random.pick(jumps);
  }

  /** Declares a variable in the innermost block; undefined where no name is free. */
  declare(type: Variable["type"], constant: boolean): string | undefined {
    const block = this.blocks.at(-1)!;
    const free = NAMES.filter((name) => !block.variables.some((variable) => variable.name === name));
    const unused = free.filter((name) => !block.used.has(name));
    const deadZone = this.random.chance(2);
    const names = deadZone ? free : unused;
    if (names.length === 0) return undefined;
    const name = this.random.pick(names);
    block.variables.push({ name, type, constant });
    return name;
  }

  /** Declares a `var`, which belongs to the function; no block between here and there may have its name. */
  declareVar(type: Type): string | undefined {
    const blocks = this.blocks.slice(this.functionStart);
    const names = NAMES.filter(
      (name) => !blocks.some(({ variables }) => variables.some((variable) => variable.name === name)),
    );
    const unused = names.filter((name) => !blocks.some(({ used }) => used.has(name)));
    if (unused.length === 0) return undefined;
    const name = this.random.pick(unused);
    blocks[0]!.variables.push({ name, type, constant: false });
    for (const { used } of blocks) used.add(name);
    return name;
  }

  /** A variable that is visible here. */
  variable(type: Type, writable = false): string | undefined {
    const seen = new Set<string>();
    const found: Variable[] = [];
    for (const { variables } of this.fromInside()) {
      for (const variable of variables) {
        const fits = variable.type === type && (!writable || !variable.constant || this.random.chance(1));
        if (fits && !seen.has(variable.name)) found.push(variable);
      }
      for (const { name } of variables) seen.add(name);
    }
    if (found.length === 0) return undefined;
    const { name } = this.random.pick(found);
    this.use(name);
    return name;
  }

  private fromInside(): Block[] {
    return [...this.blocks].reverse();
  }

  private use(name: string): void {
    for (const block of this.fromInside()) {
      block.used.add(name);
      if (block.variables.some((variable) => variable.name === name)) return;
    }
  }
}

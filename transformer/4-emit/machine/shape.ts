/**
 * The shape of a machine's graph: what control reaches from the resume points, and which blocks can stand inside
 * others as structured code. Follows Ramsey, "Beyond Relooper" (ICFP 2022): a block stands where its immediate
 * dominator ends; one that several forward edges lead to stands behind a labelled block; one that an edge leads back to
 * is a loop. Here the root is the dispatch: it leads to every resume point and to every handler. The blocks that it
 * dominates immediately are the cases of the switch; with one case only there is no switch.
 */
import { successors, type Block, type Graph, type Region } from "./ir.js";

export interface Shape {
  /** Reachable blocks in reverse postorder: a block comes before those that it leads to, but for edges back. */
  readonly order: readonly Block[];
  /** What the dispatch leads to, in order. */
  readonly cases: readonly Block[];
  /** The blocks that stand inside a block's code, in order. */
  readonly children: ReadonlyMap<Block, readonly Block[]>;
  readonly merges: ReadonlySet<Block>;
  readonly loops: ReadonlySet<Block>;
  /** Handlers that an error in a reachable block can go to. */
  readonly handlers: ReadonlySet<Block>;
  /** Whether control goes on from `from` to `to` in the order of the text. */
  isForward(from: Block, to: Block): boolean;
}

export function shapeOf(graph: Graph): Shape {
  thread(graph);
  const inner = innerEdges();
  const resumed = graph.blocks.filter((block) => block.resumes !== null);
  const entries = new Set(resumed);
  for (;;) {
    const handlers = addHandlers(entries, inner);
    // What is visited first takes what it leads to: later points before earlier ones, since those are inside loops, and
    // handlers, which are rare, at the end. So a resume point and what follows it stand together.
    const rare = (block: Block) => (handlers.has(block) ? 1 : 0);
    const order = reversePostorder(
      [...entries].sort((a, b) => rare(a) - rare(b) || b.id - a.id),
      inner,
    );
    const position = new Map(order.map((block, i) => [block, i]));
    const isForward = (from: Block, to: Block) => position.get(from)! < position.get(to)!;
    const dominators = new Dominators(order, entries, position, inner);
    // A loop that is entered in two places has no head to put the `for` on: give it one by dispatching to it.
    const wild = order.flatMap((from) =>
      inner(from).filter(
        (to) => !isForward(from, to) && !dominators.isRootChild(to) && !dominators.dominates(to, from),
      ),
    );
    if (wild.length > 0) {
      entries.add(wild[0]!);
      continue;
    }
    const loops = new Set<Block>();
    const merges = new Set<Block>();
    const forwardEdges = new Map<Block, number>();
    const children = new Map<Block, Block[]>();
    for (const from of order) {
      const exits = new Set(from.code.flatMap((i) => (i.op === "code" ? i.exits : [])));
      for (const to of inner(from)) {
        if (isForward(from, to)) forwardEdges.set(to, (forwardEdges.get(to) ?? 0) + (exits.has(to) ? 2 : 1));
        else if (dominators.dominates(to, from)) loops.add(to);
      }
    }
    for (const block of order) {
      const parent = dominators.parent(block);
      if (parent === null) continue;
      if (forwardEdges.get(block)! > 1) merges.add(block);
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [block]);
      else siblings.push(block);
    }
    const cases = order.filter((block) => dominators.parent(block) === null);
    return { order, cases, children, merges, loops, handlers, isForward };
  }
}

/** Whether a block does nothing but return what cannot fail. It is written wherever control goes to it. */
export function isReturn(block: Block): boolean {
  const only = block.code[0];
  if (block.code.length !== 1 || block.end.op !== "stop" || block.resumes !== null) return false;
  return only!.op === "code" && only!.statement.kind === "return" && only!.statement.value === null;
}

type Edges = (from: Block) => readonly Block[];

/** Where a block leads to, but for those that only return; remembered, since edges are asked for again and again. */
function innerEdges(): Edges {
  const known = new Map<Block, readonly Block[]>();
  return (from) => {
    let edges = known.get(from);
    if (edges === undefined) known.set(from, (edges = successors(from).filter((to) => !isReturn(to))));
    return edges;
  };
}

/** Leads edges past blocks that do nothing. */
function thread(graph: Graph): void {
  const handlers = new Set(graph.blocks.map((block) => block.region?.handler));
  const end = (block: Block): Block => {
    const seen = new Set<Block>();
    while (
      block.code.length === 0 &&
      block.end.op === "jump" &&
      block.resumes === null &&
      !handlers.has(block) &&
      !seen.has(block)
    ) {
      seen.add(block);
      block = block.end.to;
    }
    return block;
  };
  for (const [label, target] of graph.targets) {
    graph.targets.set(label, { break: end(target.break), continue: end(target.continue) });
  }
  for (const block of graph.blocks) {
    for (const i of block.code) if (i.op === "code") i.exits = i.exits.map(end);
    const e = block.end;
    if (e.op === "jump") e.to = end(e.to);
    else if (e.op === "branch") {
      e.then = end(e.then);
      e.else = end(e.else);
    } else if (e.op === "switch") {
      for (const c of e.cases) c.to = end(c.to);
      e.otherwise = end(e.otherwise);
    }
  }
}

/** Adds the handlers of everything reachable, and what is reachable from them, to the entries. */
function addHandlers(entries: Set<Block>, inner: Edges): Set<Block> {
  const handlers = new Set<Block>();
  const regions = new Set<Region>();
  for (let count = -1; count !== entries.size;) {
    count = entries.size;
    for (const block of reversePostorder([...entries], inner)) {
      if (block.region === null || regions.has(block.region)) continue;
      regions.add(block.region);
      handlers.add(block.region.handler);
      entries.add(block.region.handler);
    }
  }
  return handlers;
}

/** Blocks reachable from the entries, which are visited in turn; those visited first come last. */
function reversePostorder(entries: readonly Block[], inner: Edges): Block[] {
  const seen = new Set<Block>();
  const order: Block[] = [];
  const visit = (block: Block) => {
    if (seen.has(block)) return;
    seen.add(block);
    const edges = inner(block);
    for (let i = edges.length - 1; i >= 0; i--) visit(edges[i]!);
    order.push(block);
  };
  for (const entry of entries) visit(entry);
  return order.reverse();
}

/** Immediate dominators, after Cooper, Harvey and Kennedy. Null stands for the root, the dispatch. */
class Dominators {
  readonly #parent = new Map<Block, Block | null>();

  constructor(
    order: readonly Block[],
    entries: ReadonlySet<Block>,
    readonly position: ReadonlyMap<Block, number>,
    inner: Edges,
  ) {
    const predecessors = new Map<Block, Block[]>(order.map((block) => [block, []]));
    for (const from of order) for (const to of inner(from)) predecessors.get(to)!.push(from);
    for (let changed = true; changed;) {
      changed = false;
      for (const block of order) {
        let parent: Block | null | undefined = entries.has(block) ? null : undefined;
        for (const from of predecessors.get(block)!) {
          if (parent === undefined && this.#parent.has(from)) parent = from;
          else if (this.#parent.has(from)) parent = this.#common(parent!, from);
        }
        if (this.#parent.get(block) === parent) continue;
        this.#parent.set(block, parent!);
        changed = true;
      }
    }
  }

  parent(block: Block): Block | null {
    return this.#parent.get(block)!;
  }

  isRootChild(block: Block): boolean {
    return this.parent(block) === null;
  }

  dominates(above: Block, below: Block): boolean {
    for (let b: Block | null = below; b !== null; b = this.parent(b)) if (b === above) return true;
    return false;
  }

  #common(a: Block | null, b: Block | null): Block | null {
    while (a !== b) {
      if (a === null || b === null) return null;
      if (this.position.get(a)! > this.position.get(b)!) a = this.parent(a);
      else b = this.parent(b);
    }
    return a;
  }
}

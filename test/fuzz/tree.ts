/**
 * Programs as trees of text, so that printing is joining and a smaller program is one with a part left out.
 *
 * A node is what the grammar calls by its kind, and consists of text, of other nodes, and of lists of nodes. To shrink
 * it, a node gives way to a part of its own kind, an expression to `0`, and lists lose members. What this makes of a
 * program need not be valid: the property asks the language, and what doesn't parse is no counterexample.
 */

/** An item stands in an expression or in its lists and is none: a parameter, a property, `...spread`, a target. */
export type Kind = "expression" | "item" | "statement" | "member" | "declaration" | "program";
export type Part = string | Node | readonly Node[];

export class Node {
  constructor(
    readonly kind: Kind,
    readonly parts: readonly Part[],
  ) {}

  toString(): string {
    return this.parts.map((part) => (isList(part) ? part.join(separator(part)) : String(part))).join("");
  }
}

function isList(part: Part): part is readonly Node[] {
  return Array.isArray(part);
}

function separator(list: readonly Node[]): string {
  return list[0]?.kind === "expression" || list[0]?.kind === "item" ? ", " : "\n";
}

function builder(kind: Kind): (text: TemplateStringsArray, ...parts: (Part | number)[]) => Node {
  return (text, ...parts) => {
    const all: Part[] = [text[0]!];
    parts.forEach((part, i) => all.push(typeof part === "number" ? String(part) : part, text[i + 1]!));
    return new Node(
      kind,
      all.filter((part) => part !== ""),
    );
  };
}

export const expression = builder("expression");
export const item = builder("item");
export const statement = builder("statement");
export const member = builder("member");
export const declaration = builder("declaration");
export const program = builder("program");

const ZERO = expression`0`;

/** Smaller variants, the boldest first. */
export function* shrink(node: Node): Generator<Node> {
  if (node.kind === "expression" && String(node) !== "0") {
    yield ZERO;
    for (const inner of inside(node, "expression")) yield inner;
  }
  for (const [i, part] of node.parts.entries()) {
    if (!isList(part)) continue;
    for (const shorter of shorten(part)) yield replace(node, i, shorter);
  }
  for (const [i, part] of node.parts.entries()) {
    if (typeof part === "string") continue;
    if (!isList(part)) for (const smaller of shrink(part as Node)) yield replace(node, i, smaller);
    else {
      for (const [k, element] of part.entries()) {
        for (const smaller of shrink(element)) yield replace(node, i, splice(part, k, 1, smaller));
      }
    }
  }
}

/** A list without a run of its members, or with what a member contains in the place of the member. */
function* shorten(list: readonly Node[]): Generator<readonly Node[]> {
  for (let length = list.length; length > 0; length >>= 1) {
    for (let start = 0; start + length <= list.length; start += length) yield splice(list, start, length);
  }
  for (const [k, element] of list.entries()) {
    const parts = [...inside(element, element.kind)];
    if (parts.length > 0 && element.kind !== "expression") yield splice(list, k, 1, ...parts);
  }
}

/** The outermost nodes of a kind inside a node, itself left out. */
function* inside(node: Node, kind: Kind): Generator<Node> {
  for (const part of node.parts) {
    if (typeof part === "string") continue;
    for (const child of isList(part) ? part : [part as Node]) {
      if (child.kind === kind) yield child;
      else yield* inside(child, kind);
    }
  }
}

function replace(node: Node, index: number, part: Part): Node {
  return new Node(node.kind, splice(node.parts, index, 1, part));
}

function splice<T>(list: readonly T[], start: number, length: number, ...items: T[]): T[] {
  const copy = [...list];
  copy.splice(start, length, ...items);
  return copy;
}

/** @type {Map<number, string[]>} */
const written = new Map();

/**
 * About `size` characters of JSON in chunks, written once: it is the parsing that is measured.
 * @type {(size: number) => string[]}
 */
export function document(size) {
  let chunks = written.get(size);
  if (chunks === undefined) written.set(size, (chunks = write(size)));
  return chunks;
}

/** @type {(size: number) => string[]} */
function write(size) {
  let seed = 7;
  const roll = (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed >>> 8) % limit;
  };
  const value = (depth) => {
    const kind = depth === 0 ? roll(3) : roll(6);
    if (kind === 0) return String(roll(100000));
    if (kind === 1) return `"text ${roll(1000)}"`;
    if (kind === 2) return ["true", "false", "null"][roll(3)];
    const members = Array.from({ length: 1 + roll(6) }, () => value(depth - 1));
    if (kind < 5) return `[${members.join(", ")}]`;
    return `{ ${members.map((member, index) => `"key${index}": ${member}`).join(", ")} }`;
  };
  let text = "[";
  while (text.length < size) text += value(7) + ",\n";
  text += "0]";
  const chunks = [];
  for (let at = 0; at < text.length; at += 4096) chunks.push(text.slice(at, at + 4096));
  return chunks;
}

/** Kinds of tokens. */
export const Kind = { Punctuation: 0, Number: 1, String: 2, Word: 3, End: 4 };

export class Token {
  /**
   * @param {number} kind
   * @param {string} text
   */
  constructor(kind, text) {
    this.kind = kind;
    this.text = text;
  }
}

/** @type {(code: number) => boolean} */
export const isSpace = (code) => code === 32 || code === 10 || code === 13 || code === 9;
/** @type {(code: number) => boolean} */
export const isDigit = (code) => code >= 48 && code <= 57;
/** @type {(code: number) => boolean} */
export const isLetter = (code) => code >= 97 && code <= 122;

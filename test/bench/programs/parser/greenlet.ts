// A lexer coroutine, fed with chunks, feeds a parser coroutine that descends recursively.
import { Greenlet, getcurrent } from "greenlet-ts";
import { document, isDigit, isLetter, isSpace, Kind, Token } from "./shared.mjs";

const main = getcurrent();

// Turns chunks of characters into tokens; a token may span chunks.
/** @greenlet */
function lexer(parser: Greenlet): void {
  let text = "";
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at === text.length) {
      const chunk = main.switch<string>();
      if (chunk === "") break;
      text = chunk;
      at = 0;
      continue;
    }
    const code = text.charCodeAt(at);
    const start = at++;
    let kind = Kind.Punctuation;
    if (code === 34) {
      kind = Kind.String;
      for (;;) {
        while (at < text.length && text.charCodeAt(at) !== 34) at++;
        if (at < text.length) break;
        text += main.switch<string>();
      }
      at++;
    } else if (isDigit(code) || isLetter(code)) {
      const belongs = isDigit(code) ? isDigit : isLetter;
      kind = isDigit(code) ? Kind.Number : Kind.Word;
      for (;;) {
        while (at < text.length && belongs(text.charCodeAt(at))) at++;
        if (at < text.length) break;
        const chunk = main.switch<string>();
        if (chunk === "") break;
        text += chunk;
      }
    }
    parser.switch(new Token(kind, text.slice(start, at)));
  }
  parser.switch(new Token(Kind.End, ""));
}

// Recursive descent; sums up what it finds.
/** @greenlet */
class Parser {
  token!: Token;
  checksum = 0;

  constructor(private readonly lexer: Greenlet) {}

  document(first: Token): number {
    this.token = first;
    this.value(1);
    return this.checksum;
  }

  value(depth: number): void {
    const token = this.token;
    switch (token.kind) {
      case Kind.Number:
        this.checksum = (this.checksum + depth * Number(token.text)) | 0;
        break;
      case Kind.String:
        this.checksum = (this.checksum + token.text.length) | 0;
        break;
      case Kind.Word:
        this.checksum = (this.checksum ^ token.text.length) | 0;
        break;
      default:
        if (token.text === "[") this.list(depth, "]", false);
        else if (token.text === "{") this.list(depth, "}", true);
        else throw new SyntaxError(`unexpected ${token.text}`);
    }
    this.token = this.lexer.switch<Token>();
  }

  list(depth: number, close: string, keyed: boolean): void {
    for (;;) {
      this.token = this.lexer.switch<Token>();
      if (keyed) {
        if (this.token.kind !== Kind.String) throw new SyntaxError("key expected");
        this.token = this.lexer.switch<Token>();
        if (this.token.text !== ":") throw new SyntaxError("colon expected");
        this.token = this.lexer.switch<Token>();
      }
      this.value(depth + 1);
      if (this.token.text === close) return;
      if (this.token.text !== ",") throw new SyntaxError(`unexpected ${this.token.text}`);
    }
  }
}

function parse(chunks: string[]): number {
  const tokens: Greenlet = new Greenlet(lexer);
  const state = new Parser(tokens);
  const parser = new Greenlet((first: Token) => state.document(first));
  tokens.switch(parser);
  for (const chunk of chunks) tokens.switch(chunk);
  return tokens.switch("");
}

export function run(n: number, size: number): number {
  const chunks = document(size);
  let total = 0;
  for (let i = 0; i < n; i++) total = (total + parse(chunks)) | 0;
  return total;
}

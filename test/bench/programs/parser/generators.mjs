// A lexer coroutine, fed with chunks, feeds a parser coroutine that descends recursively.
import { document, isDigit, isLetter, isSpace, Kind, Token } from "./shared.mjs";

// Turns chunks of characters into tokens; a token may span chunks.
function* lexer(parser) {
  let text = "";
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at === text.length) {
      const chunk = yield;
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
        text += yield;
      }
      at++;
    } else if (isDigit(code) || isLetter(code)) {
      const belongs = isDigit(code) ? isDigit : isLetter;
      kind = isDigit(code) ? Kind.Number : Kind.Word;
      for (;;) {
        while (at < text.length && belongs(text.charCodeAt(at))) at++;
        if (at < text.length) break;
        const chunk = yield;
        if (chunk === "") break;
        text += chunk;
      }
    }
    parser.next(new Token(kind, text.slice(start, at)));
  }
  return parser.next(new Token(Kind.End, "")).value;
}

// Recursive descent; sums up what it finds.
class Parser {
  token = null;
  checksum = 0;

  *document() {
    this.token = yield;
    yield* this.value(1);
    return this.checksum;
  }

  *value(depth) {
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
        if (token.text === "[") yield* this.list(depth, "]", false);
        else if (token.text === "{") yield* this.list(depth, "}", true);
        else throw new SyntaxError(`unexpected ${token.text}`);
    }
    this.token = yield;
  }

  *list(depth, close, keyed) {
    for (;;) {
      this.token = yield;
      if (keyed) {
        if (this.token.kind !== Kind.String) throw new SyntaxError("key expected");
        this.token = yield;
        if (this.token.text !== ":") throw new SyntaxError("colon expected");
        this.token = yield;
      }
      yield* this.value(depth + 1);
      if (this.token.text === close) return;
      if (this.token.text !== ",") throw new SyntaxError(`unexpected ${this.token.text}`);
    }
  }
}

function parse(chunks) {
  const parser = new Parser().document();
  parser.next();
  const tokens = lexer(parser);
  tokens.next();
  for (const chunk of chunks) tokens.next(chunk);
  return tokens.next("").value;
}

export function run(n, size) {
  const chunks = document(size);
  let total = 0;
  for (let i = 0; i < n; i++) total = (total + parse(chunks)) | 0;
  return total;
}

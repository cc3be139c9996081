import { isIdentifierStart, Parser, parse, parseExpressionAt, tokenizer, tokTypes } from "acorn";

const PROGRAMS = {
  functions: "function f(a, [b, ...c], { d, e: { g = 1 }, ...h }) { return a + b } var k = (x, y = x) => ({ x, y });",
  loops:
    "outer: for (const [i, j] of m) { for (let k in j) if (k) continue outer; else break outer } do x--; while (x)",
  classes: "class A extends (B, C) { #p = 1; static { this.q = 2 } get [k]() { return this.#p } static async *m() {} }",
  generators: "function* g() { const x = yield* h(yield); } async () => { for await (const x of y) await x }",
  templates: "tag`a${b}c${`d${e}`}` + `\\u{1F600}\n`",
  regexps: "var r = /[a-z]+(?<name>\\d{2,3})\\k<name>|(?=x)(?<!y)\\p{L}/giu, q = a / b / c;",
  chains: "a?.b?.[c]?.(d) ?? (e ||= f) ** g; delete a?.b; new (x?.y)()",
  destructuring: "[a, b = 1, ...[c]] = d; ({ a, b: c.d = 2, ...e } = f); for ({ a } of b);",
  literals: "0x1F + 0b101 + 0o17 + 1e-10 + .5 + 10n + 1_000 + 'a\\x41\\u0041\\\n b'",
  modules: "import a, { b as c } from 'd'; export * as e from 'f'; export default class {} import.meta; import('g')",
  errors: "try { throw { a } } catch ({ message }) { debugger } finally { switch (a) { case 1: default: } }",
  insertion: "a\n++b\nreturn_\n/re/g\nlet\nx\nvar yield_ = async\n(x) => x",
  comments: "// line\n/* block */ a /* in between */ + b // end\n<!-- html\n",
  nested: "((((a)))), [[[[]]]], {}, (b => c => d => (e, f))",
};

const WRONG = {
  brackets: "function f( { return (a + ]; }",
  redeclared: "let a; { let b; const b = 1 } ",
  label: "while (1) { break nowhere }",
  private: "class A { m() { return this.#missing } }",
  regexp: "var r = /(?<a>.)(?<a>.)[z-a]/u",
  string: "var s = 'never ended",
  octal: "'use strict'; var x = 010",
  await: "function f() { await x }",
  assignment: "1 = a; f() = 2; (a, b) = c",
  getter: "({ get a(b) {} })",
  escape: "var \\u{110000} = 1",
  super: "function f() { super.x }",
  template: "`abc${`",
  yield: "function* g() { function yield() {} }",
};

/** A plugin as users write them: a class with a method that calls the one before it. */
const telling = (tell) => (Base) =>
  class extends Base {
    parseExprAtom(...args) {
      tell(this.type.label);
      return super.parseExprAtom(...args);
    }
  };

export const tasks = {};
for (const [name, text] of Object.entries(PROGRAMS)) {
  const options = { ecmaVersion: "latest", sourceType: name === "modules" ? "module" : "script" };
  tasks[`parse ${name}`] = () => parse(text, { ...options, locations: true, ranges: true });
  tasks[`comments and tokens of ${name}`] = () => {
    const seen = [];
    parse(text, {
      ...options,
      onComment: (block, comment, start, end) => seen.push([block, comment, start, end]),
      onToken: (token) => seen.push(`${token.type.label} ${token.start}`),
    });
    return seen;
  };
  tasks[`atoms of ${name}`] = () => {
    const atoms = [];
    Parser.extend(telling((label) => atoms.push(label))).parse(text, options);
    return atoms.join(" ");
  };
  for (const ecmaVersion of [5, 2015, 2018])
    tasks[`parse ${name} as ES${ecmaVersion}`] = () => parse(text, { ecmaVersion });
}
for (const [name, text] of Object.entries(WRONG)) {
  tasks[`wrong ${name}`] = () => parse(text, { ecmaVersion: "latest" });
}
tasks["iterate over tokens"] = () => {
  let result = "";
  for (const { type, value } of tokenizer(Object.values(PROGRAMS)[0], { ecmaVersion: 2022 })) {
    result += `${type === tokTypes.name ? value : type.label} `;
  }
  return result;
};
tasks["expression inside a text"] = () => parseExpressionAt("text with {a + b(c)} inside", 11, { ecmaVersion: 2022 });
tasks.identifiers = () => Array.from("aZ$_1é中😀 ", (char) => isIdentifierStart(char.codePointAt(0), true));

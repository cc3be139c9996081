import { Lexer, Marked, marked, walkTokens } from "marked";

const DOCUMENTS = {
  headings: "# One\n\nTwo\n===\n\n### Three ###\n\n####### seven\n\n#no\n",
  paragraphs: "a *b* **c** ***d*** ~~e~~ `f` ``g ` h`` \\*i\\* &amp; &copy; <b>j</b>\nk  \nl\\\nm\n",
  lists: "- a\n- b\n\n  c\n  - d\n    1. e\n    2. f\n- [ ] g\n- [x] h\n\n3) i\n4) j\n\n* k\n+ l\n",
  links:
    '[a](b "c") [d][e] [f] ![g](h) <http://i.j> https://k.l/m?n=o (x@y.zz) [p]( <q r> )\n\n[e]: /e "t"\n[f]: <f>\n',
  code: "```js\nlet a = `b`;\n```\n\n    indented\n    <b>\n\n~~~\nopen\n",
  quotes: "> a\n> > b\nlazy\n>\n> - c\n>   ```\n>   d\n>   ```\n",
  tables: "| a | b |\n|:--|--:|\n| `c\\|d` | *e* |\n| f |\n\na | b\n-|:-:\n1 | 2\n",
  html: "<div>\n*a*\n\n*b*\n</div>\n\n<!-- c -->\n\n<script>\nd < e\n</script>\n<br/> x <a href='f'>g</a>\n",
  rules: "***\n\n- - -\n\na\n---\n___\n",
  nested: "1. > - # a\n   >   b\n\n   c\n2. **d *e `f` g* h**\n",
  odd: "**a*b** _c_d_ [e](f(g)h) *i **j* k** ** l** [m [n](o)](p) `q\n\n\u00a0\n\tr\n",
  empty: "",
};
const OPTIONS = [{}, { gfm: false }, { breaks: true }, { pedantic: true }];

const extension = () => ({
  walkTokens(token) {
    if (token.type === "heading") token.depth = Math.min(token.depth + 1, 6);
  },
  hooks: {
    preprocess: (text) => text.replace(/@(\w+)/g, "[$1](/users/$1)"),
    postprocess: (html) => `<main>${html}</main>`,
  },
  renderer: {
    link({ href, tokens }) {
      return `<a class="own" href="${href}">${this.parser.parseInline(tokens)}</a>`;
    },
    codespan: () => false,
  },
  tokenizer: {
    codespan(text) {
      const match = /^\$+([^$\n]+?)\$+/.exec(text);
      return match ? { type: "codespan", raw: match[0], text: match[1].trim() } : false;
    },
  },
  extensions: [
    {
      name: "spoiler",
      level: "inline",
      start: (text) => text.indexOf("||"),
      tokenizer(text) {
        const match = /^\|\|(.+?)\|\|/.exec(text);
        return match ? { type: "spoiler", raw: match[0], tokens: this.lexer.inlineTokens(match[1]) } : undefined;
      },
      renderer(token) {
        return `<s>${this.parser.parseInline(token.tokens)}</s>`;
      },
    },
  ],
});

export const tasks = {};
for (const [name, text] of Object.entries(DOCUMENTS)) {
  OPTIONS.forEach((options, k) => (tasks[`${name} with options ${k}`] = () => marked.parse(text, options)));
  tasks[`tokens of ${name}`] = () => Lexer.lex(text);
  tasks[`inline ${name}`] = () => marked.parseInline(text);
  tasks[`walk through ${name}`] = () => {
    const kinds = [];
    walkTokens(marked.lexer(text), (token) => void kinds.push(token.type));
    return kinds.join(" ");
  };
  tasks[`extended ${name}`] = () => new Marked(extension()).parse(`${text}\n\n# $x$ ||*secret* \`y\`|| @ada [z](/z)\n`);
}
tasks["no text"] = () => marked.parse(null);
tasks["an error in the renderer"] = () => {
  const failing = new Marked({
    renderer: {
      strong() {
        throw new TypeError("no bold text");
      },
    },
  });
  return failing.parse("a **b** c");
};
tasks["a silent error"] = () => new Marked({ silent: true }).parse(5);
tasks["a wrong extension"] = () => new Marked({ renderer: { nothing: () => "" } });

import Mustache from "mustache";

const view = () => ({
  name: "Ada & <Co>",
  items: [
    { n: 1, tags: ["a", "b"] },
    { n: 2, tags: [] },
    { n: 3, tags: ["c"] },
  ],
  empty: [],
  no: false,
  zero: 0,
  person: { name: { first: "Grace", last: "Hopper" }, greet: () => "Hi" },
  bold: () => (text, render) => `<b>${render(text)}</b>`,
  upper() {
    return function (text, render) {
      return render(text).toUpperCase() + this.zero;
    };
  },
  computed() {
    return this.items.length * 2;
  },
  get lazily() {
    return `got ${this.name}`;
  },
  numbers: [3, 2, 1],
});

const TEMPLATES = {
  variables: "{{name}} {{{name}}} {{&name}} {{missing}} {{ computed }} {{lazily}} {{zero}}",
  sections:
    "{{#items}}{{n}}:{{#tags}}[{{.}}]{{/tags}}{{^tags}}none{{/tags}};{{/items}}{{#empty}}x{{/empty}}{{^no}}not{{/no}}",
  dotted:
    "{{person.name.first}} {{#person}}{{name.last}} {{greet}}{{#name}}{{first}}{{/name}}{{/person}} {{person.x.y}}",
  lambdas: "{{#bold}}a {{name}} {{#items}}{{n}}{{/items}}{{/bold}} {{#upper}}loud {{zero}}{{/upper}}",
  comments: "a{{! comment }}b\n{{! alone\non lines }}\nc",
  delimiters: "{{=<% %>=}}<% name %> {{name}} <%={{ }}=%>{{name}}",
  standalone: "<ul>\n  {{#items}}\n  <li>{{n}}</li>\n  {{/items}}\n</ul>\n{{^empty}}\n  nothing\n{{/empty}}\n",
  partials: "{{>header}}\n  {{>indented}}\n{{#items}}{{>row}}{{/items}}{{>missing}}",
  nested: "{{#items}}{{#items}}{{n}}{{/items}}|{{/items}}{{#numbers}}{{.}},{{/numbers}}",
};
const WRONG = ["{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{a", "{{=<%=}}", "{{{a}}", "{{= =}}"];
const partials = {
  header: "= {{name}} =",
  indented: "one\n{{#no}}x{{/no}}two {{n}}\n",
  row: "({{n}}{{>tag}})",
  tag: "{{tags}}",
};

export const tasks = {};
for (const [name, template] of Object.entries(TEMPLATES)) {
  tasks[`render ${name}`] = () => Mustache.render(template, view(), partials);
  tasks[`parse ${name}`] = () => Mustache.parse(template);
  tasks[`partials of ${name} by a function`] = () =>
    Mustache.render(template, view(), (partial) => `<{{name}} ${partial}>`);
  tasks[`escape ${name} in an own way`] = () => {
    const options = { tags: ["{{", "}}"], escape: (value) => String(value).replace(/[&<>]/g, (char) => `\\${char}`) };
    return Mustache.render(template, view(), partials, options);
  };
  tasks[`context for ${name}`] = () => {
    const context = new Mustache.Context({ name: "inner" }, new Mustache.Context(view()));
    return new Mustache.Writer().render(template, context, partials);
  };
}
for (const template of WRONG) tasks[`wrong ${template}`] = () => Mustache.render(template, {});
tasks["an error in a lambda"] = () =>
  Mustache.render("{{#items}}{{#f}}x{{/f}}{{/items}}", {
    items: [1, 2],
    f: () => () => {
      throw new RangeError("in the lambda");
    },
  });
tasks["no template"] = () => Mustache.render(5, {});
tasks["a scanner"] = () => {
  const scanner = new Mustache.Scanner("one two  three");
  const found = [];
  while (!scanner.eos()) found.push(scanner.scanUntil(/\s+/), scanner.scan(/\s+/), scanner.pos);
  return found;
};

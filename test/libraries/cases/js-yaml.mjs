import { CORE_SCHEMA, dump, FAILSAFE_SCHEMA, JSON_SCHEMA, load, loadAll, YAML11_SCHEMA } from "js-yaml";

const DOCUMENTS = {
  scalars: "a: 1\nb: -2.5e3\nc: 0x1F\nd: 0o17\ne: true\nf: null\ng: ~\nh: .inf\ni: 2001-12-14\nj: yes\nk: 1_000\n",
  quoted: "a: 'it''s'\nb: \"tab\\t \\u00e9 \\x41\\\n  folded\"\nc: plain text  # comment\nd: 'over\n\n  lines'\n",
  blocks: "a: |\n  one\n    two\n\n  three\nb: >-\n  folded\n  text\n\n  more\nc: |+\n  kept\n\nd: >2\n    indented\n",
  flow: "{a: [1, 2, {b: c}], 'd': {e, f: }, g: [[], {}], \"h\":1}",
  sequences: "- a\n- - b\n  - c\n- d: 1\n  e: 2\n-\n  - - f\n- ? complex key\n  : value\n",
  anchors: "base: &base {a: 1, b: [x]}\nuse: *base\nlist: [&x one, *x, *x]\n",
  merge: "base: &b {x: 1}\nother: &o {y: 2}\nall:\n  <<: [*b, *o]\n  z: 3\n",
  tags: "a: !!str 5\nb: !!int '7'\nc: !!float 1\nd: !!seq [1]\ne: !!map {k: v}\nf: !!set {a, b}\ng: !!binary aGVsbG8=\n",
  documents: "%YAML 1.2\n---\na: 1\n...\n---\n- b\n--- c\n...\n",
  unicode: 'schlüssel: wert\n日本: 語\nemoji: "😀"\n',
  empty: "\n# nothing\n",
  long: Array.from({ length: 12 }, (_, k) => `key${k}:\n  - name: item ${k}\n    value: ${k * 1.5}\n`).join(""),
};
const WRONG = {
  indentation: "a:\n  b: 1\n c: 2\n",
  tab: "a:\n\t- b\n",
  anchor: "a: *missing\n",
  quote: "a: 'never ended\n",
  flow: "a: [1, 2\nb: 3\n",
  tag: "a: !unknown 5\n",
  duplicate: "a: 1\na: 2\n",
  colon: "a: b: c\n",
  documents: "a: 1\n---\nb: 2\n",
  escape: 'a: "\\q"\n',
  directive: "%YAML 3.0\n---\na\n",
};
const shared = { x: [1] };
const VALUES = {
  nested: { a: [1, { b: [], c: {} }], d: null, e: true, f: -0.5 },
  strings: [
    "",
    " ",
    "yes",
    "1",
    "a: b",
    "- x",
    "#c",
    "multi\nline\n",
    "'q'",
    '"d"',
    "tab\t",
    "é😀",
    "x".repeat(100),
    "~",
  ],
  keys: { "": 1, "a b": 2, "?": 3, 5: 4, "true": 5, "multi\nline": 6 }, // prettier-ignore
  numbers: [0, -0, 1e21, 1e-7, NaN, Infinity, -Infinity, 255],
  dates: { at: new Date(Date.UTC(2020, 1, 29, 12, 30, 15, 500)) },
  shared: { a: shared, b: shared, c: [shared] },
  deep: [[[[[["x"]]]]]],
};
const STYLES = [
  {},
  { flowLevel: 1 },
  { indent: 4 },
  { lineWidth: 20 },
  { sortKeys: true, noRefs: true },
  { quotingType: '"' },
];

export const tasks = {};
for (const [name, text] of Object.entries(DOCUMENTS)) {
  tasks[`all of ${name}`] = () => loadAll(text);
  for (const [schemaName, schema] of Object.entries({ CORE_SCHEMA, FAILSAFE_SCHEMA, JSON_SCHEMA, YAML11_SCHEMA })) {
    tasks[`${name} by ${schemaName}`] = () => load(text, { schema });
  }
  tasks[`round trip of ${name}`] = () => dump(loadAll(text));
}
for (const [name, text] of Object.entries(WRONG)) tasks[`wrong ${name}`] = () => load(text, { filename: "wrong.yaml" });
for (const [name, value] of Object.entries(VALUES)) {
  STYLES.forEach((style, k) => (tasks[`dump ${name} in style ${k}`] = () => dump(value, style)));
  tasks[`load the dump of ${name}`] = () => load(dump(value));
}
tasks["dump a function"] = () => dump({ f: () => 1 });
tasks["dump and skip"] = () => dump({ f: () => 1, g: undefined, h: 2 }, { skipInvalid: true });
tasks["sorted by a function"] = () => dump({ a: 1, b: { z: 1, y: 2 } }, { sortKeys: (a, b) => (a < b ? 1 : -1) });

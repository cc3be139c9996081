import { Parser } from "expr-eval/dist/index.mjs";

const EXPRESSIONS = [
  "2 ^ x + 3 * (y - 1)",
  "sin(x) ^ 2 + cos(x) ^ 2",
  "x > y ? x : y < 0 ? -y : 'neither'",
  "a = x * 2; b = a + y; a * b",
  "f(n) = n < 2 ? n : f(n - 1) + f(n - 2); f(x + 5)",
  "map(g, [1, 2, 3, x])",
  "filter(positive, [x, -y, y, -x])",
  "fold(add, 0, [1, 2, 3, 4, x])",
  "max(x, y, 3) || min(x, y) and not (x == y)",
  "'a' || 'b' || text",
  "text[0] || [x, y][1]",
  "o.p.q + o.r * 2",
  "5! + (-x)! % 7",
  "x in [1, 2, 3]",
  "length text + length 12345",
  "(x, y, 1e3, 0x1F, 0b11, PI, E, true)",
  "if(x > 1, roundTo(1.23456, 2), atan2(y, x))",
  "join(', ', map(g, [x, y])) || indexOf(3, [1, 2, 3])",
];
const WRONG = [
  "1 +",
  "(x",
  "f(",
  "x y",
  "1..2",
  "unknown + 1",
  "'open",
  "o.constructor",
  "3 = x",
  "a ? b",
  "[1, 2",
  "$",
];

function values(x, y) {
  return {
    x,
    y,
    text: "word",
    o: { p: { q: x + 1 }, r: y },
    g: (n) => n * n + y,
    add: (sum, n) => sum + n,
    positive: (n) => n > 0,
  };
}

export const tasks = {};
for (const text of EXPRESSIONS) {
  for (const [x, y] of [
    [1, 2],
    [3, -1],
    [0, 0.5],
  ]) {
    // prettier-ignore
    tasks[`${text} for x = ${x}, y = ${y}`] = () => {
      const parser = new Parser({ operators: { in: true, assignment: true } });
      const expression = parser.parse(text);
      return [
        expression.toString(),
        expression.variables({ withMembers: true }),
        expression.symbols(),
        expression.simplify({ y }).toString(),
        expression.substitute("x", "y + 1").toString(),
        expression.evaluate(values(x, y)),
      ];
    };
  }
  tasks[`${text} with operators off`] = () =>
    new Parser({ operators: { add: false, conditional: false, factorial: false } }).parse(text).toString();
}
for (const text of WRONG) tasks[`wrong ${text}`] = () => Parser.evaluate(text, values(1, 2));
tasks["own functions and operators"] = () => {
  const parser = new Parser();
  parser.functions.twice = (f, x) => f(f(x));
  parser.consts.TEN = 10;
  parser.unaryOps.half = (x) => x / 2;
  return parser.evaluate("twice(g, TEN) + half 4", { g: (x) => x + 1 });
};

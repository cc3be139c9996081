import Decimal from "decimal.js";

const NUMBERS = ["0", "-0", "1", "-1.5", "0.1", "3.14159265358979323846", "1e-20", "1234.5678", "NaN"];
const UNARY = ["abs", "ceil", "floor", "round", "neg", "trunc", "sqrt", "cbrt", "exp", "ln", "log", "sin", "cos", "tan"]
  .concat(["sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh"])
  .concat(["toBinary", "toHexadecimal", "toOctal", "toExponential", "toFraction", "toString", "valueOf", "precision"]);
const BINARY = ["plus", "minus", "times", "div", "mod", "pow", "divToInt", "cmp", "toNearest"];

// Twenty digits take their time.
Decimal.set({ precision: 10 });

export const tasks = {};
for (const method of UNARY) {
  tasks[method] = () => NUMBERS.map((number) => attempt(() => String(new Decimal(number)[method]())));
}
for (const method of BINARY) {
  tasks[method] = () =>
    NUMBERS.flatMap((left) =>
      ["-0", "7", "0.25", "-12.5"].map((right) => attempt(() => String(new Decimal(left)[method](right)))),
    );
}
for (let rounding = 0; rounding < 9; rounding++) {
  tasks[`rounding ${rounding}`] = () => {
    const Rounded = Decimal.clone({ precision: 5, rounding });
    return ["1.23455", "-1.23455", "99999.5", "0.000123445"].map((text) => [
      new Rounded(text).toDecimalPlaces(4).toString(),
      new Rounded(text).div(3).toString(),
      new Rounded(text).toSignificantDigits(2).toFixed(),
    ]);
  };
}
tasks["pi by Machin's formula"] = () => {
  const Precise = Decimal.clone({ precision: 25 });
  return Precise.atan(new Precise(1).div(5))
    .times(16)
    .minus(Precise.atan(new Precise(1).div(239)).times(4))
    .toString();
};
tasks["many digits"] = () => new (Decimal.clone({ precision: 50 }))(2).pow("0.5").toString();
tasks.statics = () =>
  [Decimal.max(1, "2.5", 2), Decimal.hypot(3, 4), Decimal.sum("0.1", "0.2"), Decimal.log2(8)].join();
tasks.primitives = () => [
  +new Decimal("1.5") + 1,
  `${new Decimal("1e30")}`,
  JSON.stringify({ d: new Decimal("0.10") }),
];
for (const wrong of ["abc", "1.2.3", "", {}, null, undefined, "0xZZ"]) {
  tasks[`not a number: ${JSON.stringify(wrong)}`] = () => new Decimal(wrong);
}
tasks["wrong configuration"] = () => Decimal.clone({ precision: -1 });
tasks["wrong digits"] = () => new Decimal(1).toFixed(-1);

function attempt(run) {
  try {
    return run();
  } catch (error) {
    return `threw ${error.message}`;
  }
}

// A hot loop in a coroutine over a callee that could suspend and does not, reached in five ways.
import { square } from "./shared.mjs";

function* step(i) {
  if (i < 0) yield i;
  return i ^ 5;
}

class Counter {
  base = 3;

  *step(i) {
    if (i < 0) yield i;
    return this.base ^ i;
  }
}

class Add {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return i + this.base;
  }
}

class Subtract {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return i - this.base;
  }
}

class Xor {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return i ^ this.base;
  }
}

class And {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return i & this.base;
  }
}

class Or {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return i | this.base;
  }
}

class Shift {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return i >> this.base;
  }
}

class Negate {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return this.base - i;
  }
}

class Twice {
  base = 3;

  *apply(i) {
    if (i < 0) yield i;
    return i + i;
  }
}

function* directly(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (yield* step(i))) | 0;
  return sum;
}

function* asMethod(n, counter) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (yield* counter.step(i))) | 0;
  return sum;
}

// Nothing is known about `callback`: what it returns tells whether it is a coroutine.
function* each(n, callback) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const result = callback(i);
    const value = typeof result === "object" && typeof result.next === "function" ? yield* result : result;
    sum = (sum + value) | 0;
  }
  return sum;
}

function* throughInterface(n) {
  const operations = [
    new Add(),
    new Subtract(),
    new Xor(),
    new And(),
    new Or(),
    new Shift(),
    new Negate(),
    new Twice(),
  ];
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (yield* operations[i & 7].apply(i))) | 0;
  return sum;
}

export const direct = (n) => directly(n).next().value;
export const method = (n) => asMethod(n, new Counter()).next().value;
export const unknown = (n) => each(n, step).next().value;
export const plain = (n) => each(n, square).next().value;
export const interfaced = (n) => throughInterface(n).next().value;

/** Plain code has to run a generator itself. */
export function outside(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum ^= step(i).next().value;
  return sum;
}

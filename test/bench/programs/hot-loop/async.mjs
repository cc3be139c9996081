// A hot loop in a coroutine over a callee that could suspend and does not, reached in five ways.
import { square } from "./shared.mjs";

const pause = () => new Promise((resolve) => setImmediate(resolve));

async function step(i) {
  if (i < 0) await pause();
  return i ^ 5;
}

class Counter {
  base = 3;

  async step(i) {
    if (i < 0) await pause();
    return this.base ^ i;
  }
}

class Add {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return i + this.base;
  }
}

class Subtract {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return i - this.base;
  }
}

class Xor {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return i ^ this.base;
  }
}

class And {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return i & this.base;
  }
}

class Or {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return i | this.base;
  }
}

class Shift {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return i >> this.base;
  }
}

class Negate {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return this.base - i;
  }
}

class Twice {
  base = 3;

  async apply(i) {
    if (i < 0) await pause();
    return i + i;
  }
}

async function directly(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (await step(i))) | 0;
  return sum;
}

async function asMethod(n, counter) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (await counter.step(i))) | 0;
  return sum;
}

async function each(n, callback) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (await callback(i))) | 0;
  return sum;
}

async function throughInterface(n) {
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
  for (let i = 0; i < n; i++) sum = (sum + (await operations[i & 7].apply(i))) | 0;
  return sum;
}

export const direct = (n) => directly(n);
export const method = (n) => asMethod(n, new Counter());
export const unknown = (n) => each(n, step);
export const plain = (n) => each(n, square);
export const interfaced = (n) => throughInterface(n);

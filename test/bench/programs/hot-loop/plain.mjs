// A hot loop in a coroutine over a callee that could suspend and does not, reached in five ways.
import { square } from "./shared.mjs";

function pause(i) {
  throw new Error(`unexpected ${i}`);
}

function step(i) {
  if (i < 0) pause(i);
  return i ^ 5;
}

class Counter {
  base = 3;

  step(i) {
    if (i < 0) pause(i);
    return this.base ^ i;
  }
}

class Add {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return i + this.base;
  }
}

class Subtract {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return i - this.base;
  }
}

class Xor {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return i ^ this.base;
  }
}

class And {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return i & this.base;
  }
}

class Or {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return i | this.base;
  }
}

class Shift {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return i >> this.base;
  }
}

class Negate {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return this.base - i;
  }
}

class Twice {
  base = 3;

  apply(i) {
    if (i < 0) pause(i);
    return i + i;
  }
}

function directly(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + step(i)) | 0;
  return sum;
}

function asMethod(n, counter) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + counter.step(i)) | 0;
  return sum;
}

function each(n, callback) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + callback(i)) | 0;
  return sum;
}

function throughInterface(n) {
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
  for (let i = 0; i < n; i++) sum = (sum + operations[i & 7].apply(i)) | 0;
  return sum;
}

export const direct = (n) => directly(n);
export const method = (n) => asMethod(n, new Counter());
export const unknown = (n) => each(n, step);
export const plain = (n) => each(n, square);
export const interfaced = (n) => throughInterface(n);

export function outside(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum ^= step(i);
  return sum;
}

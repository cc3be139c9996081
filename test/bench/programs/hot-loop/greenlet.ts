// A hot loop in a coroutine over a callee that could suspend and does not, reached in five ways.
import { Greenlet, getcurrent } from "greenlet-ts";
import { square } from "./shared.mjs";

const main = getcurrent();

/** @greenlet */
function step(i: number): number {
  if (i < 0) main.switch(i);
  return i ^ 5;
}

class Counter {
  base = 3;

  /** @greenlet */
  step(i: number): number {
    if (i < 0) main.switch(i);
    return this.base ^ i;
  }
}

interface Operation {
  /** @greenlet */
  apply(i: number): number;
}

class Add implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return i + this.base;
  }
}

class Subtract implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return i - this.base;
  }
}

class Xor implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return i ^ this.base;
  }
}

class And implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return i & this.base;
  }
}

class Or implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return i | this.base;
  }
}

class Shift implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return i >> this.base;
  }
}

class Negate implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return this.base - i;
  }
}

class Twice implements Operation {
  base = 3;

  /** @greenlet */
  apply(i: number): number {
    if (i < 0) main.switch(i);
    return i + i;
  }
}

/** @greenlet */
function directly(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + step(i)) | 0;
  return sum;
}

/** @greenlet */
function asMethod(n: number, counter: Counter): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + counter.step(i)) | 0;
  return sum;
}

/** @greenlet */
function each(n: number, callback: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + callback(i)) | 0;
  return sum;
}

/** @greenlet */
function throughInterface(n: number): number {
  const operations: Operation[] = [
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

export const direct = (n: number): number => new Greenlet(directly).switch(n);
export const method = (n: number): number => new Greenlet(asMethod).switch(n, new Counter());
export const unknown = (n: number): number => new Greenlet(each).switch(n, step);
export const plain = (n: number): number => new Greenlet(each).switch(n, square);
export const interfaced = (n: number): number => new Greenlet(throughInterface).switch(n);

/** Plain code: it calls the public function. */
export function outside(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum ^= step(i);
  return sum;
}

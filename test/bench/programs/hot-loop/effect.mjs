// A hot loop in a coroutine over a callee that could suspend and does not, reached in five ways.
import { Effect } from "effect";
import { main } from "../../lib/effect.mjs";
import { square } from "./shared.mjs";

const step = (i) =>
  Effect.gen(function* () {
    if (i < 0) yield* Effect.sleep(0);
    return i ^ 5;
  });

class Counter {
  base = 3;

  step(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return this.base ^ i;
    });
  }
}

class Add {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return i + this.base;
    });
  }
}

class Subtract {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return i - this.base;
    });
  }
}

class Xor {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return i ^ this.base;
    });
  }
}

class And {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return i & this.base;
    });
  }
}

class Or {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return i | this.base;
    });
  }
}

class Shift {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return i >> this.base;
    });
  }
}

class Negate {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return this.base - i;
    });
  }
}

class Twice {
  base = 3;

  apply(i) {
    return Effect.gen({ self: this }, function* () {
      if (i < 0) yield* Effect.sleep(0);
      return i + i;
    });
  }
}

const directly = (n) =>
  Effect.gen(function* () {
    let sum = 0;
    for (let i = 0; i < n; i++) sum = (sum + (yield* step(i))) | 0;
    return sum;
  });

const asMethod = (n, counter) =>
  Effect.gen(function* () {
    let sum = 0;
    for (let i = 0; i < n; i++) sum = (sum + (yield* counter.step(i))) | 0;
    return sum;
  });

// Nothing is known about `callback`: what it returns tells whether it is an effect.
const each = (n, callback) =>
  Effect.gen(function* () {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const result = callback(i);
      sum = (sum + (Effect.isEffect(result) ? yield* result : result)) | 0;
    }
    return sum;
  });

const throughInterface = (n) =>
  Effect.gen(function* () {
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
  });

export const direct = (n) =>
  main(function* () {
    return yield* directly(n);
  });
export const method = (n) =>
  main(function* () {
    return yield* asMethod(n, new Counter());
  });
export const unknown = (n) =>
  main(function* () {
    return yield* each(n, step);
  });
export const plain = (n) =>
  main(function* () {
    return yield* each(n, square);
  });
export const interfaced = (n) =>
  main(function* () {
    return yield* throughInterface(n);
  });

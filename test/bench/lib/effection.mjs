/** Coroutines out of effection's operations: each side resolves the operation that the other one waits for. */
import { run, spawn, withResolvers } from "effection";

/** Runs a program; a promise for its result. Tasks that still wait are halted. */
export const main = (program) => run(program);

export class Rendezvous {
  constructor(start) {
    this.start = start;
    this.inner = null;
    this.outer = null;
  }

  /** For the outside: sends a value; returns what comes back. */
  *next(value) {
    this.outer = withResolvers();
    if (this.start !== null) {
      const start = this.start;
      this.start = null;
      const self = this;
      yield* spawn(function* () {
        const result = yield* start(self, value);
        self.outer.resolve(result);
      });
    } else this.inner.resolve(value);
    return yield* this.outer.operation;
  }

  /** For the outside: raises inside. */
  *throw(error) {
    this.outer = withResolvers();
    this.inner.reject(error);
    return yield* this.outer.operation;
  }

  /** For the inside: hands out a value; returns what is sent next. */
  *yield(value) {
    this.inner = withResolvers();
    this.outer.resolve(value);
    return yield* this.inner.operation;
  }
}

/** For symmetric transfers: every task has an inbox and sleeps until somebody puts a value there. */
export class Inbox {
  constructor(body) {
    this.body = body;
    this.waiting = null;
  }

  /** Runs the task in the caller's; returns its result. */
  *start(...values) {
    return yield* this.body(this, ...values);
  }

  /** Sends a value to `target`; returns what this inbox receives next. */
  *transfer(target, value) {
    this.waiting = withResolvers();
    if (target.waiting === null) yield* spawn(() => target.body(target, value));
    else {
      const { resolve } = target.waiting;
      target.waiting = null;
      resolve(value);
    }
    return yield* this.waiting.operation;
  }
}

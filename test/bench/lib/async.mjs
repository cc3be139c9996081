/** A coroutine out of async functions: each side resolves the promise that the other one awaits. */
export class Rendezvous {
  constructor(start) {
    this.start = start;
    this.resume = null;
    this.reject = null;
    this.answer = null;
    this.fail = null;
  }

  /** For the outside: sends a value; a promise for what comes back. */
  next(value) {
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      if (this.start !== null) {
        const start = this.start;
        this.start = null;
        start(this, value).then(
          (result) => this.answer(result),
          (error) => this.fail(error),
        );
      } else this.resume(value);
    });
  }

  /** For the outside: raises inside. */
  throw(error) {
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      this.reject(error);
    });
  }

  /** For the inside: hands out a value; a promise for what is sent next. */
  yield(value) {
    return new Promise((resolve, reject) => {
      this.resume = resolve;
      this.reject = reject;
      this.answer(value);
    });
  }
}

/** For symmetric transfers: every task has an inbox and sleeps until somebody puts a value there. */
export class Inbox {
  constructor(body) {
    this.body = body;
    this.wake = null;
  }

  /** Starts the task; a promise for its result. */
  start(...values) {
    return this.body(this, ...values);
  }

  /** Sends a value to `target`; a promise for what this inbox receives next. */
  transfer(target, value) {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (target.wake === null) target.body(target, value);
      else target.deliver(value);
    });
  }

  deliver(value) {
    const wake = this.wake;
    this.wake = null;
    wake(value);
  }
}

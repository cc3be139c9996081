/** Coroutines out of effect's fibers: each side resumes the callback that the other one waits for. */
import { Effect } from "effect";

/** Runs a program; a promise for its result. Fibers that still wait are garbage then. */
export const main = (program) => Effect.runPromise(Effect.gen(program));

const asEffect = (program) => (Effect.isEffect(program) ? program : Effect.gen(() => program));

export class Rendezvous {
  constructor(start) {
    this.start = start;
    this.resume = null;
    this.answer = null;
  }

  /** For the outside: sends a value; an effect of what comes back. */
  next(value) {
    if (this.start === null) {
      return Effect.callback((answer) => {
        this.answer = answer;
        this.resume(Effect.succeed(value));
      });
    }
    const start = this.start;
    this.start = null;
    const task = Effect.flatMap(
      Effect.suspend(() => asEffect(start(this, value))),
      (result) => Effect.sync(() => this.answer(Effect.succeed(result))),
    );
    return Effect.andThen(
      Effect.forkDetach(task),
      Effect.callback((answer) => {
        this.answer = answer;
      }),
    );
  }

  /** For the outside: fails inside. */
  throw(error) {
    return Effect.callback((answer) => {
      this.answer = answer;
      this.resume(Effect.fail(error));
    });
  }

  /** For the inside: hands out a value; an effect of what is sent next. */
  yield(value) {
    return Effect.callback((resume) => {
      this.resume = resume;
      this.answer(Effect.succeed(value));
    });
  }
}

/** For symmetric transfers: every fiber has an inbox and sleeps until somebody puts a value there. */
export class Inbox {
  constructor(body) {
    this.body = body;
    this.wake = null;
  }

  /** Runs the task in the caller's fiber. */
  start(...values) {
    return this.body(this, ...values);
  }

  /** Sends a value to `target`; an effect of what this inbox receives next. */
  transfer(target, value) {
    return Effect.callback((wake) => {
      this.wake = wake;
      const wakeTarget = target.wake;
      // Started from the event loop: a long ring would start each fiber inside the one before.
      if (wakeTarget === null) queueMicrotask(() => Effect.runFork(target.body(target, value)));
      else {
        target.wake = null;
        wakeTarget(Effect.succeed(value));
      }
    });
  }
}

/**
 * Generators on an explicit stack, as `co` keeps them: a function calls another by yielding the generator it made, and
 * the driver pushes it. A switch then costs the same at every depth. Any other yielded value leaves the coroutine.
 */
export class Coroutine {
  constructor(generator) {
    this.stack = [];
    this.top = generator;
    this.done = false;
  }

  /** Resumes with a value; returns what the coroutine yields or, when it ends, returns. */
  next(value) {
    return this.drive(value, false);
  }

  /** Resumes with an error. */
  throw(error) {
    return this.drive(error, true);
  }

  drive(value, throwing) {
    const stack = this.stack;
    let top = this.top;
    for (;;) {
      let result;
      try {
        result = throwing ? top.throw(value) : top.next(value);
      } catch (error) {
        if (stack.length === 0) {
          this.done = true;
          throw error;
        }
        top = stack.pop();
        value = error;
        throwing = true;
        continue;
      }
      throwing = false;
      value = result.value;
      if (result.done) {
        if (stack.length === 0) {
          this.done = true;
          return value;
        }
        top = stack.pop();
      } else if (typeof value === "object" && value !== null && typeof value.next === "function") {
        stack.push(top);
        top = value;
        value = undefined;
      } else {
        this.top = top;
        return value;
      }
    }
  }
}

/**
 * The part of greenlet-ts that the programs use, on top of node-fibers: native stacks, which ours have to be compared
 * with. A fiber can only yield to the code that runs it, so main passes control on from one to the next.
 */
import Fiber from "fibers";

let current;
let target;
let sent;
let throwing = false;

function receive(value) {
  if (!throwing) return value;
  throwing = false;
  throw value;
}

function send(to, value) {
  target = to;
  sent = value;
  if (current !== main) return receive(Fiber.yield());
  while (target !== main) {
    current = target;
    const value = sent;
    current.fiber.run(value);
  }
  current = main;
  return receive(sent);
}

export class Greenlet {
  constructor(run) {
    this.dead = false;
    this.started = false;
    this.parent = current;
    this.fiber = new Fiber((args) => {
      try {
        sent = run(...args);
      } catch (error) {
        sent = error;
        throwing = true;
      }
      this.dead = true;
      target = this.parent;
    });
  }

  switch(...args) {
    if (this.started || this === main) return send(this, args.length > 1 ? args : args[0]);
    this.started = true;
    return send(this, args);
  }

  throw(error) {
    throwing = true;
    return send(this, error);
  }
}

const main = Object.create(Greenlet.prototype);
current = main;

export const getcurrent = () => current;

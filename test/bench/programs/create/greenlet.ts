// Short-lived greenlets: one that never suspends, one that does once.
import { Greenlet, getcurrent } from "greenlet-ts";

const main = getcurrent();

/** @greenlet */
function increment(value: number): number {
  if (value < 0) main.switch(value);
  return value + 1;
}

/** @greenlet */
function exchange(value: number): number {
  const reply = main.switch<number>(value);
  return value + reply;
}

export function finish(n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total ^= new Greenlet(increment).switch<number>(i);
  return total;
}

export function suspend(n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const coroutine = new Greenlet(exchange);
    const question = coroutine.switch<number>(i);
    total ^= coroutine.switch<number>(question ^ 1);
  }
  return total;
}

// Symmetric transfers: each coroutine switches to the next one.
import { Greenlet } from "greenlet-ts";

let ping: Greenlet;
let pong: Greenlet;

/** @greenlet */
function serve(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + pong.switch<number>(i)) | 0;
  return sum;
}

/** @greenlet */
function returnService(ball: number): void {
  for (;;) ball = ping.switch<number>(ball + 1);
}

export function pingPong(n: number): number {
  ping = new Greenlet(serve);
  pong = new Greenlet(returnService);
  return ping.switch(n);
}

interface Link {
  next: Greenlet;
}

// One body, `size` coroutines: a token goes round and gains one at each.
/** @greenlet */
function pass(link: Link, token: number): void {
  for (;;) token = link.next.switch<number>(token + 1);
}

/** @greenlet */
function start(n: number, first: Greenlet): number {
  let token = 0;
  for (let laps = 0; laps < n; laps++) token = first.switch<number>(token);
  return token;
}

export function ring(n: number, size: number): number {
  const starter = new Greenlet(start);
  const links: Link[] = Array.from({ length: size }, () => ({ next: starter }));
  const coroutines = links.map((link) => new Greenlet((token: number) => pass(link, token)));
  for (let index = 0; index + 1 < size; index++) links[index].next = coroutines[index + 1];
  return starter.switch(Math.ceil(n / size), coroutines[0]);
}

// Nine different bodies in a ring.
const nodes: Greenlet[] = [];

/** @greenlet */
function add(token: number): void {
  for (;;) token = nodes[1].switch<number>((token + 1) | 0);
}

/** @greenlet */
function xor(token: number): void {
  for (;;) {
    const mixed = token ^ 21;
    token = nodes[2].switch<number>(mixed);
  }
}

/** @greenlet */
function count(token: number): void {
  let seen = 0;
  for (;;) {
    seen++;
    token = nodes[3].switch<number>((token + seen) | 0);
  }
}

/** @greenlet */
function remember(token: number): void {
  let last = 0;
  for (;;) {
    const before = last;
    last = token;
    token = nodes[4].switch<number>((token - before) | 0);
  }
}

/** @greenlet */
function flip(token: number): void {
  let up = true;
  for (;;) {
    up = !up;
    token = nodes[5].switch<number>(up ? token : ~token);
  }
}

/** @greenlet */
function shift(token: number): void {
  for (let by = 0; ; by = (by + 1) % 3) token = nodes[6].switch<number>(token >> by);
}

/** @greenlet */
function clamp(token: number): void {
  let low = 0;
  let high = 0;
  for (;;) {
    if (token < low) low = token;
    if (token > high) high = token;
    token = nodes[7].switch<number>(token + ((high - low) & 7));
  }
}

/** @greenlet */
function multiply(token: number): void {
  for (;;) token = nodes[8].switch<number>(Math.imul(token, 33) & 0xffff);
}

/** @greenlet */
function lead(n: number): number {
  let token = 1;
  let sum = 0;
  while (n-- > 0) {
    token = nodes[0].switch<number>(token);
    sum = (sum + token) | 0;
  }
  return sum;
}

export function ring9(n: number): number {
  [add, xor, count, remember, flip, shift, clamp, multiply].forEach((body, index) => {
    nodes[index] = new Greenlet(body);
  });
  nodes[8] = new Greenlet(lead);
  return nodes[8].switch(Math.ceil(n / 9));
}

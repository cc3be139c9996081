// Symmetric transfers: each coroutine puts the value into the other's inbox and waits on its own.
import { Effect } from "effect";
import { Inbox, main } from "../../lib/effect.mjs";

let ping;
let pong;

const serve = (me, n) =>
  Effect.gen(function* () {
    let sum = 0;
    for (let i = 0; i < n; i++) sum = (sum + (yield* me.transfer(pong, i))) | 0;
    return sum;
  });

const returnService = (me, ball) =>
  Effect.gen(function* () {
    for (;;) ball = yield* me.transfer(ping, ball + 1);
  });

export const pingPong = (n) =>
  main(function* () {
    ping = new Inbox(serve);
    pong = new Inbox(returnService);
    return yield* ping.start(n);
  });

// One body, `size` coroutines: a token goes round and gains one at each.
const pass = (link, me, token) =>
  Effect.gen(function* () {
    for (;;) token = yield* me.transfer(link.next, token + 1);
  });

const start = (me, n, first) =>
  Effect.gen(function* () {
    let token = 0;
    for (let laps = 0; laps < n; laps++) token = yield* me.transfer(first, token);
    return token;
  });

export const ring = (n, size) =>
  main(function* () {
    const starter = new Inbox(start);
    const links = Array.from({ length: size }, () => ({ next: starter }));
    const coroutines = links.map((link) => new Inbox((me, token) => pass(link, me, token)));
    for (let index = 0; index + 1 < size; index++) links[index].next = coroutines[index + 1];
    return yield* starter.start(Math.ceil(n / size), coroutines[0]);
  });

// Nine different bodies in a ring.
const nodes = [];

const add = (me, token) =>
  Effect.gen(function* () {
    for (;;) token = yield* me.transfer(nodes[1], (token + 1) | 0);
  });

const xor = (me, token) =>
  Effect.gen(function* () {
    for (;;) {
      const mixed = token ^ 21;
      token = yield* me.transfer(nodes[2], mixed);
    }
  });

const count = (me, token) =>
  Effect.gen(function* () {
    let seen = 0;
    for (;;) {
      seen++;
      token = yield* me.transfer(nodes[3], (token + seen) | 0);
    }
  });

const remember = (me, token) =>
  Effect.gen(function* () {
    let last = 0;
    for (;;) {
      const before = last;
      last = token;
      token = yield* me.transfer(nodes[4], (token - before) | 0);
    }
  });

const flip = (me, token) =>
  Effect.gen(function* () {
    let up = true;
    for (;;) {
      up = !up;
      token = yield* me.transfer(nodes[5], up ? token : ~token);
    }
  });

const shift = (me, token) =>
  Effect.gen(function* () {
    for (let by = 0; ; by = (by + 1) % 3) token = yield* me.transfer(nodes[6], token >> by);
  });

const clamp = (me, token) =>
  Effect.gen(function* () {
    let low = 0;
    let high = 0;
    for (;;) {
      if (token < low) low = token;
      if (token > high) high = token;
      token = yield* me.transfer(nodes[7], token + ((high - low) & 7));
    }
  });

const multiply = (me, token) =>
  Effect.gen(function* () {
    for (;;) token = yield* me.transfer(nodes[8], Math.imul(token, 33) & 0xffff);
  });

const lead = (me, n) =>
  Effect.gen(function* () {
    let token = 1;
    let sum = 0;
    while (n-- > 0) {
      token = yield* me.transfer(nodes[0], token);
      sum = (sum + token) | 0;
    }
    return sum;
  });

export const ring9 = (n) =>
  main(function* () {
    [add, xor, count, remember, flip, shift, clamp, multiply].forEach((body, index) => {
      nodes[index] = new Inbox(body);
    });
    nodes[8] = new Inbox(lead);
    return yield* nodes[8].start(Math.ceil(n / 9));
  });

// Symmetric transfers: each coroutine puts the value into the other's inbox and waits on its own.
import { Inbox } from "../../lib/async.mjs";

let ping;
let pong;

async function serve(me, n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (await me.transfer(pong, i))) | 0;
  return sum;
}

async function returnService(me, ball) {
  for (;;) ball = await me.transfer(ping, ball + 1);
}

export async function pingPong(n) {
  ping = new Inbox(serve);
  pong = new Inbox(returnService);
  return await ping.start(n);
}

// One body, `size` coroutines: a token goes round and gains one at each.
async function pass(link, me, token) {
  for (;;) token = await me.transfer(link.next, token + 1);
}

async function start(me, n, first) {
  let token = 0;
  for (let laps = 0; laps < n; laps++) token = await me.transfer(first, token);
  return token;
}

export async function ring(n, size) {
  const starter = new Inbox(start);
  const links = Array.from({ length: size }, () => ({ next: starter }));
  const coroutines = links.map((link) => new Inbox((me, token) => pass(link, me, token)));
  for (let index = 0; index + 1 < size; index++) links[index].next = coroutines[index + 1];
  return await starter.start(Math.ceil(n / size), coroutines[0]);
}

// Nine different bodies in a ring.
const nodes = [];

async function add(me, token) {
  for (;;) token = await me.transfer(nodes[1], (token + 1) | 0);
}

async function xor(me, token) {
  for (;;) {
    const mixed = token ^ 21;
    token = await me.transfer(nodes[2], mixed);
  }
}

async function count(me, token) {
  let seen = 0;
  for (;;) {
    seen++;
    token = await me.transfer(nodes[3], (token + seen) | 0);
  }
}

async function remember(me, token) {
  let last = 0;
  for (;;) {
    const before = last;
    last = token;
    token = await me.transfer(nodes[4], (token - before) | 0);
  }
}

async function flip(me, token) {
  let up = true;
  for (;;) {
    up = !up;
    token = await me.transfer(nodes[5], up ? token : ~token);
  }
}

async function shift(me, token) {
  for (let by = 0; ; by = (by + 1) % 3) token = await me.transfer(nodes[6], token >> by);
}

async function clamp(me, token) {
  let low = 0;
  let high = 0;
  for (;;) {
    if (token < low) low = token;
    if (token > high) high = token;
    token = await me.transfer(nodes[7], token + ((high - low) & 7));
  }
}

async function multiply(me, token) {
  for (;;) token = await me.transfer(nodes[8], Math.imul(token, 33) & 0xffff);
}

async function lead(me, n) {
  let token = 1;
  let sum = 0;
  while (n-- > 0) {
    token = await me.transfer(nodes[0], token);
    sum = (sum + token) | 0;
  }
  return sum;
}

export async function ring9(n) {
  [add, xor, count, remember, flip, shift, clamp, multiply].forEach((body, index) => {
    nodes[index] = new Inbox(body);
  });
  nodes[8] = new Inbox(lead);
  return await nodes[8].start(Math.ceil(n / 9));
}

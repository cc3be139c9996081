// Symmetric transfers. A trampoline without allocation of its own: `yield target`, the value in a variable beside it.
let sent;

function trampoline(current, value) {
  for (;;) {
    const { value: target, done } = current.next(value);
    if (done) return target;
    current = target;
    value = sent;
  }
}

function transfer(target, value) {
  sent = value;
  return target;
}

let ping;
let pong;

function* serve(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (yield transfer(pong, i))) | 0;
  return sum;
}

function* returnService() {
  let ball = yield;
  for (;;) ball = yield transfer(ping, ball + 1);
}

export function pingPong(n) {
  ping = serve(n);
  pong = returnService();
  pong.next();
  return trampoline(ping, undefined);
}

// One body, `size` coroutines: a token goes round and gains one at each.
function* pass(links, index) {
  let token = yield;
  for (;;) token = yield transfer(links[index].next, token + 1);
}

function* start(n, first) {
  let token = 0;
  for (let laps = 0; laps < n; laps++) token = yield transfer(first, token);
  return token;
}

export function ring(n, size) {
  const links = Array.from({ length: size }, () => ({ next: null }));
  const coroutines = links.map((_, index) => pass(links, index));
  const starter = start(Math.ceil(n / size), coroutines[0]);
  coroutines.forEach((coroutine, index) => {
    links[index].next = index + 1 < size ? coroutines[index + 1] : starter;
    coroutine.next();
  });
  return trampoline(starter, undefined);
}

// Nine different bodies in a ring.
const nodes = [];

function* add() {
  let token = yield;
  for (;;) token = yield transfer(nodes[1], (token + 1) | 0);
}

function* xor() {
  let token = yield;
  for (;;) {
    const mixed = token ^ 21;
    token = yield transfer(nodes[2], mixed);
  }
}

function* count() {
  let token = yield;
  let seen = 0;
  for (;;) {
    seen++;
    token = yield transfer(nodes[3], (token + seen) | 0);
  }
}

function* remember() {
  let token = yield;
  let last = 0;
  for (;;) {
    const before = last;
    last = token;
    token = yield transfer(nodes[4], (token - before) | 0);
  }
}

function* flip() {
  let token = yield;
  let up = true;
  for (;;) {
    up = !up;
    token = yield transfer(nodes[5], up ? token : ~token);
  }
}

function* shift() {
  let token = yield;
  for (let by = 0; ; by = (by + 1) % 3) token = yield transfer(nodes[6], token >> by);
}

function* clamp() {
  let token = yield;
  let low = 0;
  let high = 0;
  for (;;) {
    if (token < low) low = token;
    if (token > high) high = token;
    token = yield transfer(nodes[7], token + ((high - low) & 7));
  }
}

function* multiply() {
  let token = yield;
  for (;;) token = yield transfer(nodes[8], Math.imul(token, 33) & 0xffff);
}

function* lead(n) {
  let token = 1;
  let sum = 0;
  while (n-- > 0) {
    token = yield transfer(nodes[0], token);
    sum = (sum + token) | 0;
  }
  return sum;
}

export function ring9(n) {
  [add, xor, count, remember, flip, shift, clamp, multiply].forEach((body, index) => {
    nodes[index] = body();
    nodes[index].next();
  });
  nodes[8] = lead(Math.ceil(n / 9));
  return trampoline(nodes[8], undefined);
}

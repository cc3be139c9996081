// Eight coroutines with different bodies, all alive, take turns answering.
function* sum() {
  let sum = 0;
  for (;;) sum = (sum + (yield sum)) | 0;
}

function* maximum() {
  let max = -1;
  for (;;) {
    const value = yield max;
    if (value > max) max = value;
  }
}

function* evens() {
  let count = 0;
  for (;;) {
    if (((yield count) & 1) === 0) count++;
  }
}

function* alternate() {
  let even = 0;
  let odd = 0;
  for (;;) {
    even = (even + (yield odd)) | 0;
    odd = (odd ^ (yield even)) | 0;
  }
}

function* mean() {
  let sum = 0;
  let count = 0;
  for (;;) {
    sum += yield count === 0 ? 0 : Math.floor(sum / count);
    count++;
  }
}

function* hash() {
  let hash = 17;
  for (;;) hash = (Math.imul(hash, 31) + (yield hash)) | 0;
}

function* window() {
  let first = 0;
  let second = 0;
  let third = 0;
  for (;;) {
    first = second;
    second = third;
    third = yield first + second + third;
  }
}

function* fibonacci() {
  let previous = 0;
  let current = 1;
  for (;;) {
    const skip = yield current;
    const next = (previous + current + skip) % 1000003;
    previous = current;
    current = next;
  }
}

export function run(n) {
  const coroutines = [sum, maximum, evens, alternate, mean, hash, window, fibonacci].map((body) => body());
  for (const coroutine of coroutines) coroutine.next();
  let total = 0;
  for (let i = 0; i < n; i++) total ^= coroutines[i & 7].next(i).value;
  return total;
}

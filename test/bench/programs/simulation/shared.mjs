/** What is due when: a binary heap by time, then by order of scheduling. */
export class Agenda {
  constructor() {
    /** @type {{ time: number, order: number, who: any }[]} */
    this.heap = [];
    this.order = 0;
  }

  /** @type {(time: number, who: any) => void} */
  schedule(time, who) {
    const heap = this.heap;
    const entry = { time, order: this.order++, who };
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  /** @type {() => { time: number, order: number, who: any }} */
  next() {
    const heap = this.heap;
    const first = heap[0];
    const last = heap.pop();
    const length = heap.length;
    if (length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= length) break;
        if (child + 1 < length && before(heap[child + 1], heap[child])) child++;
        if (!before(heap[child], last)) break;
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = last;
    }
    return first;
  }
}

const before = (a, b) => a.time < b.time || (a.time === b.time && a.order < b.order);

/** Pseudo-random whole numbers from 1 to `limit`. */
export class Dice {
  /** @param {number} seed */
  constructor(seed) {
    this.seed = seed;
  }

  /** @type {(limit: number) => number} */
  roll(limit) {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return 1 + ((this.seed >>> 8) % limit);
  }
}

/** Machines that break down, and the crew that repairs them. */
export class Shop {
  constructor() {
    this.agenda = new Agenda();
    this.now = 0;
    this.crew = 40;
    /** @type {any[]} */
    this.queue = [];
    this.produced = 0;
    this.repairs = 0;
  }
}

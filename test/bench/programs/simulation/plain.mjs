// The same as a state machine by hand, one object for each machine: what all others have to do, too.
import { Dice, Shop } from "./shared.mjs";

const STARTS = 0;
const WORKS = 1;
const BREAKS_DOWN = 2;
const GETS_REPAIRER = 3;
const REPAIRED = 4;
const PRODUCED = 5;

class Machine {
  constructor(shop, seed) {
    this.shop = shop;
    this.dice = new Dice(seed);
    this.state = STARTS;
    this.batches = 0;
    this.batch = 0;
  }

  /** The time that the machine wants to pass, or -1 when somebody else will wake it. */
  step() {
    const { shop, dice } = this;
    for (;;) {
      switch (this.state) {
        case STARTS:
          this.batches = dice.roll(5);
          this.batch = 0;
          this.state = WORKS;
          continue;
        case WORKS:
          if (this.batch < this.batches) {
            this.state = PRODUCED;
            return dice.roll(100);
          }
          this.state = BREAKS_DOWN;
          continue;
        case PRODUCED:
          shop.produced += this.batch + 1;
          this.batch++;
          this.state = WORKS;
          continue;
        case BREAKS_DOWN:
          this.state = GETS_REPAIRER;
          if (shop.crew === 0) {
            shop.queue.push(this);
            return -1;
          }
          shop.crew--;
          continue;
        case GETS_REPAIRER:
          this.state = REPAIRED;
          return dice.roll(50);
        case REPAIRED:
          shop.repairs++;
          if (shop.queue.length > 0) shop.agenda.schedule(shop.now, shop.queue.shift());
          else shop.crew++;
          this.state = STARTS;
          continue;
      }
    }
  }
}

export function run(n, processes) {
  const shop = new Shop();
  for (let id = 0; id < processes; id++) shop.agenda.schedule(0, new Machine(shop, id));
  for (let events = 0; events < n; events++) {
    const { time, who } = shop.agenda.next();
    shop.now = time;
    const delay = who.step();
    if (delay >= 0) shop.agenda.schedule(time + delay, who);
  }
  return shop.produced + shop.repairs * 7 + shop.now * 13;
}

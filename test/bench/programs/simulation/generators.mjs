// Discrete-event simulation of machines that work, break down, wait for a repairer and work again. A process yields the
// time it wants to pass, or nothing when somebody else will wake it.
import { Dice, Shop } from "./shared.mjs";

function* repair(shop, self, dice) {
  if (shop.crew === 0) {
    shop.queue.push(self.process);
    yield -1;
  } else shop.crew--;
  yield dice.roll(50);
  shop.repairs++;
  if (shop.queue.length > 0) shop.agenda.schedule(shop.now, shop.queue.shift());
  else shop.crew++;
}

function* machine(shop, self, seed) {
  const dice = new Dice(seed);
  for (;;) {
    const batches = dice.roll(5);
    for (let batch = 0; batch < batches; batch++) {
      yield dice.roll(100);
      shop.produced += batch + 1;
    }
    yield* repair(shop, self, dice);
  }
}

export function run(n, processes) {
  const shop = new Shop();
  for (let id = 0; id < processes; id++) {
    const self = { process: null };
    self.process = machine(shop, self, id);
    shop.agenda.schedule(0, self.process);
  }
  for (let events = 0; events < n; events++) {
    const { time, who } = shop.agenda.next();
    shop.now = time;
    const delay = who.next().value;
    if (delay >= 0) shop.agenda.schedule(time + delay, who);
  }
  return shop.produced + shop.repairs * 7 + shop.now * 13;
}

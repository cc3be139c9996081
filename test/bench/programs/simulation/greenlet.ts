// Discrete-event simulation of machines that work, break down, wait for a repairer and work again. A process tells the
// scheduler the time it wants to pass, or -1 when somebody else will wake it.
import { Greenlet, getcurrent } from "greenlet-ts";
import { Dice, Shop } from "./shared.mjs";

const scheduler = getcurrent();

/** @greenlet */
function repair(shop: Shop, dice: Dice): void {
  if (shop.crew === 0) {
    shop.queue.push(getcurrent());
    scheduler.switch(-1);
  } else shop.crew--;
  scheduler.switch(dice.roll(50));
  shop.repairs++;
  if (shop.queue.length > 0) shop.agenda.schedule(shop.now, shop.queue.shift());
  else shop.crew++;
}

/** @greenlet */
function machine(shop: Shop, seed: number): void {
  const dice = new Dice(seed);
  for (;;) {
    const batches = dice.roll(5);
    for (let batch = 0; batch < batches; batch++) {
      scheduler.switch(dice.roll(100));
      shop.produced += batch + 1;
    }
    repair(shop, dice);
  }
}

export function run(n: number, processes: number): number {
  const shop = new Shop();
  for (let id = 0; id < processes; id++) {
    shop.agenda.schedule(0, new Greenlet(() => machine(shop, id)));
  }
  for (let events = 0; events < n; events++) {
    const { time, who } = shop.agenda.next();
    shop.now = time;
    const delay = who.switch() as number;
    if (delay >= 0) shop.agenda.schedule(time + delay, who);
  }
  return shop.produced + shop.repairs * 7 + shop.now * 13;
}

// Discrete-event simulation of machines that work, break down, wait for a repairer and work again. A process awaits the
// time it wants to pass, or -1 when somebody else will wake it.
import { Rendezvous } from "../../lib/async.mjs";
import { Dice, Shop } from "./shared.mjs";

async function repair(link, shop, dice) {
  if (shop.crew === 0) {
    shop.queue.push(link);
    await link.yield(-1);
  } else shop.crew--;
  await link.yield(dice.roll(50));
  shop.repairs++;
  if (shop.queue.length > 0) shop.agenda.schedule(shop.now, shop.queue.shift());
  else shop.crew++;
}

async function machine(link, shop, seed) {
  const dice = new Dice(seed);
  for (;;) {
    const batches = dice.roll(5);
    for (let batch = 0; batch < batches; batch++) {
      await link.yield(dice.roll(100));
      shop.produced += batch + 1;
    }
    await repair(link, shop, dice);
  }
}

export async function run(n, processes) {
  const shop = new Shop();
  for (let id = 0; id < processes; id++) {
    shop.agenda.schedule(0, new Rendezvous((link) => machine(link, shop, id)));
  }
  for (let events = 0; events < n; events++) {
    const { time, who } = shop.agenda.next();
    shop.now = time;
    const delay = await who.next(undefined);
    if (delay >= 0) shop.agenda.schedule(time + delay, who);
  }
  return shop.produced + shop.repairs * 7 + shop.now * 13;
}

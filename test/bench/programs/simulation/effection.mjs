// Discrete-event simulation of machines that work, break down, wait for a repairer and work again. A process hands out the
// time it wants to pass, or -1 when somebody else will wake it.
import { main, Rendezvous } from "../../lib/effection.mjs";
import { Dice, Shop } from "./shared.mjs";

function* repair(link, shop, dice) {
  if (shop.crew === 0) {
    shop.queue.push(link);
    yield* link.yield(-1);
  } else shop.crew--;
  yield* link.yield(dice.roll(50));
  shop.repairs++;
  if (shop.queue.length > 0) shop.agenda.schedule(shop.now, shop.queue.shift());
  else shop.crew++;
}

function* machine(link, shop, seed) {
  const dice = new Dice(seed);
  for (;;) {
    const batches = dice.roll(5);
    for (let batch = 0; batch < batches; batch++) {
      yield* link.yield(dice.roll(100));
      shop.produced += batch + 1;
    }
    yield* repair(link, shop, dice);
  }
}

export const run = (n, processes) =>
  main(function* () {
    const shop = new Shop();
    for (let id = 0; id < processes; id++) {
      shop.agenda.schedule(0, new Rendezvous((link) => machine(link, shop, id)));
    }
    for (let events = 0; events < n; events++) {
      const { time, who } = shop.agenda.next();
      shop.now = time;
      const delay = yield* who.next(undefined);
      if (delay >= 0) shop.agenda.schedule(time + delay, who);
    }
    return shop.produced + shop.repairs * 7 + shop.now * 13;
  });

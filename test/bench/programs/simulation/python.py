import heapq

from greenlet import getcurrent, greenlet

scheduler = getcurrent()


class Dice:
    def __init__(self, seed):
        self.seed = seed

    def roll(self, limit):
        self.seed = (self.seed * 1664525 + 1013904223) % 2**32
        return 1 + (self.seed >> 8) % limit


class Shop:
    def __init__(self):
        self.agenda = []
        self.order = 0
        self.now = 0
        self.crew = 40
        self.queue = []
        self.produced = 0
        self.repairs = 0

    def schedule(self, time, who):
        heapq.heappush(self.agenda, (time, self.order, who))
        self.order += 1


def repair(shop, dice):
    if shop.crew == 0:
        shop.queue.append(getcurrent())
        scheduler.switch(-1)
    else:
        shop.crew -= 1
    scheduler.switch(dice.roll(50))
    shop.repairs += 1
    if shop.queue:
        shop.schedule(shop.now, shop.queue.pop(0))
    else:
        shop.crew += 1


def machine(shop, seed):
    dice = Dice(seed)
    while True:
        for batch in range(dice.roll(5)):
            scheduler.switch(dice.roll(100))
            shop.produced += batch + 1
        repair(shop, dice)


def run(n, processes):
    shop = Shop()
    for id in range(processes):
        shop.schedule(0, greenlet(lambda id=id: machine(shop, id)))
    for _ in range(n):
        shop.now, _, who = heapq.heappop(shop.agenda)
        delay = who.switch()
        if delay >= 0:
            shop.schedule(shop.now + delay, who)
    return shop.produced + shop.repairs * 7 + shop.now * 13

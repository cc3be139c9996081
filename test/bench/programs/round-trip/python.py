from greenlet import getcurrent, greenlet

main = getcurrent()


def accumulate():
    total = 0
    while True:
        total += main.switch(total)
        total = (total + 2**31) % 2**32 - 2**31


def deep(depth):
    result = accumulate() if depth == 2 else deep(depth - 1)
    return result + 1


def run(n, depth):
    coroutine = greenlet(accumulate) if depth == 1 else greenlet(lambda: deep(depth))
    coroutine.switch()
    total = 0
    for i in range(n):
        total ^= coroutine.switch(i)
    return (total + 2**31) % 2**32 - 2**31

from greenlet import getcurrent, greenlet

main = getcurrent()


class Cancelled(Exception):
    pass


def descend(depth, id):
    if depth == 0:
        return main.switch(id)
    result = descend(depth - 1, id)
    return result + 1


def survive(depth):
    caught = 0
    while True:
        try:
            descend(depth, caught)
        except Cancelled:
            caught += 1


def run(n, depth):
    coroutine = greenlet(survive)
    total = coroutine.switch(depth)
    for _ in range(n):
        total += coroutine.throw(Cancelled)
    return (total + 2**31) % 2**32 - 2**31

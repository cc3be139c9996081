from greenlet import getcurrent, greenlet

main = getcurrent()


def increment(value):
    if value < 0:
        main.switch(value)
    return value + 1


def exchange(value):
    reply = main.switch(value)
    return value + reply


def wrap(total):
    return (total + 2**31) % 2**32 - 2**31


def finish(n):
    total = 0
    for i in range(n):
        total ^= greenlet(increment).switch(i)
    return wrap(total)


def suspend(n):
    total = 0
    for i in range(n):
        coroutine = greenlet(exchange)
        question = coroutine.switch(i)
        total ^= coroutine.switch(question ^ 1)
    return wrap(total)

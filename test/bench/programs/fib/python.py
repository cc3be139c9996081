from greenlet import getcurrent, greenlet

main = getcurrent()


def fib(n):
    if n > 40:
        main.switch(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def run(n, k):
    return greenlet(lambda: sum(fib(k) for _ in range(n))).switch()

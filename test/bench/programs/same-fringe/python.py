from functools import lru_cache

from greenlet import getcurrent, greenlet

main = getcurrent()


def grow(first, count, split):
    if count == 1:
        return (None, None, first)
    left = split(count)
    return (grow(first, left, split), grow(first + left, count - left, split), 0)


def irregular(leaves):
    seed = 42

    def split(count):
        nonlocal seed
        seed = (seed * 1103515245 + 12345) % 2**32
        return 1 + seed % (count - 1)

    return grow(1, leaves, split)


def walk(tree):
    if tree[0] is None:
        main.switch(tree[2])
    else:
        walk(tree[0])
        walk(tree[1])


def compare(left, right):
    first = greenlet(walk)
    second = greenlet(walk)
    a = first.switch(left)
    b = second.switch(right)
    equal = 0
    while not first.dead and not second.dead and a == b:
        equal += 1
        a = first.switch()
        b = second.switch()
    return equal


@lru_cache
def trees(leaves):
    return grow(1, leaves, lambda count: count >> 1), irregular(leaves)


def run(n, leaves):
    left, right = trees(leaves)
    return sum(compare(left, right) for _ in range(n))

from greenlet import greenlet


def pingPong(n):
    def serve(n):
        total = 0
        for i in range(n):
            total += pong.switch(i)
        return (total + 2**31) % 2**32 - 2**31

    def return_service(ball):
        while True:
            ball = ping.switch(ball + 1)

    ping = greenlet(serve)
    pong = greenlet(return_service)
    return ping.switch(n)


def ring(n, size):
    def pass_on(link, token):
        while True:
            token = link[0].switch(token + 1)

    def start(laps, first):
        token = 0
        for _ in range(laps):
            token = first.switch(token)
        return token

    starter = greenlet(start)
    links = [[starter] for _ in range(size)]
    coroutines = [greenlet(lambda token, link=link: pass_on(link, token)) for link in links]
    for index in range(size - 1):
        links[index][0] = coroutines[index + 1]
    return starter.switch(-(-n // size), coroutines[0])

"""The child of run.mjs for Python's greenlet: the same request, the same answer as child.mjs."""

import importlib.util
import json
import sys
import time

request = json.loads(sys.argv[1])
sys.setrecursionlimit(1 << 20)
millis, samples = request["millis"], request["samples"]


def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, path.rsplit("/", 1)[0])
    spec.loader.exec_module(module)
    return module


def timed(run, n, args):
    start = time.thread_time()
    checksum = run(n, *args)
    return (time.thread_time() - start) * 1000, checksum


def measure(job):
    run = getattr(load(job["module"]), job["entry"])
    args, grain = job["args"], job["grain"]
    _, checksum = timed(run, job["check"], args)
    n = grain
    while True:
        elapsed, _ = timed(run, n, args)
        if elapsed >= millis:
            break
        factor = min(10, 1.2 * millis / max(elapsed, 0.01))
        n = max(n + grain, -(-int(n * factor) // grain) * grain)
    results = [timed(run, n, args) for _ in range(samples)]
    assert len({result for _, result in results}) == 1
    return {
        "id": job["id"],
        "checksum": checksum,
        "n": n,
        "perOperation": [elapsed * 1e6 / (n * job["units"]) for elapsed, _ in results],
    }


for job in request["jobs"]:
    print(json.dumps(measure(job)))

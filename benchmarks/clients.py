"""Many clients at once: processes of threads that start together, and how they fared."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence


def race(module: str, words: Sequence[Sequence[object]], threads: int) -> tuple[float, float]:
    """Run `python -m module THREADS WORDS…`, one process for each words.

    All begin together. Returns acts a second over all clients, and the longest that one caller
    waited, in seconds.
    """
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [
        subprocess.Popen([sys.executable, "-m", module, str(threads), *map(str, own)], **pipes)
        for own in words
    ]
    for one in running:
        assert one.stdout.readline() == "ready\n"
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate()[0].split() for one in running]
    assert all(one.returncode == 0 for one in running), told
    rate = sum(int(count) / float(took) for count, _, took in told)
    return rate, max(float(waited) for _, waited, _ in told)


def take_part(
    threads: int, act: Callable[[int, int], object], *, seconds: float, most: int
) -> None:
    """One process of a race: every thread calls `act(own number, calls before)` again and again.

    The first call of each is its warm-up and does not count: a server has been up for a while. It
    ends after the seconds, or after `most` calls of a thread.
    """
    counts, waits, ready = [0] * threads, [0.0] * threads, threading.Barrier(threads + 1)

    def client(own: int) -> None:
        from django.db import connection

        connection.ensure_connection()
        act(own, 0)
        ready.wait()
        end = time.perf_counter() + seconds
        while counts[own] + 1 < most and (began := time.perf_counter()) < end:
            act(own, counts[own] + 1)
            waits[own] = max(waits[own], time.perf_counter() - began)
            counts[own] += 1
        connection.close()

    running = [threading.Thread(target=client, args=(own,)) for own in range(threads)]
    for one in running:
        one.start()
    while ready.n_waiting < threads:
        time.sleep(0.01)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    ready.wait()
    began = time.perf_counter()
    for one in running:
        one.join()
    sys.stdout.write(f"{sum(counts)} {max(waits)} {time.perf_counter() - began}\n")

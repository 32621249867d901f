"""The website under `duzhi serve` with two workers: pages alone, twenty people at once, weight.

`python -m benchmarks.web [HOME [REQUESTS]]`; without a home the sample county is made first. Times
are taken at the client over loopback, beside the smallest page of the same server in the same run.
"""

import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.installation import county, say

SCOPE = "region=990181&on=2023-06-30"
FLOOR = "/words/?amount=1&of=" + quote("元")
"""The smallest page behind a door: session, permission, a few bytes."""
PAGES = {
    "morning page": f"/morning/?{SCOPE}",
    "revenue statement": f"/receipts/execution/?{SCOPE}",
    "spending statement": f"/statements/spending/?{SCOPE}",
    "250,000 payments, filtered and sorted": (
        f"/payments/?{SCOPE}&sort=-amount&fund_type=11&amount_min=1"
    ),
    "figure page F13": f"/figures/F13/?{SCOPE}",
}
WALK = (
    *PAGES.values(),
    f"/payments/?{SCOPE}&page=3",
    f"/receipts/townships/?{SCOPE}",
    f"/ledger/?{SCOPE}",
    f"/figures/?{SCOPE}",
    f"/figures/F03/?{SCOPE}",
    f"/treasury/cash/?{SCOPE}",
    f"/todos/?{SCOPE}",
)
USERS, THINK = 20, (1.0, 3.0)
TIMES = 100


class Reader:
    """A browser of one person on one open connection."""

    def __init__(self, port: int, username: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._sign_in(username)

    def get(self, path: str, encoding: str = "gzip") -> tuple[int, float, bytes]:
        """Status, seconds and body as transferred."""
        headers = {"Cookie": self._jar(), "Accept-Encoding": encoding}
        start = time.perf_counter()
        self._line.request("GET", path, headers=headers)
        answer = self._line.getresponse()
        body = answer.read()
        return answer.status, time.perf_counter() - start, body

    def _sign_in(self, username: str) -> None:
        self._line.request("GET", "/login/")
        page = self._take(self._line.getresponse()).decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        fields = {"username": username, "password": "qinglan-2023", "next": ""}
        body = urlencode({**fields, "csrfmiddlewaretoken": token[1] if token else ""})
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._jar()}
        self._line.request("POST", "/login/", body, kind)
        answer = self._line.getresponse()
        self._take(answer)
        if answer.status != 302:
            raise SystemExit(f"{username} cannot sign in: {answer.status}")

    def _take(self, answer: http.client.HTTPResponse) -> bytes:
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = line.strip().partition("=")
            self._cookies[name] = rest.split(";")[0]
        return answer.read()

    def _jar(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())


def main(home: Path, requests: int) -> None:
    """Everything, on one server."""
    with _served(home) as port:
        alone(port)
        weight(port)
        together(port, requests)


def alone(port: int) -> None:
    """p95 of each page, one reader, and the same page without anything on it."""
    reader = Reader(port, "zhouming")
    floor = _p95([reader.get(FLOOR)[1] for _ in range(TIMES)])
    say("smallest page (reference)", f"p95 {floor * 1000:.1f} ms", "—")
    for name, path in PAGES.items():
        reader.get(path)
        answers = [reader.get(path) for _ in range(TIMES)]
        bad = {status for status, _, _ in answers} - {200}
        if bad:
            raise SystemExit(f"{path} answers {bad}")
        took = _p95([seconds for _, seconds, _ in answers])
        say(name, f"p95 {took * 1000:.0f} ms, {took / floor:.1f} × the smallest", "≤ 100 ms")


def weight(port: int) -> None:
    """Bytes of the morning page with all its parts, first visit and the next."""
    reader = Reader(port, "zhouming")
    page = reader.get(PAGES["morning page"], "br, gzip")[2]
    import gzip

    text = gzip.decompress(page).decode() if page[:2] == b"\x1f\x8b" else page.decode()
    parts = set(re.findall(r'"(/static/[^"]+)"', text))
    first = len(page) + sum(len(reader.get(part, "br, gzip")[2]) for part in parts)
    say("morning page, first visit", f"{first / 1024:.0f} KB, {len(parts)} parts", "≤ 700 KB")
    say("morning page, parts in the cache", f"{len(page) / 1024:.0f} KB", "≤ 60 KB")


def together(port: int, requests: int) -> None:
    """Twenty people with 1–3 s between two pages, until so many pages were answered."""
    answers: list[tuple[int, float]] = []
    threads = [
        threading.Thread(target=_walk, args=(port, number, requests // USERS, answers))
        for number in range(USERS)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    wrong = sum(status != 200 for status, _ in answers)
    times = [seconds for _, seconds in answers]
    say(
        f"{USERS} people, {len(answers):,} pages in {took:.0f} s",
        f"p50 {statistics.median(times) * 1000:.0f} ms, p95 {_p95(times) * 1000:.0f} ms, "
        f"{wrong} errors",
        "p95 ≤ 300 ms, 0 errors",
    )


def _walk(port: int, number: int, count: int, answers: list[tuple[int, float]]) -> None:
    dice = random.Random(number)  # noqa: S311 a walk, not a secret
    reader = Reader(port, ("zhouming", "liwenjing", "zhaoqiming", "hejing")[number % 4])
    time.sleep(dice.uniform(0, THINK[1]))
    for _ in range(count):
        status, seconds, _body = reader.get(dice.choice(WALK))
        answers.append((status, seconds))
        time.sleep(dice.uniform(*THINK))


@contextmanager
def _served(home: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {**os.environ, "DUZHI_HOME": str(home), "PYTHONPATH": "src"}
    command = [sys.executable, "-m", "duzhi.config.cli", "serve", "--workers", "2"]
    running = subprocess.Popen([*command, "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        running.terminate()
        running.wait(30)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the server did not start")


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else county(),
        int(sys.argv[2]) if len(sys.argv) > 2 else 5_000,
    )

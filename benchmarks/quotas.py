"""Reserving under quotas beside a bare conditional UPDATE + insert, by many clients at once.

`python -m benchmarks.quotas` on PostgreSQL: 200 quotas and one hot quota, 1, 8 and 32 clients (at
most four processes of eight threads), both sides with the same processes and threads. On SQLite:
eight writing processes, and how long the slowest caller waited.
"""

import os
import random
import sys
import time
from datetime import UTC, date, datetime

from benchmarks.clients import race, take_part
from benchmarks.installation import fresh, say

QUOTAS, CLIENTS, SECONDS = 200, (1, 8, 32), 4
PROCESSES = 4
WRITERS, EACH, PATIENCE = 8, 60, 600
WHOLE = 10**15
ON, AT = date(2023, 6, 30), datetime(2023, 6, 30, tzinfo=UTC)
BARE = """
WITH taken AS (
  UPDATE bench_quota SET available = available - 100 WHERE id = %s AND available >= 100
  RETURNING id
)
INSERT INTO bench_hold (quota, amount) SELECT id, 100 FROM taken
"""


def main() -> None:
    """Prepare, run every combination, prove that nothing was overspent."""
    fresh()
    from django.db import connection

    prepare()
    if connection.vendor != "postgresql":
        return sqlite()
    for name, spread in (("200 quotas", QUOTAS), ("one hot quota", 1)):
        for clients in CLIENTS:
            rates = {mode: run(mode, clients, spread)[0] for mode in ("bare", "reserve")}
            say(
                f"reserve, {name}, {clients} clients",
                f"{rates['reserve']:,.0f}/s, {rates['reserve'] / rates['bare']:.0%} of "
                f"{rates['bare']:,.0f}/s",
                "≥ 25 %",
            )
    prove()
    return None


def prepare() -> None:
    """200 quotas with money in them, and the bare tables beside them."""
    from django.db import connection

    from duzhi.money.budget.actions import quotas

    maker, checker = {"by": "maker", "at": AT}, {"by": "checker", "at": AT}
    rows = [quotas.enter_quota(plan=view(number), **maker) for number in range(QUOTAS)]
    for row in rows:
        quotas.review_quota(quota=row.pk, **checker)
    quotas.issue_quotas(quotas=[row.pk for row in rows], batch="bench", on=ON, **checker)
    serial = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_quota (id integer PRIMARY KEY, available bigint)")
        cursor.execute(
            f"CREATE TABLE bench_hold (id {serial} PRIMARY KEY, quota integer, amount bigint)"
        )
        for number in range(QUOTAS):
            cursor.execute("INSERT INTO bench_quota VALUES (%s, %s)", [number, WHOLE])


def view(number: int):
    """One of 200 quotas of 50 units and 40 subjects."""
    from duzhi.money.budget.rules.quotas import QuotaView

    return QuotaView(
        number, "990181000", 2023, f"ZB{number:03}", "", "", f"{101 + number % 50}001", "111",
        f"20502{number % 40:02}", amount_fen=WHOLE,
    )  # fmt: skip


def run(mode: str, clients: int, spread: int) -> tuple[float, float]:
    """Acts a second over all clients, and the longest that one caller waited, in seconds."""
    processes = min(clients, PROCESSES if mode != "write" else WRITERS)
    words = [(mode, spread, f"{number}-{time.time()}") for number in range(processes)]
    return race("benchmarks.quotas", words, clients // processes)


def work(threads: int, mode: str, spread: int, name: str) -> None:
    """A process of clients."""
    import django

    django.setup()
    chance = random.Random(name)  # noqa: S311
    act = {"bare": bare, "reserve": reserve, "write": reserve}[mode]
    take_part(
        threads,
        lambda own, done: act(chance.randrange(spread), f"{mode}-{name}-{own}-{done}"),
        seconds=SECONDS if mode != "write" else PATIENCE,
        most=EACH if mode == "write" else sys.maxsize,
    )


def bare(quota: int, _: str) -> None:
    """What a program without books would do."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE, [quota])


def reserve(quota: int, name: str) -> None:
    """What Duzhi does: an entry, its lines, limits, balances and a reservation."""
    from duzhi.kernel.entry import Ref
    from duzhi.ledger import api as ledger
    from duzhi.money.budget import postings

    one = view(quota)
    ledger.reserve(
        source=Ref("bench.request", name),
        accounts=(postings.AVAILABLE, postings.RESERVED),
        key=postings.key(one),
        control=one.control,
        amount_fen=100,
        on=ON,
        by="bench",
        at=AT,
    )


def sqlite() -> None:
    """Eight processes write at once; each gets its turn."""
    rate, waited = run("write", WRITERS, QUOTAS)
    say(
        f"reserve on SQLite, {WRITERS} processes",
        f"{rate:,.0f}/s, slowest caller {waited:.2f} s",
        "≤ 1 s",
    )
    prove()


def prove() -> None:
    """The books prove themselves, and what is left and what is held add up."""
    from duzhi.ledger import api as ledger
    from duzhi.money.budget import postings

    faults = list(ledger.verify())
    assert not faults, faults[:3]
    accounts = (postings.AVAILABLE, postings.RESERVED)
    left = ledger.limits_of(accounts, [view(number).control for number in range(QUOTAS)])
    assert all(sum(one.values()) == WHOLE for one in left.values())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        threads, mode, spread, name = sys.argv[1:]
        work(int(threads), mode, int(spread), name)
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duzhi.config.settings")
        main()

"""One page of the payments list over a table of so many rows: filtered, sorted, counted.

`python -m benchmarks.lists 10000 250000 1000000` fills a table of its own for each size.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random

from benchmarks.installation import best, fresh, say

SCOPE = "region=990181&on=2023-06-30"
ASKED = {
    "newest first": f"/payments/?{SCOPE}",
    "largest first": f"/payments/?{SCOPE}&sort=-amount",
    "one unit, largest first": f"/payments/?{SCOPE}&agency=101001&sort=-amount",
    "page 30": f"/payments/?{SCOPE}&page=30",
}
WORD = "a-long-word-1"
AT = datetime(2023, 7, 1, tzinfo=UTC)


def main(sizes: list[int]) -> None:
    """Every size in a process of its own; the smallest is the reference."""
    times = {size: _child(size) for size in sizes}
    for name in ASKED:
        for size in sizes:
            took, first = times[size][name], times[sizes[0]][name]
            ratio = f"{took * 1000:.1f} ms, {took / first:.2f} × that of {sizes[0]:,} rows"
            say(f"list of {size:,} payments, {name}", ratio, "≤ 1.5 ×")


def measure(size: int) -> None:
    """Seconds of each address, on standard output."""
    fresh()
    from django.conf import settings
    from django.test import Client

    from duzhi.office import api as office

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.STATIC_ROOT.mkdir()
    fill(size)
    by = office.operator().username
    user = office.create_user(
        username="reader",
        name="读者",
        password=WORD,
        by=by,
        at=AT,
    )
    office.grant(username="reader", role="treasury", start=date(2020, 1, 1), by=by, at=AT)
    office.User.objects.update(must_change_password=False)
    client = Client()
    client.force_login(user)
    for name, address in ASKED.items():
        status = client.get(address).status_code
        if status != 200:
            raise SystemExit(f"{address} answers {status}")
        sys.stdout.write(f"{name}\t{best(lambda where=address: client.get(where), 15)}\n")


def fill(size: int) -> None:
    """Vouchers of two and a half years, over 250 units."""
    from django.db import connection

    from duzhi.money.payments.models import Payment

    rows = _rows(size)
    while some := list(islice(rows, 5_000)):
        Payment.objects.bulk_create(some)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(size: int) -> Iterator[object]:
    from duzhi.money.payments.models import Payment

    dice = Random(size)  # noqa: S311 invented rows
    for number in range(size):
        on = date(2021, 1, 1) + timedelta(days=dice.randrange(910))
        agency = f"{101 + dice.randrange(25)}{1 + dice.randrange(10):03d}"
        yield Payment(
            document=f"990181000/{number:09d}",
            month=on.year * 100 + on.month,
            on=on,
            booked_on=on,
            region="990181000",
            number=f"{number:09d}",
            year=on.year,
            agency=agency,
            agency_name=f"单位{agency}",
            fund_type="11",
            subject="2050202",
            payee=f"收款人{dice.randrange(9_000)}",
            purpose="日常公用经费",
            kind="normal",
            amount=dice.randrange(1, 10_000_000),
            status="paid",
            file=1,
            row=number + 2,
            digest=f"{number:032d}",
        )


def _child(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.lists", "measure", str(size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: float(took) for name, took in (line.split("\t") for line in told.splitlines())}


if __name__ == "__main__":
    if sys.argv[1] == "measure":
        measure(int(sys.argv[2]))
    else:
        main([int(word) for word in sys.argv[1:]])

"""One page of the list of payments at 10 k, 250 k and 1 M rows, on the database of the settings.

`python -m benchmarks.payments` uses a database of its own under a temporary home;
`python tests/postgres.py python -m benchmarks.payments` does the same on PostgreSQL.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from typing import NamedTuple

SIZES = (10_000, 250_000, 1_000_000)
ON = date(2023, 6, 30)
_ROUNDS = 15
_PAGE = 51
_COLUMNS = (
    '"document", "revision", "current", "month", "on", "booked_on", "region", "number", "year", '
    '"agency", "agency_name", "fund_type", "subject", "gov_econ", "dep_econ", "project", '
    '"project_name", "payee", "account_masked", "account_digest", "purpose", "kind", "original", '
    '"amount", "guarantee", "direct", "source_doc", "bond", "status", "file", "sheet", "row", '
    '"digest", "application"'
)


class Page(NamedTuple):
    """A page of the list and the milliseconds it took."""

    name: str
    ms: float


def main() -> None:
    """Print milliseconds of each page at each size, and the largest against the smallest."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DUZHI_HOME=home, DJANGO_SETTINGS_MODULE="duzhi.config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        rows: dict[str, list[float]] = {}
        for size in SIZES:
            _fill(size)
            for page in pages():
                rows.setdefault(page.name, []).append(page.ms)
        sys.stdout.write(f"{connection.vendor}\n")
        for name, times in rows.items():
            shown = "  ".join(f"{ms:8.2f}" for ms in times)
            sys.stdout.write(f"{name:24} {shown}  ms   x{times[-1] / times[0]:.2f}\n")


def pages() -> list[Page]:
    """The pages a reader asks for, each as the list asks for it."""
    from django.db.models import Q

    from duzhi.money.payments.queries.vouchers import listed, of_unit, starting, visible
    from duzhi.office import api as office

    everything = office.Scope((office.Reach(),))
    rows = listed("990181", ON, everything)
    free = listed("990181", ON, everything, by_day=False)
    own = office.Scope((office.Reach(agency="2042"),))
    june = rows.filter(on__gte=date(2023, 6, 1))
    asked = {
        "newest": rows.order_by("-on", "-pk"),
        "page 100": rows.order_by("-on", "-pk")[5_000 : 5_000 + _PAGE],
        "largest": free.order_by("-amount", "-pk"),
        "by number": free.order_by("number", "pk"),
        "June": june.order_by("-on", "-pk"),
        "one unit, newest": rows.filter(of_unit("2042")).order_by("-on", "-pk"),
        "a unit's own": listed("990181", ON, own).order_by("-on", "-pk"),
        "one number": free.filter(starting("number", "90000042")).order_by("-on", "-pk"),
        "one subject": rows.filter(subject="2050204").order_by("-on", "-pk"),
        "三保, refunds": rows.filter(Q(guarantee="3", kind="refund")).order_by("-on", "-pk"),
        "nobody": rows.filter(payee__icontains="无此人").order_by("-on", "-pk"),
        "payee": rows.filter(payee__icontains="朝露").order_by("-on", "-pk"),
    }
    assert visible(everything) == Q()
    return [Page(name, _timed(query)) for name, query in asked.items()]


def _timed(query) -> float:
    times = []
    some = query if query.query.is_sliced else query[:_PAGE]
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        list(some.all())
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _fill(size: int) -> None:
    """A half-year of payments: 270 units, 400 payees, 60 subjects, some refunds."""
    from django.db import connection

    of_day = {
        "sqlite": "date('2023-01-01', '+' || (i % 181) || ' days')",
        "postgresql": "date '2023-01-01' + (i % 181)",
    }[connection.vendor]
    month = {
        "sqlite": f"202300 + cast(strftime('%m', {of_day}) as integer)",
        "postgresql": f"202300 + extract(month from {of_day})::integer",
    }[connection.vendor]
    true = {"sqlite": "1", "postgresql": "true"}[connection.vendor]
    words = "CASE i % 5 WHEN 0 THEN '朝露' WHEN 1 THEN '云杉' ELSE '星屿' END"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM payments_payment")
        cursor.execute(
            f"INSERT INTO payments_payment ({_COLUMNS}) "
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size}) "
            f"SELECT '990181000/2023/' || (900000000 + i), 1, {true}, {month}, {of_day}, {of_day}, "
            f"'990181' || substr('' || (1000 + i % 21), 2), '' || (900000000 + i), 2023, "
            f"'2' || substr('' || (1000 + (i % 100003) * 7919 % 270), 2), '单位', '111', "
            f"'2050' || (200 + i % 60), '50502', '30201', 'P1', '公用经费', "
            f"'岚州' || {words} || (i % 400), '6217***7890', '', '办公费', "
            f"CASE WHEN i % 97 = 0 THEN 'refund' ELSE 'normal' END, '', "
            f"100 + (i % 20011) * 4481, CASE i % 4 WHEN 0 THEN '3' ELSE '' END, '', '', '', "
            f"'cleared', 1, '', i, '', '' FROM n"
        )
        postgres = connection.vendor == "postgresql"
        cursor.execute("VACUUM ANALYZE payments_payment" if postgres else "SELECT 1")


if __name__ == "__main__":
    main()

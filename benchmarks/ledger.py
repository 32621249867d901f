"""Posting and reading of the ledger beside the database's own speed.

`python -m benchmarks.ledger LINES` measures bulk posting of that many lines against
`executemany`/`COPY` of exactly the tuples that end up in the tables, then single posting against
prepared statements, then statement and figure times.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

from benchmarks.installation import best, fresh, peak_mb, say, seconds

KEYS, MONTHS, PER_ENTRY = 20_000, 12, 4
TABLES = (
    "ledger_key",
    "ledger_entry",
    "ledger_line",
    "ledger_balance",
    "ledger_rollup",
    "ledger_limit",
)
SINGLE = 300


def main(lines: int) -> None:
    """Run everything for one size."""
    fresh()
    from django.db import connection

    from duzhi.ledger import api as ledger

    name = f"{connection.vendor}, {lines:,} lines"
    at = datetime(2023, 7, 1, tzinfo=UTC)
    stream = entries(lines // PER_ENTRY)
    took = seconds(lambda: ledger.post_many(stream, by="bench", at=at, fact=True))
    memory = peak_mb()
    reading(name)
    reference = copy_again()
    say(
        f"bulk posting, {name}",
        f"{lines / took:,.0f} lines/s, {reference / took:.0%} of plain writing, peak {memory} MB",
        "≥ 35 %, ≤ 1 GB",
    )
    single(name, at)


def keys():
    """20,000 classifications: 400 subjects × 50 units."""
    from duzhi.kernel.entry import Key

    classes = ("201", "204", "205", "208", "210", "212", "213", "214")
    subjects = [f"{classes[n % 8]}{n // 8 % 10:02}{n // 80:02}" for n in range(400)]
    return [
        Key("990181000", "111", subject, "50101", "30101", f"{101 + unit:03}001", f"P{unit}", "4")
        for subject in subjects
        for unit in range(KEYS // 400)
    ]


def entries(count: int) -> Iterator:
    """Balanced entries of four lines over two first half-years, made while they are posted."""
    from duzhi.kernel.entry import Entry, Key, Ref, cr, dr

    chance, all_keys, cash = random.Random(1), keys(), Key("990181000", "11")  # noqa: S311
    for number in range(count):
        parts = [chance.randrange(1, 10**8) for _ in range(PER_ENTRY - 1)]
        lines = [
            dr("spending.general", key=all_keys[(number * 3 + n) % KEYS], amount_fen=fen)
            for n, fen in enumerate(parts)
        ]
        lines.append(cr("cash.treasury", key=cash, amount_fen=sum(parts)))
        turn = number % MONTHS
        on = date(2022 + turn // 6, 1 + turn % 6, 1 + number % 28)
        yield Entry(Ref("bench.voucher", f"V{number:09}"), "支付", on, lines)


def copy_again() -> float:
    """Seconds to write the very same tuples into the same tables with the same indexes."""
    from django.db import connection, transaction

    rows = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            rows[table] = cursor.fetchall()
        for table in reversed(TABLES):
            cursor.execute(
                f"TRUNCATE {table} CASCADE"
                if connection.vendor == "postgresql"
                else f"DELETE FROM {table}"
            )

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                _write(cursor, table, rows[table])

    return seconds(write)


def _write(cursor, table: str, rows: list) -> None:
    from django.db import connection

    if not rows:
        return
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def reading(name: str) -> None:
    """A monthly statement (当月, 累计, 同比) and single figures, cold of any cache of ours."""
    from duzhi.kernel.period import Span, month, year_to_date
    from duzhi.ledger import api as ledger

    on = date(2023, 6, 30)
    every = ledger.Selection(("spending.general",), regions=("990181000",))
    one = ledger.Selection(("spending.general",), regions=("990181000",), subjects=("205",))
    last_year = Span(date(2022, 1, 1), date(2022, 7, 1))

    def statement() -> None:
        for span in (month(on), year_to_date(on), last_year):
            ledger.grouped(every, span, by=("subject",))

    whole = best(statement)
    figure = best(lambda: ledger.turnover(one, year_to_date(on)))
    say(
        f"monthly statement, {name}",
        f"{whole * 1000:.1f} ms",
        "≤ 50 ms, flat",
    )
    say(f"single figure, {name}", f"{figure * 1000:.2f} ms", "≤ 5 ms")
    books = ledger.Selection(("spending.general", "cash.treasury"), regions=("990181000",))
    span = Span(date(2022, 1, 1), date(2024, 1, 1))
    first = best(lambda: _page(books, span, 0))
    middle = best(lambda: _page(books, span, None))
    say(
        f"page of 50 lines with count and sums, {name}",
        f"first {first * 1000:.1f} ms, in the middle {middle * 1000:.1f} ms",
        "≤ 1.5 × from 10 k to 1 M lines",
    )


def _page(selection, span, start: int | None) -> None:
    from duzhi.ledger import api as ledger

    lines = ledger.Lines(ledger.Filter(selection, span))
    at = len(lines) // 2 if start is None else start
    assert len(lines[at : at + 50]) == 50
    assert lines.sums()


def single(name: str, at: datetime) -> None:
    """One entry through the public function beside the same statements, prepared by hand."""
    from duzhi.ledger import api as ledger

    ours = list(entries(SINGLE))
    took = seconds(lambda: [ledger.post([one], by="bench", at=at, fact=True) for one in ours])
    reference = seconds(lambda: [_by_hand(10**8 + n) for n in range(SINGLE)])
    say(
        f"single posting, {name}",
        f"{SINGLE / took:,.0f} entries/s, {reference / took:.0%} of statements by hand",
        "≥ 25 %",
    )


def _by_hand(number: int) -> None:
    """BEGIN; 1 entry, 4 lines, 4 balances, 1 limit, 1 audit row; COMMIT: a round trip each."""
    from django.db import connection, transaction

    entry = (
        number, "990181000", 202306, "2023-06-30", "2023-07-01 00:00:00+00:00",
        f"hand:{number}#1", "支付", "bench", None, b"\x01" * 33,
    )  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_insert("ledger_entry", 10), entry)
        for no in range(1, 5):
            line = (number, no, 40, 1, "", no, 202306, "2023-06-30")
            cursor.execute(
                "INSERT INTO ledger_line (entry_id, no, account, key_id, control, amount, period, "
                '"on") VALUES (%s, %s, %s, %s, %s, %s, %s, %s)',
                line,
            )
            cursor.execute(
                "INSERT INTO ledger_balance (account, period, key_id, debit, credit, lines) "
                "VALUES (%s, %s, %s, %s, %s, 1) ON CONFLICT (account, period, key_id) "
                "DO UPDATE SET debit = ledger_balance.debit + excluded.debit",
                (40, 202306, no, 1, 0),
            )
        cursor.execute(
            'INSERT INTO ledger_limit (account, control, available, "over") VALUES (81, %s, 1, 0)',
            (f"L{number}",),
        )
        cursor.execute(
            'INSERT INTO office_trail (ref, verb, "by", at, note, origin) '
            "VALUES (%s, '支付', 'bench', '2023-07-01 00:00:00+00:00', '', '')",
            (f"hand:{number}#1",),
        )


def _insert(table: str, columns: int) -> str:
    names = 'id, region, period, "on", booked_at, source, event, "by", reverses_id, digest'
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * columns)})"


if __name__ == "__main__":
    main(int(sys.argv[1]))

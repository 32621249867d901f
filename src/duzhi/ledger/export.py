"""Entries as plain rows with what proves them, and the same proof from such rows alone.

Rows are for files that leave the house: whoever holds them can recompute every digest and every
seal without this installation. Amounts are fen, debit positive.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from duzhi.kernel.entry import Key
from duzhi.kernel.period import MONTHS, Fiscal
from duzhi.ledger import chart, digest, rows
from duzhi.ledger.models import EntryRow, Seal
from duzhi.ledger.rows import Stored

ENTRY_COLUMNS = (
    *("entry", "region", "period", "on", "booked_at", "source", "event", "by"),
    *("reverses", "digest"),
)
LINE_COLUMNS = (
    *("entry", "no", "account", "account_name", "legal_codes", "control"),
    *Key._fields,
    *("amount_fen", "amount_yuan"),
)
SEAL_COLUMNS = ("day", "first", "last", "count", "previous", "digest", "sealed_at")
DIGEST_COLUMNS = ("entry", "digest", "by", "reverses")
_CHUNK = 2_000
_DISTRICT = 6
Row = tuple[Any, ...]


def periods(start: date, end: date) -> tuple[int, int]:
    """First and last period of the months from `start` to before `end`; December brings 调整期."""
    last = Fiscal.of(date.fromordinal(end.toordinal() - 1)).code
    return Fiscal.of(start).code, last + 1 if last % 100 == MONTHS else last


@dataclass(frozen=True, slots=True)
class Extract:
    """What is taken out: a region (6 digits: with everything below), months, entries so far.

    `until` is the last entry there was: what is booked while an export runs is not in it.
    """

    region: str
    start: date
    end: date
    until: int


def extract(region: str, start: date, end: date) -> Extract:
    """The months from `start` to before `end` as they stand now."""
    last = EntryRow.objects.aggregate(last=Max("id"))["last"] or 0
    return Extract(region, start, end, last)


def count(wanted: Extract) -> int:
    """How many entries there are to export."""
    return _selected(wanted).count()


def entries(wanted: Extract) -> Iterator[list[Stored]]:
    """The entries in the order of their numbers, two thousand at a time."""
    last = 0
    while True:
        chosen = _selected(wanted).filter(id__gt=last).order_by("id")
        numbers = list(chosen.values_list("id", flat=True)[:_CHUNK])
        if not numbers:
            return
        yield rows.by_numbers(numbers)
        last = numbers[-1]


def entry_row(one: Stored) -> Row:
    """An entry under `ENTRY_COLUMNS`."""
    entry = one.entry
    return (
        one.id,
        entry.lines[0].key.region if entry.lines else "",
        entry.fiscal.code,
        entry.on.isoformat(),
        one.booked_at,
        str(entry.source),
        entry.event,
        one.by,
        one.reverses or "",
        one.digest.hex(),
    )


def line_rows(one: Stored) -> Iterator[Row]:
    """The lines of an entry under `LINE_COLUMNS`."""
    known = chart.accounts()
    year = one.entry.fiscal.year
    for no, line in enumerate(one.entry.lines, 1):
        account = known[line.account]
        legal = "、".join(account.legal_codes(year))
        yuan = f"{'-' if line.amount_fen < 0 else ''}{abs(line.amount_fen) // 100}"
        yield (
            *(one.id, no, line.account, account.name, legal, line.control),
            *line.key,
            *(line.amount_fen, f"{yuan}.{abs(line.amount_fen) % 100:02}"),
        )


def seal_rows(first: int, last: int) -> list[Row]:
    """The seals over entries first…last under `SEAL_COLUMNS`."""
    found = Seal.objects.filter(last__gte=first, first__lte=last).order_by("last")
    return [
        (
            *(one.day.isoformat(), one.first, one.last, one.count),
            *(bytes(one.previous).hex(), bytes(one.digest).hex(), one.sealed_at.isoformat()),
        )
        for one in found
    ]


def digest_rows(seals: Iterable[Row]) -> Iterator[Row]:
    """What the seals chain: every entry of their ranges, without its content."""
    for seal in seals:
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT id, digest, "by", reverses_id FROM ledger_entry '
                "WHERE id BETWEEN %s AND %s ORDER BY id",
                [seal[1], seal[2]],
            )
            while found := cursor.fetchmany(_CHUNK):
                for number, proof, by, back in found:
                    yield number, bytes(proof).hex(), by, back or ""


def proves_entry(entry: Mapping[str, str], lines: Sequence[Mapping[str, str]]) -> bool:
    """Whether an exported entry and its lines are what was booked, and balance."""
    content = []
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        key = Key(*(line[name] for name in Key._fields))
        fen = int(line["amount_fen"])
        content.append(f"{line['account']}|{digest.key_text(key)}|{line['control']}|{fen}")
        group = (key.region, key.fund_type[:2])
        sums[group] = sums.get(group, 0) + fen
    text = digest.entry_text(
        entry["source"], entry["event"], entry["on"], int(entry["period"]), content
    )
    stored = bytes.fromhex(entry["digest"])
    return digest.of(text, like=stored) == stored and bool(sums) and not any(sums.values())


class SealProof:
    """Recomputes one seal from exported digests, one at a time."""

    def __init__(self, seal: Mapping[str, str]) -> None:
        self._stored = bytes.fromhex(seal["digest"])
        self._first, self._last = int(seal["first"]), int(seal["last"])
        self._expected = int(seal["count"])
        self._sum = hashlib.new(digest.name_of(self._stored), seal["previous"].encode())
        self._count = 0

    def covers(self, number: int) -> bool:
        """Whether an entry belongs to this seal."""
        return self._first <= number <= self._last

    def add(self, row: Mapping[str, str]) -> None:
        """The next entry of the range."""
        text = f"\n{row['entry']}|{row['digest']}|{row['by']}|{row['reverses']}"
        self._sum.update(text.encode())
        self._count += 1

    def holds(self) -> bool:
        """Whether all of them are there, unchanged."""
        return self._count == self._expected and self._sum.digest() == self._stored[1:]


def _selected(wanted: Extract) -> QuerySet[EntryRow]:
    low, high = periods(wanted.start, wanted.end)
    found = EntryRow.objects.filter(period__gte=low, period__lte=high, id__lte=wanted.until)
    if not wanted.region:
        return found
    if len(wanted.region) == _DISTRICT:
        return found.filter(region__startswith=wanted.region)
    return found.filter(region=wanted.region)

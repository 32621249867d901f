"""Reading entries back as the kernel's own objects."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import connection

from duzhi.kernel.entry import Entry, Key, Line, Ref
from duzhi.kernel.period import ADJUSTMENT, Fiscal
from duzhi.ledger import chart, tables
from duzhi.ledger.models import EntryRow, KeyRow

_CHUNK = 2_000


class Stored(NamedTuple):
    """An entry with what the books add to it."""

    id: int
    entry: Entry
    booked_at: str
    by: str
    reverses: int | None
    digest: bytes


def key_of(row: KeyRow) -> Key:
    """The kernel's key of a stored one."""
    return Key(*(getattr(row, name) for name in Key._fields))


def keys(numbers: Iterable[int] | None = None) -> Mapping[int, Key]:
    """Stored keys by number; all of them when no numbers are given."""
    rows = KeyRow.objects.all() if numbers is None else KeyRow.objects.filter(id__in=set(numbers))
    fields = ("id", *Key._fields)
    return {row[0]: Key(*row[1:]) for row in rows.values_list(*fields).iterator()}


def stored(first: int, last: int) -> Iterator[Stored]:
    """Entries first…last in the order of their numbers, read chunk by chunk."""
    start = first
    while start <= last:
        numbers = list(
            EntryRow.objects.filter(id__gte=start, id__lte=last)
            .order_by("id")
            .values_list("id", flat=True)[:_CHUNK]
        )
        if not numbers:
            return
        yield from by_numbers(numbers)
        start = numbers[-1] + 1


def by_numbers(numbers: list[int]) -> list[Stored]:
    """The entries with these numbers, in that order; missing ones are left out."""
    rows = EntryRow.objects.in_bulk(numbers)
    lines = _lines(numbers)
    names = keys({line[1] for some in lines.values() for line in some})
    return [_stored(rows[one], lines.get(one, []), names) for one in numbers if one in rows]


def _lines(numbers: list[int]) -> dict[int, list[tuple[int, int, int, str]]]:
    found: dict[int, list[tuple[int, int, int, str]]] = {}
    with connection.cursor() as cursor:
        for test, values in tables.among("entry_id", numbers):
            cursor.execute(
                "SELECT entry_id, account, key_id, amount, control FROM ledger_line "  # noqa: S608 only placeholders
                f"WHERE {test} ORDER BY entry_id, no",
                values,
            )
            for number, account, key, amount, control in cursor.fetchall():
                found.setdefault(number, []).append((account, key, amount, control))
    return found


def _stored(
    row: EntryRow, lines: list[tuple[int, int, int, str]], names: Mapping[int, Key]
) -> Stored:
    accounts = chart.by_number()
    entry = _unchecked(
        Ref.parse(row.source),
        row.event,
        row,
        [
            Line(accounts[no].code, names[key], amount, control)
            for no, key, amount, control in lines
        ],
    )
    return Stored(row.pk, entry, str(row.booked_at), row.by, row.reverses_id, bytes(row.digest))


def _unchecked(source: Ref, event: str, row: EntryRow, lines: list[Line]) -> Entry:
    """An entry as it stands in the books, even when somebody broke it there."""
    entry = object.__new__(Entry)
    values = {
        "source": source,
        "event": event,
        "on": row.on,
        "lines": lines,
        "adjustment": Fiscal.from_code(row.period).no == ADJUSTMENT,
    }
    for name, value in values.items():
        object.__setattr__(entry, name, value)
    return entry

"""Nothing is edited: a wrong entry is reversed in an open period and booked again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.entry import Entry, Line, Ref
from duzhi.ledger import gate, reclassify, rows
from duzhi.ledger.models import EntryRow
from duzhi.ledger.write import CHUNK, Posted, Writer

REVERSAL = "冲销"
"""How the event of a reversal begins."""


def reverse(
    sources: Iterable[Ref], *, open_on: date, by: str, at: datetime, fact: bool = False
) -> list[Posted]:
    """Reverse every entry of these documents, on its own day where that period is still open.

    Where it is closed the reversal is dated `open_on`, which the caller can see from the entry.
    Reversing twice does nothing the second time.

    Raises:
        Refused: the reversal would overdraw a limit, or `open_on` is closed too.
    """
    names = [str(source) for source in sources]
    posted: list[Posted] = []
    with transaction.atomic():
        writer = Writer(by=by, at=at, fact=fact)
        for start in range(0, len(names), CHUNK):
            numbers = list(
                EntryRow.objects.filter(
                    source__in=names[start : start + CHUNK], reverses=None, reversed_by=None
                )
                .order_by("id")
                .values_list("id", flat=True)
            )
            found = rows.by_numbers(numbers)
            entries = _reversals(found, open_on)
            posted += writer.add(entries, [one.id for one in found])
        writer.finish()
    return posted


def _reversals(found: Sequence[rows.Stored], open_on: date) -> list[Entry]:
    closed = gate.closed_among(sorted({one.entry.fiscal.code for one in found}))
    return [_reversal(one, closed, open_on) for one in found]


def _reversal(one: rows.Stored, closed: set[tuple[str, int]], open_on: date) -> Entry:
    entry, period = one.entry, one.entry.fiscal.code
    shut = any((line.key.region, period) in closed for line in entry.lines)
    return Entry(
        source=entry.source,
        event=f"{REVERSAL}{entry.event}",
        on=open_on if shut else entry.on,
        lines=[
            Line(
                line.account,
                reclassify.stands_under(line.key, period, booked=one.id),
                -line.amount_fen,
                line.control,
            )
            for line in entry.lines
        ],
        adjustment=False if shut else entry.adjustment,
    )

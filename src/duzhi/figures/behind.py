"""Source rows of a figure without reading them all: grouped by subject, then a page at a time.

The sums of the groups add up to the value, and the lines of a group to its sum. Files, sheets and
rows are asked for what is shown only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duzhi.figures.breakdown import counted
from duzhi.figures.catalogue import Lines, Source
from duzhi.figures.formula import Number
from duzhi.figures.trace import Step, behind
from duzhi.figures.value import Value
from duzhi.intake import api as intake
from duzhi.kernel.codes import UNCLASSIFIED
from duzhi.ledger import api as ledger

CHUNK = 1_000
_CLASS, _ITEM = 5, 7
"""Digits of 款 and 项."""
OPENING = "上年末余额"


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Lines of one 款 (项 of funds): how many, of how many entries, their sum, both ends' rows.

    `amount` is on the account's own side, in fen; plain where the figure is no money.
    """

    code: str
    name: str
    lines: int
    entries: int
    amount: Number
    first: intake.Origin | None = None
    last: intake.Origin | None = None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Some lines with their rows, and after which line the next page begins (empty: no more)."""

    steps: tuple[Step, ...]
    next: str


def source_groups(value: Value) -> list[SourceGroup]:
    """By subject where the figure is read from the ledger, else one group of its sources."""
    lines = counted(value)
    if lines is None:
        return _whole(value)
    sums = ledger.spreads(_filter(lines), _length(lines))
    account = lines.selection.accounts[0]
    names = ledger.words.names(
        "subject", [one.code for one in sums], account=account,
        fund=lines.selection.fund, year=lines.span.start.year,
    )  # fmt: skip
    ends = _origins_of(sums)
    opening = (
        [SourceGroup(OPENING, OPENING, 0, 0, lines.opening_fen)] if not lines.adjustment else []
    )
    sign = lines.selection.sign
    return opening + [
        SourceGroup(
            one.code,
            names.get(one.code, one.code or "不分科目"),
            one.lines,
            one.entries,
            one.amount_fen * sign,
            ends.get(one.first),
            ends.get(one.last),
        )
        for one in sums
    ]


def source_page(value: Value, *, subject: str = "", after: str = "", size: int = 50) -> SourcePage:
    """Lines after a place, oldest first, of one subject and everything below it, or of all.

    Raises:
        ValueError: `after` is no place that a page gave.
    """
    lines = counted(value)
    if lines is None:
        return _of_sources(value, after, size)
    asked = _filter(lines, subject)
    rows = ledger.after(asked, _place(after), size + 1)
    found = tuple(_steps(rows[:size], lines.selection.sign))
    return SourcePage(found, _mark(rows[size - 1]) if len(rows) > size else "")


def source_rows(value: Value, *, subject: str = "") -> Iterator[Step]:
    """All lines, read and given out chunk by chunk."""
    mark = ""
    while True:
        found = source_page(value, subject=subject, after=mark, size=CHUNK)
        yield from found.steps
        mark = found.next
        if not mark:
            return


def _length(lines: Lines) -> int:
    """款; 项 of fund revenue and of what is narrower than a 款 already."""
    narrow = min((len(one.lstrip(UNCLASSIFIED)) for one in lines.selection.subjects), default=0)
    fund = lines.selection.accounts == ("revenue.fund",)
    return _ITEM if fund or narrow >= _CLASS else _CLASS


def _whole(value: Value) -> list[SourceGroup]:
    """One group of everything a figure consists of, with the rows of its two ends."""
    sources = list(value.sources())
    if not sources:
        return []
    ends = [step.rows[0] if step.rows else None for step in _with_rows([sources[0], sources[-1]])]
    total = sum(one.amount for one in sources)
    return [SourceGroup("", value.figure.name, len(sources), len(sources), total, *ends)]


def _filter(lines: Lines, subject: str = "") -> ledger.Filter:
    chosen = lines.selection.under(subject) if subject else lines.selection
    return ledger.Filter(chosen, lines.span, adjustment=lines.adjustment)


def _steps(rows: Sequence[ledger.Row], sign: int) -> Iterator[Step]:
    keys = ledger.keys({row.key_id for row in rows})
    sources = [
        Source(
            text=f"{ledger.account(row.account).name} {row.event}",
            on=row.on,
            amount=row.amount_fen * sign,
            ref=row.source,
            entry=row.entry,
            event=row.event,
            key=keys[row.key_id],
        )
        for row in rows
    ]
    return _with_rows(sources)


def _with_rows(sources: Sequence[Source]) -> Iterator[Step]:
    asked = [(one, behind(one)) for one in sources]
    found = intake.origins([place for _, place in asked if place])
    for one, place in asked:
        yield Step(one, tuple(found.get(place, ())) if place else ())


def _of_sources(value: Value, after: str, size: int) -> SourcePage:
    start = int(after or 0)
    every_one = list(value.sources())
    some = every_one[start : start + size]
    more = str(start + size) if start + size < len(every_one) else ""
    return SourcePage(tuple(_with_rows(some)), more)


def _origins_of(sums: Sequence[ledger.Spread]) -> dict[tuple[int, int], intake.Origin]:
    """The file row of the first and the last line of every group, asked together."""
    places = sorted({place for one in sums for place in (one.first, one.last)})
    rows = ledger.lines_at(places)
    steps = _steps(rows, 1)
    return {
        (row.entry, row.no): step.rows[0]
        for row, step in zip(rows, steps, strict=True)
        if step.rows
    }


def _mark(row: ledger.Row) -> str:
    return f"{row.period}.{row.on:%Y%m%d}.{row.entry}.{row.no}"


def _place(mark: str) -> ledger.Place | None:
    if not mark:
        return None
    period, day, entry, no = mark.split(".")
    on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    return ledger.Place(int(period), on, int(entry), int(no))

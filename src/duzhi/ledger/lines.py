"""Lists of lines: filtered, in the order of their days, with an exact count and sum.

Count and sum of whole months come from balances; a page jumps over whole periods by their counts,
so that its cost does not grow with the books.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, overload

from django.db import connection

from duzhi.kernel.period import Span, month
from duzhi.ledger import chart, tables
from duzhi.ledger.read import Selection, periods_of, rollup_serves, where

_BY_KEYS = 2_000
"""So few lines are found by their keys and sorted; more are read in the order of days."""
_CHUNK = 2_000
DAY, AMOUNT = "on", "amount"


class Place(NamedTuple):
    """Where a line stands in the order of lines."""

    period: int
    on: date
    entry: int
    no: int


class Row(NamedTuple):
    """A line with its entry; the amount is debit positive, as it is stored."""

    period: int
    on: date
    entry: int
    no: int
    account: str
    amount_fen: int
    key_id: int
    control: str
    source: str
    event: str

    @property
    def debit_fen(self) -> int:
        """借方; 0 on the other side."""
        return max(self.amount_fen, 0)

    @property
    def credit_fen(self) -> int:
        """贷方; 0 on the other side."""
        return max(-self.amount_fen, 0)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines: a selection in a span, and what only the lines themselves say.

    `low_fen` and `high_fen` bound the amount on either side; `kind` is the beginning of a source.
    """

    selection: Selection
    span: Span
    event: str = ""
    kind: str = ""
    low_fen: int | None = None
    high_fen: int | None = None
    control: str = ""
    adjustment: bool = True

    @property
    def plain(self) -> bool:
        """Whether balances can count it: nothing asked of lines alone, whole months only."""
        asked = self.event or self.kind or self.control
        amounts = self.low_fen is not None or self.high_fen is not None
        return not asked and not amounts and _is_whole(self.span)


class Totals(NamedTuple):
    """How many lines, and what they sum up to on either side."""

    lines: int
    debit_fen: int
    credit_fen: int


class Lines(Sequence[Row]):
    """The lines of a filter as a sequence: only what is looked at is read.

    `order` is `on` or `amount`, with a minus for descending.
    """

    def __init__(self, asked: Filter, order: str = "-on") -> None:
        self.filter = asked
        self._order = order
        self._known: dict[int, Totals] | None = None

    def ordered(self, order: str) -> "Lines":
        """The same lines in another order."""
        again = Lines(self.filter, order)
        again._known = self._known
        return again

    @property
    def totals(self) -> Totals:
        """Exact count and sums of everything that passes the filter."""
        every = self._periods().values()
        return Totals(
            sum(one.lines for one in every),
            sum(one.debit_fen for one in every),
            sum(one.credit_fen for one in every),
        )

    def sums(self) -> dict[str, int]:
        """The sums of either side by the names of a line's fields."""
        return {"debit_fen": self.totals.debit_fen, "credit_fen": self.totals.credit_fen}

    def __len__(self) -> int:
        """How many there are."""
        return self.totals.lines

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        """One line, or the lines of a page."""
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            if step != 1:
                raise ValueError("lines are read forwards")
            return self._page(start, max(stop - start, 0))
        return self[place : place + 1][0]

    def __iter__(self) -> Iterator[Row]:
        """Every line, a chunk at a time."""
        start = 0
        while found := self[start : start + _CHUNK]:
            yield from found
            start += len(found)

    def _periods(self) -> dict[int, Totals]:
        if self._known is None:
            self._known = _counted(self.filter)
        return self._known

    def _page(self, start: int, size: int) -> list[Row]:
        if not size:
            return []
        down, field = self._order.startswith("-"), self._order.lstrip("-")
        if field == AMOUNT or len(self) <= _BY_KEYS:
            return _sorted(self.filter, field, start, size, down=down)
        found: list[Row] = []
        skip = start
        for period, own in sorted(self._periods().items(), reverse=down):
            if skip >= own.lines:
                skip -= own.lines
                continue
            found += _of_period(self.filter, period, skip, size - len(found), down=down)
            skip = 0
            if len(found) >= size:
                break
        return found


class Spread(NamedTuple):
    """The lines of one subject: counts, signed sum, and (entry, no) of the first and the last."""

    code: str
    lines: int
    entries: int
    amount_fen: int
    first: tuple[int, int]
    last: tuple[int, int]


def spreads(asked: Filter, length: int) -> list[Spread]:
    """The lines of a filter by the first `length` digits of their subjects, in their order."""
    test, values = _where(asked)
    keyed = _tables(asked, keyed=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT substr(k.subject, 1, {length:d}) AS code, count(*), "  # noqa: S608 our own names
            "count(DISTINCT b.entry_id), sum(b.amount), "
            f"min(b.entry_id * {_NO} + b.no), max(b.entry_id * {_NO} + b.no) FROM {keyed} "
            f"WHERE {test} GROUP BY 1 ORDER BY 1",
            values,
        )
        return [
            Spread(code, lines, entries, int(fen), divmod(first, _NO), divmod(last, _NO))
            for code, lines, entries, fen, first, last in cursor.fetchall()
        ]


def lines_at(places: Sequence[tuple[int, int]]) -> list[Row]:
    """Lines by (entry, no), in that order; missing ones are left out."""
    return _rows([(0, None, *place) for place in places])


def after(asked: Filter, last: Place | None, size: int) -> list[Row]:
    """The next lines by day, after one that was read before (keyset); None begins."""
    order, limit = _ORDER.format(""), (size, 0)
    if last is None:
        return _rows(_places(asked, "", [], order, limit))
    place = [last.period, last.on.isoformat(), last.entry, last.no]
    return _rows(_places(asked, _KEYSET, place, order, limit))


_Found = tuple[int, Any, int, int]
_NO = 100_000
"""More lines than an entry can have (SmallInteger)."""
_KEYED = " JOIN ledger_key k ON k.id = b.key_id"
_PLACE = 'b.period, b."on", b.entry_id, b.no'
_ORDER = 'b.period{0}, b."on"{0}, b.entry_id{0}, b.no{0}'
_KEYSET = f"AND ({_PLACE}) > (%s, %s, %s, %s)"
_ROW = f"{_PLACE}, b.account, b.amount, b.key_id, b.control, e.source, e.event"


def _of_period(asked: Filter, period: int, skip: int, size: int, *, down: bool) -> list[Row]:
    """A page inside one period: every account has its own index, so each gives its own page."""
    order = _ORDER.format(" DESC" if down else "")
    pages, values = [], list[Any]()
    for account in asked.selection.accounts:
        one = replace(asked, selection=replace(asked.selection, accounts=(account,)))
        sql, own = _page_sql(one, "", [], order, (skip + size, 0), period=period)
        pages.append(f"SELECT * FROM ({sql}) AS p")  # noqa: S608 our own names
        values += own
    if len(pages) == 1:
        return _rows(_places(asked, "", [], order, (size, skip), period=period))
    ordered = order.replace("b.", "")
    sql = f"{' UNION ALL '.join(pages)} ORDER BY {ordered} LIMIT %s OFFSET %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, size, skip])
        return _rows(cursor.fetchall())


def _sorted(asked: Filter, field: str, start: int, size: int, *, down: bool) -> list[Row]:
    way = " DESC" if down else ""
    order = _ORDER.format(way)
    if field == AMOUNT:
        order = f"abs(b.amount){way}, {order}"
    return _rows(_places(asked, "", [], order, (size, start)))


def _places(
    asked: Filter,
    more: str,
    values: list[Any],
    order: str,
    limit: tuple[int, int],
    *,
    period: int = 0,
) -> list[_Found]:
    """Where the lines of a page stand; their content is read only for what is shown."""
    with connection.cursor() as cursor:
        cursor.execute(*_page_sql(asked, more, values, order, limit, period=period))
        return list(cursor.fetchall())


def _page_sql(
    asked: Filter,
    more: str,
    values: list[Any],
    order: str,
    limit: tuple[int, int],
    *,
    period: int = 0,
) -> tuple[str, list[Any]]:
    test, own = _where(asked, period)
    sources = _tables(asked)
    if period and _KEYED in sources:
        # Lines come in the order of their index and stop early: the key must not be read first.
        sources = sources.replace(_KEYED, " CROSS JOIN ledger_key k")
        more += " AND k.id = b.key_id"
    sql = (
        f"SELECT {_PLACE} FROM {sources} WHERE {test} {more} "  # noqa: S608 our own names
        f"ORDER BY {order} LIMIT %s OFFSET %s"
    )
    return sql, [*own, *values, *limit]


def _rows(places: Sequence[_Found]) -> list[Row]:
    """Whole lines in the order of their places."""
    codes = {one.no: code for code, one in chart.accounts().items()}
    found: dict[tuple[int, int], Row] = {}
    entries = sorted({place[2] for place in places})
    with connection.cursor() as cursor:
        for test, values in tables.among("b.entry_id", entries):
            cursor.execute(
                f"SELECT {_ROW} FROM ledger_line b JOIN ledger_entry e ON e.id = b.entry_id "  # noqa: S608 our own names
                f"WHERE {test}",
                values,
            )
            for period, on, entry, no, account, *rest in cursor.fetchall():
                found[entry, no] = Row(period, _day(on), entry, no, codes[account], *rest)
    return [found[place[2:]] for place in places if place[2:] in found]


def _tables(asked: Filter, *, keyed: bool = False) -> str:
    """Keys and entries only where something is asked of them."""
    one, found = asked.selection, "ledger_line b"
    if keyed or one.regions or one.fund or one.subjects or one.excluding or one.levels or one.also:
        found += _KEYED
    if asked.event or asked.kind:
        found += " JOIN ledger_entry e ON e.id = b.entry_id"
    return found


def _where(asked: Filter, period: int = 0) -> tuple[str, list[Any]]:
    test, values = where(asked.selection, rollup=False)
    low, high = periods_of(asked.span, adjustment=asked.adjustment)
    parts = [test, "b.period = %s" if period else "b.period BETWEEN %s AND %s"]
    values += [period] if period else [low, high]
    if not _is_whole(asked.span):
        parts += ['b."on" >= %s', 'b."on" < %s']
        values += [asked.span.start.isoformat(), asked.span.end.isoformat()]
    for clause, value in _asked_of_lines(asked):
        parts.append(clause)
        values.append(value)
    return " AND ".join(parts), values


def _asked_of_lines(asked: Filter) -> Iterator[tuple[str, Any]]:
    if asked.low_fen is not None:
        yield "abs(b.amount) >= %s", asked.low_fen
    if asked.high_fen is not None:
        yield "abs(b.amount) <= %s", asked.high_fen
    if asked.control:
        yield "b.control = %s", asked.control
    if asked.event:
        yield "e.event = %s", asked.event
    if asked.kind:
        yield f"substr(e.source, 1, {len(asked.kind) + 1}) = %s", f"{asked.kind}:"


def _day(on: date | str) -> date:
    return on if isinstance(on, date) else date.fromisoformat(on)


def _counted(asked: Filter) -> dict[int, Totals]:
    """Totals by period: from the roll-up or balances where they know, else from the lines."""
    if not asked.plain:
        test, values = _where(asked)
        sides = (
            "count(*), sum(CASE WHEN b.amount > 0 THEN b.amount ELSE 0 END), "
            "sum(CASE WHEN b.amount < 0 THEN -b.amount ELSE 0 END)"
        )
        table = _tables(asked)
    else:
        rollup = rollup_serves(asked.selection)
        test, values = where(asked.selection, rollup=rollup)
        test += " AND b.period BETWEEN %s AND %s"
        values += periods_of(asked.span, adjustment=asked.adjustment)
        sides = "sum(b.lines), sum(b.debit), sum(b.credit)"
        keyed = "ledger_balance b JOIN ledger_key k ON k.id = b.key_id"
        table = "ledger_rollup b" if rollup else keyed
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT b.period, {sides} FROM {table} WHERE {test} GROUP BY b.period",  # noqa: S608 our own names
            values,
        )
        return {row[0]: Totals(*map(int, row[1:])) for row in cursor.fetchall()}


def _is_whole(span: Span) -> bool:
    """Whether a span consists of whole months."""
    return span.start == month(span.start).start and span.last == month(span.last).last

"""Reading sums: whole months from stored balances, a part of a month from its lines.

A selection that names only 区划, 资金性质, account, subject and level reads the roll-up; anything
finer reads balances joined with their keys. Amounts come in fen, on the account's own side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from duzhi.kernel.codes import within
from duzhi.kernel.period import MONTHS, Fiscal, Span, month
from duzhi.ledger import chart

ROLLUP_FIELDS = ("region", "fund_type", "subject", "level")
KEY_FIELDS = (
    "gov_econ",
    "dep_econ",
    "agency",
    "project",
    "source_doc",
    "guarantee",
    "direct",
    "bond",
)
Group = tuple[str, ...]
_NOWHERE = "-"
"""A subject that nothing is booked under."""
_LAST = 999_913
"""A period later than any."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which lines count: every part must hold; an empty part holds for all.

    `regions` and `levels` are whole codes; `fund` is a prefix; `subjects` and `excluding` are
    prefixes; `also` names further key fields by prefix, e.g. (("agency", "101"),), several with
    commas between them.
    """

    accounts: tuple[str, ...]
    regions: tuple[str, ...] = ()
    fund: str = ""
    subjects: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = field(default=())

    @property
    def numbers(self) -> list[int]:
        """Stored numbers of the accounts."""
        return [chart.account(code).no for code in self.accounts]

    @property
    def sign(self) -> int:
        """Turns debit minus credit into the accounts' own side."""
        return chart.account(self.accounts[0]).sign

    def under(self, subject: str) -> "Selection":
        """The same, of one subject with everything below it; what was left out stays out."""
        if not self.subjects:
            return replace(self, subjects=(subject,))
        inside = within(subject, self.subjects)
        narrower = tuple(one for one in self.subjects if one.startswith(subject))
        return replace(self, subjects=(subject,) if inside else narrower or (_NOWHERE,))

    def counts(self, fund: str, subject: str, level: str) -> bool:
        """Whether lines of its accounts and 区划 under these codes count; `also` is not judged."""
        return (
            fund.startswith(self.fund)
            and (not self.subjects or within(subject, self.subjects))
            and not (self.excluding and within(subject, self.excluding))
            and (not self.levels or level in self.levels)
        )


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of an entry, as a trace shows it; the amount is on the account's own side."""

    entry: int
    source: str
    event: str
    on: date
    account: str
    key_id: int
    amount_fen: int


def turnover(selection: Selection, span: Span, *, adjustment: bool = True) -> int:
    """Fen that moved in the days of a span; a span that ends with December includes 调整期."""
    return grouped(selection, span, by=(), adjustment=adjustment).get((), 0)


def balance(selection: Selection, on: date) -> int:
    """Fen that stand at the end of a day on accounts that run through the years (库款 …)."""
    first = month(on)
    before = _sums(selection, (), [(0, Fiscal.of(first.start).code - 1)])
    return before.get((), 0) + turnover(selection, Span(first.start, _next(on)), adjustment=False)


def grouped(
    selection: Selection, span: Span, *, by: Sequence[str], adjustment: bool = True
) -> dict[Group, int]:
    """Fen moved in a span per combination of key fields, `period` or `account` (a number)."""
    whole, parts = _months(span, adjustment=adjustment)
    sums = _sums(selection, by, whole) if whole else {}
    for part in parts:
        for group, amount in _line_sums(selection, by, part).items():
            sums[group] = sums.get(group, 0) + amount
    return sums


def periods(selection: Selection) -> dict[int, int]:
    """Fen moved per period (202306) since the books began."""
    moved = _sums(selection, ("period",), [(0, _LAST)])
    return {int(period): amount for (period,), amount in moved.items()}


def holds(selection: Selection, span: Span) -> bool:
    """Whether anything at all is booked on these accounts, 区划 and 资金性质 in the periods."""
    wide = Selection(selection.accounts, regions=selection.regions, fund=selection.fund)
    test, values = where(wide, rollup=True)
    low, high = periods_of(span, adjustment=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM ledger_rollup b WHERE {test} AND b.period BETWEEN %s AND %s LIMIT 1",  # noqa: S608 our own names
            [*values, low, high],
        )
        return cursor.fetchone() is not None


def last_day() -> date | None:
    """The latest business day in the books; None when they are empty."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT max("on") FROM ledger_entry')
        last = cursor.fetchone()[0]
    return date.fromisoformat(last) if isinstance(last, str) else last


def last_entry() -> int:
    """The number of the latest entry, 0 when there is none: any posting changes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM ledger_entry")
        return cursor.fetchone()[0] or 0


def postings(selection: Selection, span: Span, *, adjustment: bool = True) -> Iterator[Posting]:
    """Every line behind a turnover, by day and entry; their amounts add up to it."""
    which, values = _which_lines(selection, span, adjustment=adjustment)
    sql = (
        'SELECT l.entry_id, e.source, e.event, l."on", l.account, l.key_id, l.amount '  # noqa: S608 our own names
        "FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id "
        f'JOIN ledger_key k ON k.id = l.key_id WHERE {which} ORDER BY l."on", l.entry_id, l.no'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(2_000):
            for row in rows:
                yield _posting(row, selection.sign)


def largest(
    selection: Selection, span: Span, count: int, *, adjustment: bool = True
) -> tuple[list[Posting], int]:
    """The `count` lines of a turnover with the largest amounts, and how many there are in all."""
    which, values = _which_lines(selection, span, adjustment=adjustment)
    sql = (
        'SELECT l.entry_id, e.source, e.event, l."on", l.account, l.key_id, l.amount, l.lines '  # noqa: S608 our own names
        'FROM (SELECT l.entry_id, l."on", l.account, l.key_id, l.amount, count(*) OVER () AS lines '
        f"FROM ledger_line l JOIN ledger_key k ON k.id = l.key_id WHERE {which} "
        "ORDER BY abs(l.amount) DESC, l.entry_id LIMIT %s) l "
        "JOIN ledger_entry e ON e.id = l.entry_id ORDER BY abs(l.amount) DESC, l.entry_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, count])
        rows = cursor.fetchall()
    return [_posting(row[:-1], selection.sign) for row in rows], rows[0][-1] if rows else 0


def _which_lines(selection: Selection, span: Span, *, adjustment: bool) -> tuple[str, list[Any]]:
    test, values = where(selection, rollup=False)
    low, high = periods_of(span, adjustment=adjustment)
    sql = test.replace("b.account", "l.account") + (
        ' AND l.period BETWEEN %s AND %s AND l."on" >= %s'
    )
    values += [low, high, span.start.isoformat()]
    if not _closes_year(span, adjustment=adjustment):
        sql += ' AND l."on" < %s'
        values.append(span.end.isoformat())
    return sql, values


def _posting(row: Sequence[Any], sign: int) -> Posting:
    entry, source, event, on, account, key_id, amount = row
    day = on if isinstance(on, date) else date.fromisoformat(on)
    return Posting(
        entry, source, event, day, chart.by_number()[account].code, key_id, amount * sign
    )


def _months(span: Span, *, adjustment: bool) -> tuple[list[tuple[int, int]], list[Span]]:
    """Period ranges that lie wholly inside, and what is left as parts of one month."""
    ranges: list[tuple[int, int]] = []
    parts: list[Span] = []
    start = span.start
    while start < span.end:
        whole = month(start)
        end = min(whole.end, span.end)
        if start == whole.start and end == whole.end:
            code = Fiscal.of(start).code
            last = start.month == MONTHS and adjustment
            ranges.append((code, code + 1 if last else code))
        else:
            parts.append(Span(start, end))
        start = end
    return _joined(ranges), parts


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for low, high in ranges:
        if joined and joined[-1][1] + 1 == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _sums(
    selection: Selection, by: Sequence[str], ranges: Sequence[tuple[int, int]]
) -> dict[Group, int]:
    rollup = rollup_serves(selection, by)
    test, values = where(selection, rollup=rollup)
    spans = " OR ".join(["b.period BETWEEN %s AND %s"] * len(ranges))
    within = [code for pair in ranges for code in pair]
    columns = _columns(by, rollup=rollup)
    if not rollup and "period" not in by:
        return _key_sums(selection, columns, (test, values), (spans, within))
    values += within
    table = "ledger_rollup b" if rollup else "ledger_balance b JOIN ledger_key k ON k.id = b.key_id"
    return _run(
        f"{columns}sum(b.debit - b.credit) FROM {table} WHERE {test} AND ({spans})",
        columns,
        values,
        selection.sign,
    )


def _key_sums(
    selection: Selection,
    columns: str,
    which: tuple[str, list[Any]],
    when: tuple[str, list[int]],
) -> dict[Group, int]:
    """Balances of several periods are added up by key first: a key is then looked up once."""
    test, values = which
    spans, within = when
    own = _in("b.account", selection.numbers)
    moved = (
        "SELECT b.account, b.key_id, sum(b.debit - b.credit) AS moved FROM ledger_balance b "  # noqa: S608 our own names
        f"WHERE {own} AND ({spans}) GROUP BY b.account, b.key_id"
    )
    return _run(
        f"{columns}sum(b.moved) FROM ({moved}) b JOIN ledger_key k ON k.id = b.key_id WHERE {test}",
        columns,
        [*selection.numbers, *within, *values],
        selection.sign,
    )


def _line_sums(selection: Selection, by: Sequence[str], part: Span) -> dict[Group, int]:
    test, values = where(selection, rollup=False)
    code = Fiscal.of(part.start).code
    columns = _columns(by, rollup=False)
    sql = (
        f"{columns}sum(b.amount) FROM ledger_line b JOIN ledger_key k ON k.id = b.key_id "
        f'WHERE {test} AND b.period = %s AND b."on" >= %s AND b."on" < %s'
    )
    values += [code, part.start.isoformat(), part.end.isoformat()]
    return _run(sql, columns, values, selection.sign)


def _run(sql: str, columns: str, values: list[Any], sign: int) -> dict[Group, int]:
    group = f" GROUP BY {columns.rstrip(', ')}" if columns else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}{group}", values)
        return {
            tuple(str(value) for value in row[:-1]): int(row[-1]) * sign
            for row in cursor.fetchall()
            if row[-1] is not None
        }


def _columns(by: Sequence[str], *, rollup: bool) -> str:
    names = []
    for name in by:
        if name not in (*ROLLUP_FIELDS, *KEY_FIELDS, "period", "account"):
            raise LookupError(f"不能按{name}汇总")
        own = name in ("period", "account") or rollup
        names.append(f"{'b' if own else 'k'}.{name}, ")
    return "".join(names)


def rollup_serves(selection: Selection, by: Sequence[str] = ()) -> bool:
    """Whether the roll-up knows everything that is asked; else the balances with their keys."""
    return not selection.also and not set(by) & set(KEY_FIELDS)


def where(selection: Selection, *, rollup: bool) -> tuple[str, list[Any]]:
    """SQL and parameters of a selection over `b`: the roll-up, or lines or balances with `k`."""
    key = "b" if rollup else "k"
    parts, values = [_in("b.account", selection.numbers)], list[Any](selection.numbers)
    for name, codes in (("region", selection.regions), ("level", selection.levels)):
        if codes:
            parts.append(_in(f"{key}.{name}", codes))
            values += codes
    if selection.subjects:
        parts.append(_prefixes(f"{key}.subject", selection.subjects, values))
    if selection.excluding:
        parts.append("NOT " + _prefixes(f"{key}.subject", selection.excluding, values))
    for name, prefix in (("fund_type", selection.fund), *selection.also):
        if prefix:
            parts.append(_prefixes(f"{key}.{name}", prefix.split(","), values))
    return " AND ".join(parts), values


def _in(column: str, codes: Sequence[object]) -> str:
    if len(codes) == 1:
        return f"{column} = %s"
    return f"{column} IN ({', '.join(['%s'] * len(codes))})"


def _prefixes(column: str, prefixes: Sequence[str], values: list[Any]) -> str:
    """Equal beginnings, grouped by length; no collation can change what they mean."""
    parts = []
    for length in sorted({len(prefix) for prefix in prefixes}):
        same = [prefix for prefix in prefixes if len(prefix) == length]
        parts.append(_in(f"substr({column}, 1, {length})", same))
        values += same
    return "(" + " OR ".join(parts) + ")"


def periods_of(span: Span, *, adjustment: bool) -> tuple[int, int]:
    """First and last period that a span touches."""
    low, high = Fiscal.of(span.start).code, Fiscal.of(span.last).code
    return low, high + 1 if _closes_year(span, adjustment=adjustment) else high


def _closes_year(span: Span, *, adjustment: bool) -> bool:
    return adjustment and (span.end.month, span.end.day) == (1, 1)


def _next(on: date) -> date:
    return on + timedelta(days=1)

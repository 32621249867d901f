"""A tree on one record, in plain Python: what is asked when a record is saved.

`around` are the rows of its list that may lie in a window, the record itself among them.
"""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from duzhi.watch import expression as tree
from duzhi.watch import lawful
from duzhi.watch.expression import Expr
from duzhi.watch.rule import Row, Rule

Ask = Callable[[Row, Sequence[Row]], Any]
COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    tree.EQ: operator.eq,
    tree.NE: operator.ne,
    tree.LT: operator.lt,
    tree.LE: operator.le,
    tree.GT: operator.gt,
    tree.GE: operator.ge,
}
"""What each sign does; the lake's compiler uses the same."""


def hits(rule: Rule, row: Row, around: Sequence[Row]) -> bool:
    """Whether a rule speaks about a record."""
    return _day(row) >= rule.start and bool(compiled(rule.test)(row, around))


def evidence(rule: Rule, row: Row, around: Sequence[Row]) -> list[tuple[str, Any]]:
    """Title and value of everything the rule shows of a record."""
    return [(title, compiled(expr)(row, around)) for title, expr in rule.shows]


def place(row: Row) -> tuple[date, str, str, str, int]:
    """Day, 区划, unit with its name, and fen of a record."""
    amount = row["amount"]
    assert isinstance(amount, int)
    texts = (str(row[name]) for name in ("region", "agency", "agency_name"))
    region, agency, name = texts
    return _day(row), region, agency, name, amount


def compiled(expr: Expr) -> Ask:
    """A function of a record and the rows around it."""
    return _COMPILERS[type(expr)](expr)


def _of(expr: tree.Of) -> Ask:
    return lambda row, _: row[expr.name]


def _const(expr: tree.Const) -> Ask:
    return lambda *_: expr.value


def _law(expr: tree.Law) -> Ask:
    return lambda row, _: lawful.value(expr, _day(row))


def _plus(expr: tree.Plus) -> Ask:
    left, right = compiled(expr.left), compiled(expr.right)
    return lambda row, around: left(row, around) + right(row, around)


def _minus(expr: tree.Minus) -> Ask:
    left, right = compiled(expr.left), compiled(expr.right)
    return lambda row, around: left(row, around) - right(row, around)


def _days(expr: tree.Days) -> Ask:
    earlier, later = compiled(expr.earlier), compiled(expr.later)
    return lambda row, around: (later(row, around) - earlier(row, around)).days


def _month_day(expr: tree.MonthDay) -> Ask:
    day = compiled(expr.day)

    def ask(row: Row, around: Sequence[Row]) -> int:
        found: date = day(row, around)
        return found.month * 100 + found.day

    return ask


def _is(expr: tree.Is) -> Ask:
    left, right, compare = compiled(expr.left), compiled(expr.right), COMPARE[expr.operator]
    return lambda row, around: compare(left(row, around), right(row, around))


def _share(expr: tree.Share) -> Ask:
    part, whole, compare = compiled(expr.part), compiled(expr.whole), COMPARE[expr.operator]

    def ask(row: Row, around: Sequence[Row]) -> bool:
        ratio = lawful.value(expr.ratio, _day(row))
        assert isinstance(ratio, Fraction)
        base: int = whole(row, around)
        crossed = part(row, around) * ratio.denominator, base * ratio.numerator
        return base > 0 and bool(compare(*crossed))

    return ask


def _starts(expr: tree.Starts) -> Ask:
    text = compiled(expr.text)

    def ask(row: Row, around: Sequence[Row]) -> bool:
        found, prefixes = str(text(row, around)), _texts(expr.prefixes, row)
        return found in prefixes if expr.whole else found.startswith(prefixes)

    return ask


def _contains(expr: tree.Contains) -> Ask:
    text = compiled(expr.text)

    def ask(row: Row, around: Sequence[Row]) -> bool:
        found = str(text(row, around))
        return any(word in found for word in _texts(expr.words, row))

    return ask


def _and(expr: tree.And) -> Ask:
    parts = [compiled(part) for part in expr.parts]
    return lambda row, around: all(part(row, around) for part in parts)


def _or(expr: tree.Or) -> Ask:
    parts = [compiled(part) for part in expr.parts]
    return lambda row, around: any(part(row, around) for part in parts)


def _not(expr: tree.Not) -> Ask:
    part = compiled(expr.part)
    return lambda row, around: not part(row, around)


def _window(expr: tree.Window) -> Ask:
    of = compiled(expr.of) if expr.of is not None else None
    where = compiled(expr.where) if expr.where is not None else None

    def ask(row: Row, around: Sequence[Row]) -> Any:  # noqa: ANN401 the type of what is measured
        rows = [one for one in within(expr, row, around) if where is None or where(one, ())]
        if of is None:
            return len(rows)
        return _MEASURES[expr.measure](of(one, ()) for one in rows)

    return ask


def within(expr: tree.Window, row: Row, around: Iterable[Row]) -> list[Row]:
    """The rows of a window: same keys, in the days that end with the record's."""
    end = _day(row)
    days = expr.days if isinstance(expr.days, int) else int(str(lawful.value(expr.days, end)))
    start = end - timedelta(days=days - 1)
    return [
        one
        for one in around
        if start <= _day(one) <= end and all(one[key] == row[key] for key in expr.same)
    ]


def _texts(given: tuple[str, ...] | tree.Law, row: Row) -> tuple[str, ...]:
    if isinstance(given, tuple):
        return given
    found = lawful.value(given, _day(row))
    assert isinstance(found, tuple), f"{given.key} is no list"
    return found


def _day(row: Row) -> date:
    found = row["on"]
    assert isinstance(found, date)
    return found


_MEASURES: Mapping[str, Callable[[Iterable[Any]], Any]] = {
    tree.SUM: sum,
    tree.LEAST: min,
    tree.MOST: max,
}
_COMPILERS: Mapping[type, Callable[..., Ask]] = {
    tree.Of: _of,
    tree.Const: _const,
    tree.Law: _law,
    tree.Plus: _plus,
    tree.Minus: _minus,
    tree.Days: _days,
    tree.MonthDay: _month_day,
    tree.Is: _is,
    tree.Share: _share,
    tree.Starts: _starts,
    tree.Contains: _contains,
    tree.And: _and,
    tree.Or: _or,
    tree.Not: _not,
    tree.Window: _window,
}

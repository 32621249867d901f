"""The same tree over a whole table of the lake: an Ibis expression, here on DuckDB.

A legal value becomes a choice by the record's day, so that a replay judges each year by its law.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

import ibis

from duzhi.watch import expression as tree
from duzhi.watch import lawful
from duzhi.watch.expression import Expr
from duzhi.watch.plain import COMPARE
from duzhi.watch.rule import Rule

Table = Any
"""An `ibis.Table`; Ibis types its columns when it runs."""
Value = Any
EVIDENCE = "shown_"
"""Columns of the values a rule shows begin so."""
_EPOCH = "day_number"


def hits(rule: Rule, table: Table, start: date, end: date) -> Table:
    """The rows from `start` up to, not including, `end` about which a rule speaks.

    Columns: the records' own, and one for each value the rule shows. Rows before `start` serve as
    the past of the windows.
    """
    numbered = table.mutate(**{_EPOCH: table["on"].epoch_days()})
    shown = {f"{EVIDENCE}{no}": compiled(expr, numbered) for no, (_, expr) in enumerate(rule.shows)}
    found = numbered.mutate(hit=compiled(rule.test, numbered), **shown)
    first = max(start, rule.start)
    return found.filter(found["hit"], found["on"] >= first, found["on"] < end).drop("hit", _EPOCH)


def compiled(expr: Expr, table: Table) -> Value:
    """A column of the table."""
    return _COMPILERS[type(expr)](expr, table)


def _of(expr: tree.Of, table: Table) -> Value:
    return table[expr.name]


def _const(expr: tree.Const, _: Table) -> Value:
    return ibis.literal(expr.value, type="int64" if isinstance(expr.value, int) else None)


def _law(expr: tree.Law, table: Table) -> Value:
    return _by_day(expr, table, lambda found: ibis.literal(found, type=_type(found)))


def _plus(expr: tree.Plus, table: Table) -> Value:
    return compiled(expr.left, table) + compiled(expr.right, table)


def _minus(expr: tree.Minus, table: Table) -> Value:
    return compiled(expr.left, table) - compiled(expr.right, table)


def _days(expr: tree.Days, table: Table) -> Value:
    later, earlier = compiled(expr.later, table), compiled(expr.earlier, table)
    return later.epoch_days() - earlier.epoch_days()


def _month_day(expr: tree.MonthDay, table: Table) -> Value:
    day = compiled(expr.day, table)
    return day.month().cast("int64") * 100 + day.day()


def _is(expr: tree.Is, table: Table) -> Value:
    return COMPARE[expr.operator](compiled(expr.left, table), compiled(expr.right, table))


def _share(expr: tree.Share, table: Table) -> Value:
    part, whole = compiled(expr.part, table), compiled(expr.whole, table)

    def crossed(ratio: lawful.Value) -> Value:
        assert isinstance(ratio, Fraction)
        return COMPARE[expr.operator](part * ratio.denominator, whole * ratio.numerator)

    return (whole > 0) & _by_day(expr.ratio, table, crossed)


def _starts(expr: tree.Starts, table: Table) -> Value:
    text = compiled(expr.text, table)
    if expr.whole:
        return _listed(expr.prefixes, table, lambda one: text == one)
    return _listed(expr.prefixes, table, text.startswith)


def _contains(expr: tree.Contains, table: Table) -> Value:
    return _listed(expr.words, table, compiled(expr.text, table).contains)


def _and(expr: tree.And, table: Table) -> Value:
    return reduce(lambda a, b: a & b, [compiled(part, table) for part in expr.parts])


def _or(expr: tree.Or, table: Table) -> Value:
    return reduce(lambda a, b: a | b, [compiled(part, table) for part in expr.parts])


def _not(expr: tree.Not, table: Table) -> Value:
    return ~compiled(expr.part, table)


def _window(expr: tree.Window, table: Table) -> Value:
    if isinstance(expr.days, int):
        return _measured(expr, table, expr.days)
    return _by_day(expr.days, table, lambda days: _measured(expr, table, int(str(days))))


def _measured(expr: tree.Window, table: Table, days: int) -> Value:
    """Days are counted, not rows: the frame is a range over day numbers."""
    frame = ibis.range_window(
        preceding=days - 1, following=0, group_by=list(expr.same), order_by=table[_EPOCH]
    )
    one = ibis.literal(1, type="int64")
    of = _column(compiled(expr.of, table) if expr.of is not None else one, table)
    if expr.measure == tree.LEAST:
        return of.min().over(frame)
    if expr.measure == tree.MOST:
        return of.max().over(frame)
    counted = of if expr.where is None else ibis.ifelse(compiled(expr.where, table), of, 0)
    return counted.sum().over(frame).cast("int64")


def _column(value: Value, table: Table) -> Value:
    """A constant as a column: only columns are summed."""
    scalar = isinstance(value, ibis.expr.types.Scalar)
    return ibis.ifelse(table[_EPOCH].notnull(), value, value) if scalar else value


def _listed(given: tuple[str, ...] | tree.Law, table: Table, test: Callable[[str], Value]) -> Value:
    def any_of(words: lawful.Value) -> Value:
        assert isinstance(words, tuple)
        return reduce(lambda a, b: a | b, [test(word) for word in words])

    return any_of(given) if isinstance(given, tuple) else _by_day(given, table, any_of)


def _by_day(law: tree.Law, table: Table, made: Callable[[lawful.Value], Value]) -> Value:
    """What is made of a legal value, each from its first day on; before the first, of the first."""
    (_, first), *later = lawful.values(law)
    if not later:
        return made(first)
    cases = [(table["on"] >= start, made(found)) for start, found in reversed(later)]
    return ibis.cases(*cases, else_=made(first))


def _type(found: lawful.Value) -> str | None:
    return "int64" if isinstance(found, int) else None


_COMPILERS: Mapping[type, Callable[..., Value]] = {
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

"""余额表 and 发生额表: opening, debit, credit, closing by account and one more classification."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from duzhi.kernel.period import Span
from duzhi.ledger import chart
from duzhi.ledger.chart import Account
from duzhi.ledger.read import KEY_FIELDS, ROLLUP_FIELDS, Selection, periods_of, rollup_serves, where

CONTROL = "control"
Place = tuple[str, str]
"""An account and the code of the classification, which is empty when none is asked."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """What an account began with, what moved on either side, what stands; in fen.

    `opening_fen` and `closing_fen` are on the account's own side; accounts of income and spending
    open at zero every year.
    """

    account: Account
    code: str
    opening_fen: int
    debit_fen: int
    credit_fen: int
    lines: int

    @property
    def moved_fen(self) -> int:
        """What it gained on its own side."""
        return (self.debit_fen - self.credit_fen) * self.account.sign

    @property
    def closing_fen(self) -> int:
        """What stands at the end."""
        return self.opening_fen + self.moved_fen


def turnovers(selection: Selection, span: Span, *, by: str = "") -> list[Turnover]:
    """Per account, and per code of one key field or roll-up field `by`; in the chart's order.

    Whole periods of one year: a span begins and ends with a month.

    Raises:
        LookupError: `by` is no classification.
        ValueError: the span leaves its year or cuts a month.
    """
    if by and by not in (*ROLLUP_FIELDS, *KEY_FIELDS):
        raise LookupError(f"不能按{by}汇总")
    if span.start.year != span.last.year or span.start.day != 1 or span.end.day != 1:
        raise ValueError("a turnover table covers whole months of one year")
    low, high = periods_of(span, adjustment=True)
    moved = _moved(selection, by, low, high)
    opened = _opened(selection, by, low)
    names = {one.no: one for one in chart.accounts().values()}
    found = []
    for number, code in sorted(moved.keys() | opened.keys()):
        account = names[number]
        debit, credit, lines = moved.get((number, code), (0, 0, 0))
        opening = opened.get((number, code), 0) * account.sign
        if opening or debit or credit:
            found.append(Turnover(account, code, opening, debit, credit, lines))
    return found


def _moved(
    selection: Selection, by: str, low: int, high: int
) -> Mapping[tuple[int, str], tuple[int, int, int]]:
    rows = _summed(selection, by, "b.period BETWEEN %s AND %s", [low, high])
    return {(row[0], row[1]): (int(row[2]), int(row[3]), int(row[4])) for row in rows}


def _opened(selection: Selection, by: str, low: int) -> Mapping[tuple[int, str], int]:
    """What stood before: of the year for accounts that start at zero, of all years for others."""
    found: dict[tuple[int, str], int] = {}
    stocks = [code for code in selection.accounts if chart.account(code).scope != "flow"]
    flows = [code for code in selection.accounts if code not in stocks]
    year = low // 100 * 100
    for codes, first in ((stocks, 0), (flows, year)):
        if codes:
            own = replace(selection, accounts=tuple(codes))
            rows = _summed(own, by, "b.period >= %s AND b.period < %s", [first, low])
            found |= {(row[0], row[1]): int(row[2]) - int(row[3]) for row in rows}
    return found


def _summed(selection: Selection, by: str, more: str, values: Iterable[int]) -> list[Any]:
    rollup = rollup_serves(selection, (by,))
    test, own = where(selection, rollup=rollup)
    keyed = "ledger_balance b JOIN ledger_key k ON k.id = b.key_id"
    column = f"{'b' if rollup else 'k'}.{by}" if by else "''"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT b.account, {column}, sum(b.debit), sum(b.credit), sum(b.lines) "  # noqa: S608 our own names
            f"FROM {'ledger_rollup b' if rollup else keyed} WHERE {test} AND {more} "
            f"GROUP BY b.account{f', {column}' if by else ''}",
            [*own, *values],
        )
        return list(cursor.fetchall())


def first_day() -> date | None:
    """The earliest business day in the books; None when they are empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(period) FROM ledger_rollup")
        period = cursor.fetchone()[0]
    return date(period // 100, min(period % 100, 12), 1) if period else None

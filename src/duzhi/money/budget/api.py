"""What the other money areas and the reports may use of the budget."""

from collections.abc import Sequence
from datetime import date

from duzhi.kernel.entry import Ref
from duzhi.money.budget import queries
from duzhi.money.budget.actions.tables import record_adjustment
from duzhi.money.budget.rules.balance import (
    ADJUSTED,
    CURRENT,
    FINAL,
    INITIAL,
    SOURCE,
    TRIGGERS,
    USE,
    Approval,
    Item,
    is_own,
    line_of,
)
from duzhi.registry import api as registry

__all__ = [
    "ADJUSTED",
    "CURRENT",
    "FINAL",
    "INITIAL",
    "SOURCE",
    "TRIGGERS",
    "USE",
    "Approval",
    "Item",
    "amount",
    "is_own",
    "line_of",
    "lines",
    "record_adjustment",
    "refs",
]


def lines(year: int, fund: str, kind: str, region: str, on: date) -> Sequence[Item]:
    """Every line of the table that counts on a day, headings left out; amounts in fen.

    `kind` is 年初 (an adjustment instead once it is approved), 变动 or 决算.
    """
    tables = queries.chosen(registry.subtree(region), year, fund, kind, on)
    return queries.items(queries.lines(tables))


def refs(year: int, fund: str, kind: str, region: str, on: date) -> Sequence[tuple[Item, Ref]]:
    """Every line as `lines` gives it, with the document that it is."""
    tables = queries.chosen(registry.subtree(region), year, fund, kind, on)
    found = queries.lines(tables)
    return list(zip(queries.items(found), map(queries.ref, found), strict=True))


def amount(year: int, fund: str, kind: str, side: str, region: str, on: date) -> int | None:
    """Own revenue (收入) or spending (支出) of a budget in fen; None where there is no table."""
    found = lines(year, fund, kind, region, on)
    if not found:
        return None
    return sum(i.amount_fen for i in found if i.side == side and is_own(side, i.subject))

"""Sums for the revenue statements: this month, this year, last year on this year's subjects."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from duzhi.kernel.codes import FUND, UNCLASSIFIED, within
from duzhi.kernel.period import Span, day, month, same_day_last_year, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.receipts.postings import REVENUE
from duzhi.money.receipts.queries.days import OURS
from duzhi.registry import api as registry

_ITEM, _FUND_ITEM = 5, 7
"""General revenue is printed by 款, fund revenue by 项."""
TAX, NONTAX = "101", "103"


class Sums(NamedTuple):
    """Fen of a line of a statement."""

    month_fen: int = 0
    year_fen: int = 0
    last_fen: int = 0

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(*(left + right for left, right in zip(self, other, strict=True)))


def by_item(budget: str, region: str, on: date) -> dict[str, Sums]:
    """Revenue by 款 (fund: 项) in the order of the codes; 待归类 subjects as they are."""
    regions = registry.subtree(region)
    year, last = year_to_date(on), year_to_date(same_day_last_year(on))
    this_month = Span(month(on).start, day(on).end)
    moves = registry.restated(budget=budget, direction=registry.REVENUE, year=on.year)
    parts = (
        _grouped(budget, regions, this_month, {}),
        _grouped(budget, regions, year, {}),
        _grouped(budget, regions, last, moves),
    )
    codes = sorted(set().union(*parts))
    return {code: Sums(*(part.get(code, 0) for part in parts)) for code in codes}


def by_region(region: str, on: date) -> dict[str, tuple[Sums, Sums]]:
    """General revenue and its tax part of every region below."""
    regions = registry.subtree(region)
    spans = (
        Span(month(on).start, day(on).end),
        year_to_date(on),
        year_to_date(same_day_last_year(on)),
    )
    general = ledger.Selection((REVENUE["11"],), regions=regions, fund="11", levels=OURS)
    tax = replace(general, subjects=(TAX, UNCLASSIFIED + TAX))
    sums = [
        [ledger.grouped(chosen, span, by=("region",)) for span in spans]
        for chosen in (general, tax)
    ]
    whole, taxes = (
        {one: Sums(*(part.get((one,), 0) for part in parts)) for one in regions} for parts in sums
    )
    return {one: (whole[one], taxes[one]) for one in regions}


def _grouped(
    budget: str, regions: tuple[str, ...], span: Span, moves: Mapping[str, str]
) -> dict[str, int]:
    chosen = ledger.Selection((REVENUE[budget],), regions=regions, fund=budget, levels=OURS)
    found: dict[str, int] = {}
    for (subject,), fen in ledger.grouped(chosen, span, by=("subject",)).items():
        code = _item(_moved(subject, moves), budget)
        found[code] = found.get(code, 0) + fen
    return {code: fen for code, fen in found.items() if fen}


def _moved(subject: str, moves: Mapping[str, str]) -> str:
    return next((new for old, new in moves.items() if within(subject, (old,))), subject)


def _item(subject: str, budget: str) -> str:
    if subject.startswith(UNCLASSIFIED):
        return subject
    return subject[: _FUND_ITEM if budget == FUND else _ITEM]

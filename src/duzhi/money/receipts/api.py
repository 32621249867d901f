"""What the other money areas and the reports may use of revenue."""

from collections.abc import Mapping
from datetime import date

from duzhi.kernel.period import Span
from duzhi.ledger import api as ledger
from duzhi.money.receipts.postings import REVENUE
from duzhi.money.receipts.queries import days, details
from duzhi.money.receipts.queries import townships as places
from duzhi.money.receipts.queries.details import Side
from duzhi.money.receipts.queries.townships import Ranking, Township
from duzhi.money.receipts.rules.details import Difference, mask_taxpayer, split
from duzhi.money.receipts.rules.targets import TAX
from duzhi.money.receipts.rules.treasury import DAY_KIND
from duzhi.registry import api as registry

__all__ = [
    "DAY_KIND",
    "REVENUE",
    "Difference",
    "Ranking",
    "Side",
    "Township",
    "daily",
    "mask_taxpayer",
    "months_of_detail",
    "reconcile",
    "split",
    "split_tax",
    "townships",
]


def reconcile(span: Span, region: str) -> tuple[Side, Side]:
    """税票 less refunds and slips against the treasury, by day, 项 and level; fen."""
    return details.reconciled(span, region)


def townships(on: date, region: str, measure: str = TAX) -> Ranking:
    """Townships by completion of their target, the county's own part and the sums; fen."""
    return places.ranking(region, on, measure)


def daily(budget: str, span: Span, region: str) -> Mapping[date, int]:
    """Net revenue of a budget by day, levels 4 and 5 together, 调整期 left out; fen."""
    chosen = ledger.Selection(
        (REVENUE[budget],), regions=registry.subtree(region), fund=budget, levels=days.OURS
    )
    found: dict[date, int] = {}
    for one in ledger.postings(chosen, span, adjustment=False):
        found[one.on] = found.get(one.on, 0) + one.amount_fen
    return found


def months_of_detail(year: int) -> list[int]:
    """Months of a year with treasury reports."""
    return days.months(year)


def split_tax(gross_fen: int, subject: str, on: date) -> list[int]:
    """中央, 省, 市 and 县 parts of a gross tax by the sharing table; they add up to it.

    Raises:
        LookupError: no share is known for the subject.
    """
    return split(gross_fen, registry.tax_share(subject, on))

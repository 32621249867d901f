"""Where the cells of the revenue statements lead; every lead of money adds up to its cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from duzhi.documents.api import DocumentsLead, Entries, FigureLead, Lead, compared
from duzhi.kernel.codes import FUND, GENERAL, UNCLASSIFIED
from duzhi.kernel.period import year_to_date
from duzhi.money.receipts.figures import selection
from duzhi.money.receipts.queries.days import OURS
from duzhi.money.receipts.queries.statements import NONTAX, TAX
from duzhi.money.receipts.rules.treasury import DAY_KIND
from duzhi.registry import api as registry

Three = tuple[Entries, Entries, Entries]
"""当月, 累计, 上年同期."""
_OF_TOTALS = {
    "receipts.tax": (GENERAL, TAX),
    "receipts.nontax": (GENERAL, NONTAX),
    "receipts.general_revenue": (GENERAL,),
    "receipts.fund_revenue": (FUND,),
}
_RATIOS = {
    "receipts.tax": "tax",
    "receipts.nontax": "nontax",
    "receipts.general_revenue": "general",
    "receipts.fund_revenue": "fund",
}


class Where(NamedTuple):
    """The regions and the day of a statement, and how subjects moved since last year by budget."""

    regions: tuple[str, ...]
    on: date
    moves: Mapping[str, Mapping[str, str]]


def where(regions: Sequence[str], on: date) -> Where:
    """Moves of both budgets that have revenue statements, read once."""
    return Where(
        tuple(regions), on, {budget: registry.moves(budget, on.year) for budget in (GENERAL, FUND)}
    )


def item(budget: str, code: str, codes: Iterable[str], where: Where) -> Three:
    """A 款 or 项 as it is printed: what has a longer code of its own in the table is left out."""
    longer = tuple(one for one in codes if one != code and one.startswith(code))
    chosen = replace(selection(budget), subjects=(code,), excluding=longer, regions=where.regions)
    return compared(chosen, where.on, where.moves[budget])


def total(code: str, where: Where) -> Three:
    """A headline, by the code of its figure."""
    budget, *prefixes = _OF_TOTALS[code]
    chosen = replace(selection(budget, *prefixes), regions=where.regions)
    return compared(chosen, where.on, where.moves[budget])


def ratios(code: str) -> tuple[Lead, Lead, None, None, Lead]:
    """完成％, 超欠进度, (上年同期, 增减额), 增减％ of a headline are figures."""
    name = f"receipts.{_RATIOS[code]}"
    completion, ahead = FigureLead(f"{name}_completion"), FigureLead(f"{name}_ahead")
    return (completion, ahead, None, None, FigureLead(f"{name}_growth"))


def levels(
    codes: Sequence[str], names: Iterable[str], regions: Sequence[str], on: date
) -> tuple[Lead | None, ...]:
    """全口径 and every level: ours are booked, the others stand in the treasury's days only."""
    if not codes:
        return (None, *(None for _ in names))
    found: list[Lead] = [_days(codes, "", regions, on)]
    for level in names:
        if level in OURS:
            subjects = (*codes, *(UNCLASSIFIED + code for code in codes))
            chosen = replace(
                selection(GENERAL), subjects=subjects, levels=(level,), regions=tuple(regions)
            )
            found.append(Entries(chosen, year_to_date(on)))
        else:
            found.append(_days(codes, level, regions, on))
    return tuple(found)


def region(regions: Sequence[str], on: date) -> tuple[Three, Entries]:
    """A township, or several: the three of all revenue, and 累计 of the tax."""
    whole = replace(selection(GENERAL), regions=tuple(regions))
    tax = replace(selection(GENERAL, TAX), regions=tuple(regions))
    return compared(whole, on, {}), Entries(tax, year_to_date(on))


def treasury(prefix: str, regions: Sequence[str], on: date) -> DocumentsLead:
    """Treasury days of the year so far, under a subject."""
    return _days([prefix], "", regions, on)


def _days(codes: Sequence[str], level: str, regions: Sequence[str], on: date) -> DocumentsLead:
    fields = (("subject", ",".join(codes)), ("level", level))
    kept = tuple((name, value) for name, value in fields if value)
    return DocumentsLead(DAY_KIND, tuple(regions), year_to_date(on), kept)

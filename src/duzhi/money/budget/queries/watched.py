"""Quotas and money from above as warning rules look at them, as of the last day of a span."""

from collections.abc import Iterator
from datetime import date, timedelta

from duzhi.kernel.codes import GENERAL
from duzhi.kernel.period import MONTHS, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.budget.queries import grants, quotas
from duzhi.money.budget.rules.frugal import ITEMS, THREE
from duzhi.money.budget.rules.idle import age
from duzhi.money.budget.rules.quotas import QuotaView
from duzhi.registry import api as registry

Row = tuple[str | int | date, ...]
_WAGES = "2"
"""三保标识 of 保工资 begin so."""


def documents(region: str, start: date, end: date) -> Iterator[Row]:
    """文号 of the years of the span, by their day of receipt, with the day they were allotted."""
    last = end - timedelta(days=1)
    regions = registry.subtree(region)
    for year in range(start.year, last.year + 1):
        for one in grants.documents(regions, min(last, date(year, 12, 31))):
            settled = last if one.left_fen > 0 else one.last_allotted or one.received_on
            yield (
                *(one.number, one.region, "", "", one.received_on, max(one.left_fen, 0)),
                *(one.doc_no, one.name, one.kind, one.direct, settled),
                *(one.amount_fen, one.allotted_fen),
            )


def old_money(region: str, _: date, end: date) -> Iterator[Row]:
    """This year's quotas whose money was given in an earlier year."""
    on = end - timedelta(days=1)
    names = _names(on)
    for one in _views(region, on):
        if one.since and one.since < one.year:
            left = one.available_fen + one.frozen_fen
            yield (
                *(f"{one.region}/{one.year}/{one.number}", one.region, one.agency),
                *(names.get(one.agency, ""), on, left),
                *(one.title, age(one.since, on), one.bond, one.upper_doc, one.paid_fen),
            )


def controls(region: str, _: date, end: date) -> Iterator[Row]:
    """Unit and item of the 三公: the year's control and what was spent of it."""
    on = end - timedelta(days=1)
    names, given = _names(on), dict[tuple[str, str, str], int]()
    for one in _views(region, on):
        if one.dep_econ in THREE:
            place = one.region, one.agency, one.dep_econ
            given[place] = given.get(place, 0) + one.current_fen
    chosen = ledger.Selection(
        ("spending.general",),
        regions=tuple(registry.subtree(region)),
        fund=GENERAL,
        also=(("dep_econ", ",".join(THREE)),),
    )
    moved = ledger.grouped(chosen, year_to_date(on), by=("region", "agency", "dep_econ"))
    for (area, agency, code), fen in sorted(moved.items()):
        yield (
            *(f"{area}/{on.year}/{agency}/{code}", area, agency, names.get(agency, ""), on, fen),
            *(ITEMS[code], given.get((area, agency, code), 0)),
        )


def units(region: str, _: date, end: date) -> Iterator[Row]:
    """Every unit's quotas of the general budget: given, due by the months that are over, paid."""
    on = end - timedelta(days=1)
    names, sums = _names(on), dict[tuple[str, str], list[int]]()
    for one in _views(region, on):
        if one.fund_type.startswith(GENERAL):
            wages = one.guarantee.startswith(_WAGES)
            own = sums.setdefault((one.region, one.agency), [0, 0, 0, 0])
            parts = (one.current_fen, one.paid_fen)
            for place, fen in enumerate(parts + (parts if wages else (0, 0))):
                own[place] += fen
    for (area, agency), (current, paid, wages_fen, wages_paid) in sorted(sums.items()):
        yield (
            *(f"{area}/{on.year}/{agency}", area, agency, names.get(agency, ""), on, current),
            *(paid, _due(current, on), _due(wages_fen, on), wages_paid),
        )


def _due(fen: int, on: date) -> int:
    """What the months that are over stand for, down to the fen."""
    over = on.month if (on + timedelta(days=1)).month != on.month else on.month - 1
    return fen * over // MONTHS


def _views(region: str, on: date) -> list[QuotaView]:
    rows = quotas.quotas(on.year).filter(region__in=registry.subtree(region))
    return quotas.views(rows)


def _names(on: date) -> dict[str, str]:
    return dict(registry.agencies(on).values_list("code", "name"))

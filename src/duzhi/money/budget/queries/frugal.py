"""Reading 过紧日子: controls from quotas, spending from the ledger, reductions by batch."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Sum

from duzhi.kernel.codes import GENERAL
from duzhi.kernel.period import same_day_last_year, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.budget.models import Quota, QuotaAct, QuotaReading
from duzhi.money.budget.queries import quotas
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.frugal import ITEMS, Control

Unit = str


def controls(regions: Sequence[str], on: date, agency: str = "") -> list[Control]:
    """Every watched item of the units: control, spent, last year's same period, cut; fen."""
    given, cut = _quotas(regions, on.year, agency)
    now, before = spent(regions, on, agency), spent(regions, same_day_last_year(on), agency)
    return [
        Control(code, given.get(code, 0), now.get(code, 0), before.get(code, 0), cut.get(code, 0))
        for code in ITEMS
        if any(one.get(code) for one in (given, now, before))
    ]


def spent(regions: Sequence[str], on: date, agency: str = "") -> dict[str, int]:
    """部门经济分类 → fen of general spending from 1 January to the day; 财政拨款 only."""
    also = [("dep_econ", ",".join(ITEMS))] + ([("agency", agency)] if agency else [])
    chosen = ledger.Selection(
        ("spending.general",), regions=tuple(regions), fund=GENERAL, also=tuple(also)
    )
    found = ledger.grouped(chosen, year_to_date(on), by=("dep_econ",))
    return {code: fen for (code,), fen in found.items()}


def units_over(regions: Sequence[str], on: date) -> list[tuple[Unit, str, int, int]]:
    """Unit, item, control and spent where more was spent than the year's control."""
    rows = quotas.quotas(on.year).filter(region__in=regions, dep_econ__in=tuple(ITEMS))
    given: dict[tuple[str, str], int] = {}
    for row in rows:
        place = row.agency, row.dep_econ
        given[place] = given.get(place, 0) + row.current
    chosen = ledger.Selection(
        ("spending.general",),
        regions=tuple(regions),
        fund=GENERAL,
        also=(("dep_econ", ",".join(ITEMS)),),
    )
    moved = ledger.grouped(chosen, year_to_date(on), by=("agency", "dep_econ"))
    return sorted(
        (agency, code, given[agency, code], fen)
        for (agency, code), fen in moved.items()
        if fen > given.get((agency, code), fen)
    )


def batches(regions: Sequence[str], year: int) -> list[tuple[str, int, int]]:
    """调整批次号, quotas cut and fen of every reduction of the year, the register's and our own."""
    read = QuotaReading.objects.filter(
        quota__region__in=regions, quota__year=year, standing=True, cut__gt=0
    ).order_by()
    acts = QuotaAct.objects.filter(
        region__in=regions, year=year, kind=rules.CUT, state=rules.DONE
    ).order_by()
    found: dict[str, list[int]] = {}
    for rows, name in ((read, "cut"), (acts, "amount")):
        for batch, count, fen in rows.values_list("batch").annotate(Count("pk"), Sum(name)):
            own = found.setdefault(batch or "未编批次", [0, 0])
            own[0], own[1] = own[0] + count, own[1] + fen
    return sorted((batch, count, fen) for batch, (count, fen) in found.items())


def _quotas(
    regions: Sequence[str], year: int, agency: str
) -> tuple[dict[str, int], dict[str, int]]:
    rows = Quota.objects.filter(
        region__in=regions, year=year, dep_econ__in=tuple(ITEMS), state=rules.ISSUED
    ).order_by()
    rows = rows.filter(agency=agency) if agency else rows
    given = dict(rows.values_list("dep_econ").annotate(Sum("current")))
    read = QuotaReading.objects.filter(quota__in=rows, standing=True).order_by()
    cut = dict(read.values_list("quota__dep_econ").annotate(Sum("cut")))
    acts = QuotaAct.objects.filter(quota__in=rows, kind=rules.CUT, state=rules.DONE).order_by()
    for code, fen in acts.values_list("quota__dep_econ").annotate(Sum("amount")):
        cut[code] = cut.get(code, 0) + fen
    return given, cut

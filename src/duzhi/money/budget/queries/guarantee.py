"""Reading 三保: the list of a day, and each item's need, budget, due, paid and owed."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Max, Sum

from duzhi.money.budget.models import GuaranteeItem, GuaranteeNeed, StaffPay
from duzhi.money.budget.queries import quotas
from duzhi.money.budget.rules import guarantee as rules
from duzhi.money.budget.rules.guarantee import STAGES, Item, Standing

_LIST = Path(__file__).parents[1] / "data" / "guarantee_items.csv"


def items(on: date) -> Sequence[Item]:
    """The 三保 items in force on a day, by code: the province's list, else the house's skeleton."""
    imported = [_imported(row) for row in GuaranteeItem.objects.order_by("code", "start")]
    return [item for item in imported or _shipped() if item.on_list(on)]


def stage(region: str, year: int) -> str:
    """The latest stage of 二上二下 that has a table; empty where there is none."""
    rows = GuaranteeNeed.objects.filter(region=region, year=year).order_by()
    known = set(rows.values_list("stage", flat=True))
    return next((one for one in reversed(STAGES) if one in known), "")


def needs(region: str, year: int, stage: str) -> list[GuaranteeNeed]:
    """The lines of one stage, by item."""
    rows = GuaranteeNeed.objects.filter(region=region, year=year, stage=stage)
    return list(rows.order_by("item", "kind"))


def stages(region: str, year: int) -> dict[str, tuple[int, int, int]]:
    """Stage → need, budget and gap of its items; fen."""
    found: dict[str, tuple[int, int, int]] = {}
    for row in GuaranteeNeed.objects.filter(region=region, year=year).order_by("pk"):
        need, budget, gap = found.get(row.stage, (0, 0, 0))
        short = max(row.need - row.budget, 0)
        found[row.stage] = (need + row.need, budget + row.budget, gap + short)
    return {one: found[one] for one in STAGES if one in found}


def standings(region: str, regions: Sequence[str], on: date) -> list[Standing]:
    """Every item of the list with what it needs, has, ought to have paid and paid by the day."""
    listed = items(on)
    asked: dict[str, tuple[int, int]] = {}
    for row in needs(region, on.year, stage(region, on.year)):
        persons, need = asked.get(row.item, (0, 0))
        asked[row.item] = persons + row.persons, need + row.need
    held = _held(regions, on.year)
    return [
        Standing(
            item,
            *asked.get(item.code, (0, 0)),
            budget_fen=held.get(item.code, (0, 0))[0],
            due_fen=rules.due(item, asked.get(item.code, (0, 0))[1], on),
            paid_fen=held.get(item.code, (0, 0))[1],
        )
        for item in listed
    ]


def _held(regions: Sequence[str], year: int) -> dict[str, tuple[int, int]]:
    """Item → 指标余额 and paid of the quotas that carry it."""
    found: dict[str, tuple[int, int]] = {}
    rows = quotas.quotas(year).filter(region__in=regions).exclude(item="")
    for view in quotas.views(rows):
        budget, paid = found.get(view.item, (0, 0))
        found[view.item] = budget + view.current_fen, paid + view.paid_fen
    return found


def staff_month(region: str, on: date) -> int:
    """The latest month of IN-35 up to a day, 202306; 0 where there is none."""
    rows = StaffPay.objects.filter(region=region, month__lte=on.year * 100 + on.month)
    return int(rows.aggregate(last=Max("month"))["last"] or 0)


def heads(region: str, month: int) -> dict[str, tuple[int, int, int]]:
    """单位 → 编制, 在职 and 离退休 of a month; every item repeats them, so the largest counts."""
    rows = StaffPay.objects.filter(region=region, month=month).order_by("agency")
    found = rows.values_list("agency").annotate(Max("posts"), Max("serving"), Max("retired"))
    return {agency: (posts, serving, retired) for agency, posts, serving, retired in found}


def pay_items(region: str, month: int) -> list[tuple[str, int, int]]:
    """Item, persons and fen of a month, the largest first."""
    rows = StaffPay.objects.filter(region=region, month=month).order_by()
    sums = rows.values_list("item").annotate(persons=Sum("persons"), total=Sum("amount"))
    return sorted(sums, key=lambda row: (-row[2], row[0]))


def payday(region: str, on: date) -> date | None:
    """The latest pay day on record up to the end of the day's month."""
    rows = StaffPay.objects.filter(region=region, month__lte=on.year * 100 + on.month)
    found: date | None = rows.aggregate(last=Max("payday"))["last"]
    return found


def _imported(row: GuaranteeItem) -> Item:
    own = (row.code, row.block, row.name, row.measure, row.payday, row.start, row.end, row.basis)
    return Item(*own, "SRC")


@cache
def _shipped() -> tuple[Item, ...]:
    """The skeleton that comes with the house, until the province's list is imported."""
    with _LIST.open(encoding="utf-8", newline="") as file:
        return tuple(_item(row) for row in csv.DictReader(file))


def _item(row: Mapping[str, str]) -> Item:
    return Item(
        row["code"],
        row["block"],
        row["name"],
        row["measure"],
        int(row["payday"]),
        date.fromisoformat(row["start"]),
        date.fromisoformat(row["end"]) if row["end"] else None,
        row["basis"],
        row["evidence"],
    )

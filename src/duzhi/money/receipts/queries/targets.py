"""Targets of a year: which stand, the file row behind each, and who stands where."""

from collections.abc import Sequence

from django.db.models import QuerySet

from duzhi.intake import api as intake
from duzhi.kernel.codes import GENERAL as GENERAL_BUDGET
from duzhi.kernel.entry import Key, Ref
from duzhi.money.receipts.models import RevenueTarget
from duzhi.money.receipts.rules.targets import TARGET_KIND

_BATCH = 500


def targets(regions: Sequence[str], year: int, measure: str) -> QuerySet[RevenueTarget]:
    """What stands for a year, by 区划."""
    found = RevenueTarget.objects.filter(
        region__in=regions, year=year, measure=measure, standing=True
    )
    return found.order_by("region")


def ref(target: RevenueTarget) -> Ref:
    """The document a figure of targets names."""
    return Ref(TARGET_KIND, str(target.pk), target.revision)


def key(target: RevenueTarget) -> Key:
    """The classifications of a target."""
    return Key(region=target.region, fund_type=GENERAL_BUDGET)


def origins(
    asked: Sequence[tuple[Ref, Key]],
) -> dict[tuple[Ref, Key], Sequence[intake.Origin]]:
    """The file row behind each target."""
    numbers = [int(one.number) for one, _ in asked]
    rows: dict[int, RevenueTarget] = {}
    for start in range(0, len(numbers), _BATCH):
        rows |= RevenueTarget.objects.in_bulk(numbers[start : start + _BATCH])
    return {
        pair: (_origin(rows[int(pair[0].number)]),) for pair in asked if int(pair[0].number) in rows
    }


def _origin(target: RevenueTarget) -> intake.Origin:
    return intake.Origin(
        file=target.file_name,
        file_id=target.file,
        sheet=target.sheet,
        row=target.row,
        amount_fen=target.amount,
        text=str(target),
    )

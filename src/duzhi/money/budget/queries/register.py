"""Reading the provincial register: what stands of each quota, and the file rows behind it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duzhi.intake import api as intake
from duzhi.kernel.entry import Key, Ref
from duzhi.money.budget.models import Quota, QuotaReading
from duzhi.money.budget.queries import quotas
from duzhi.money.budget.rules.quotas import QuotaView

Place = tuple[str, str]


class Standing(NamedTuple):
    """A known quota with its latest line of the register; 0 and empty where it has none."""

    view: QuotaView
    reading: int
    revision: int
    digest: str


def standing(regions: Sequence[str], year: int) -> dict[Place, Standing]:
    """(区划, 指标编号) → every quota of a year, whatever its state."""
    rows = Quota.objects.filter(region__in=regions, year=year).order_by("pk")
    views = quotas.views(rows)
    found = QuotaReading.objects.filter(
        quota__region__in=regions, quota__year=year, standing=True
    ).order_by("pk")
    read = {one.quota_id: one for one in found}
    return {
        (view.region, view.number): Standing(view, one.pk, one.revision, one.digest)
        if (one := read.get(view.id))
        else Standing(view, 0, 0, "")
        for view in views
    }


def numbers(regions: Sequence[str], year: int) -> dict[Place, int]:
    """(区划, 指标编号) → internal number."""
    rows = Quota.objects.filter(region__in=regions, year=year).order_by("pk")
    return {
        (region, number): pk for region, number, pk in rows.values_list("region", "number", "pk")
    }


def last_day(regions: Sequence[str], year: int) -> str:
    """The day of the latest register, as printed; empty where none was taken in."""
    rows = QuotaReading.objects.filter(
        quota__region__in=regions, quota__year=year, standing=True
    ).order_by("-on")
    found = rows.values_list("on", flat=True).first()
    return str(found) if found else ""


def reading(quota: int) -> QuotaReading | None:
    """The latest line of the register about a quota."""
    return QuotaReading.objects.filter(quota=quota, standing=True).first()


def origins(
    asked: Sequence[tuple[Ref, Key]],
) -> Mapping[tuple[Ref, Key], Sequence[intake.Origin]]:
    """The file row behind each line of the register that was posted."""
    places = {ref: (ref.number, ref.revision) for ref, _ in asked}
    rows = QuotaReading.objects.filter(
        quota__number__in={number.split("/", 2)[2] for number, _ in places.values()}
    ).select_related("quota")
    found = {
        (f"{row.quota.region}/{row.quota.year}/{row.quota.number}", row.revision): row
        for row in rows.order_by("pk")
    }
    return {
        (ref, key): (_origin(found[places[ref]]),) for ref, key in asked if places[ref] in found
    }


def _origin(row: QuotaReading) -> intake.Origin:
    return intake.Origin(
        file=row.file_name,
        file_id=row.file,
        sheet=row.sheet,
        row=row.row,
        amount_fen=row.current,
        text=f"指标 {row.quota.number} {row.quota.title}",
    )

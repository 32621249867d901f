"""财政区划: names, what lies below a region, and which treasury serves it."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from duzhi.kernel.codes import LEVEL_NAMES, home
from duzhi.kernel.finding import Finding, Refused
from duzhi.registry.loading import Counts, load
from duzhi.registry.models import Region

_DISTRICT, _REGION, _TREASURY = 6, 9, 10
_OWN_LEVEL = re.compile(r"[（(]?本级[）)]?$")


class RegionRow(NamedTuple):
    """A region as a file gives it; `level` 4 县, 5 乡, `end` the first day without it."""

    code: str
    name: str
    parent: str = ""
    level: str = "4"
    treasury_code: str = ""
    start: date | None = None
    end: date | None = None


@transaction.atomic
def load_regions(*, rows: Sequence[RegionRow], by: str, at: datetime) -> Counts:
    """Add or change regions."""
    if findings := [finding for row in rows for finding in _check(row)]:
        raise Refused(findings)
    return load(Region.objects, rows, ("code",), what="regions", by=by, at=at)


def subtree(region: str) -> tuple[str, ...]:
    """The 9-digit codes a region means: six digits everything with that start, nine only itself.

    The region's own budget is always among them, also where no region is loaded.
    """
    if len(region) != _DISTRICT:
        return (region,)
    below = Region.objects.filter(code__startswith=region).values_list("code", flat=True)
    return tuple(sorted({home(region), *below}))


def regions() -> QuerySet[Region]:
    """Every region by code."""
    return Region.objects.order_by("code")


def region_name(region: str) -> str:
    """What people call a region of six or nine digits; the code itself when it is not loaded.

    Six digits name the whole: 青岚市, not 青岚市（本级）.
    """
    name = Region.objects.filter(code=home(region)).values_list("name", flat=True).first()
    if name and region != home(region):
        name = _OWN_LEVEL.sub("", name)
    return name or region


def region_of_treasury(treasury_code: str) -> str | None:
    """The region a 国库 serves; the lowest code where it serves several, None when unknown."""
    return treasuries().get(treasury_code)


def treasuries() -> dict[str, str]:
    """Region by 国库代码, in one query: for files that name a treasury on every row."""
    pairs = Region.objects.exclude(treasury_code="").order_by("-code")
    return dict(pairs.values_list("treasury_code", "code"))


def _check(row: RegionRow) -> list[Finding]:
    texts = {
        f"区划代码“{row.code}”应为9位数字；请更正": not _digits(row.code, _REGION),
        f"区划 {row.code} 没有名称；请补上": not row.name,
        f"区划 {row.code} 的级次“{row.level}”应为1至5；请更正": row.level not in LEVEL_NAMES,
        f"区划 {row.code} 的国库代码“{row.treasury_code}”应为10位数字；请更正": not (
            row.treasury_code == "" or _digits(row.treasury_code, _TREASURY)
        ),
    }
    return [Finding("registry.bad_region", text) for text, bad in texts.items() if bad]


def _digits(text: str, length: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) == length

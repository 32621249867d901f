"""预算单位 through time: what a unit was called on a day, what became of it, what it was before."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from duzhi.kernel.finding import Finding, Refused
from duzhi.registry.loading import Counts, load
from duzhi.registry.models import Agency

_SEPARATORS = re.compile(r"[、,，;；\s]+")


class AgencyRow(NamedTuple):
    """A unit as a file gives it; `formerly` names the units it carries on, several joined by 、."""

    code: str
    name: str
    region: str
    start: date
    end: date | None = None
    dept_code: str = ""
    nature: str = ""
    office: str = ""
    formerly: str = ""


@transaction.atomic
def load_agencies(*, rows: Sequence[AgencyRow], by: str, at: datetime) -> Counts:
    """Add or change units; two rows of one code must not overlap in time."""
    if findings := [finding for row in rows for finding in _check(row)] or _overlaps(rows):
        raise Refused(findings)
    return load(Agency.objects, rows, ("code", "start"), what="agencies", by=by, at=at)


def agencies(on: date) -> QuerySet[Agency]:
    """Units in force on a day, by code."""
    return Agency.objects.filter(_in_force(on)).order_by("code")


def agency(code: str, on: date) -> Agency | None:
    """A unit as it was on a day; None when it was not there."""
    return agencies(on).filter(code=code).first()


def successors(code: str, on: date) -> tuple[str, ...]:
    """Units that carry a unit on, on a day: itself while it exists, several after a split."""
    rows = Agency.objects.filter(start__lte=on).values_list("code", "formerly", "end")
    alive = {unit for unit, _, end in rows if end is None or end > on}
    after = defaultdict(set)
    for unit, formerly, _ in rows:
        for old in _codes(formerly):
            after[old].add(unit)
    found = {unit for unit in _reach({code}, after, alive) if unit in alive}
    return tuple(sorted(found))


def successor(code: str, on: date) -> str:
    """The unit that carries a unit on, on a day; the code itself when nobody does.

    Raises:
        LookupError: it was split among several.
    """
    found = successors(code, on)
    if len(found) > 1:
        raise LookupError(f"单位 {code} 已拆分为 {'、'.join(found)}，不能归到一个单位")
    return found[0] if found else code


def predecessors(code: str) -> tuple[str, ...]:
    """Every unit this one carries on, directly or through others."""
    before = {
        unit: set(_codes(formerly))
        for unit, formerly in Agency.objects.exclude(formerly="").values_list("code", "formerly")
    }
    return tuple(sorted(_reach({code}, before, set()) - {code}))


def _reach(start: set[str], steps: dict[str, set[str]], stop: set[str]) -> set[str]:
    """Everything reached from the start, going no further than `stop`."""
    found, edge = set(start), set(start)
    while edge:
        edge = {to for unit in edge - stop for to in steps.get(unit, ())} - found
        found |= edge
    return found


def _in_force(on: date) -> Q:
    return Q(start__lte=on) & (Q(end__isnull=True) | Q(end__gt=on))


def _codes(formerly: str) -> list[str]:
    return [code for code in _SEPARATORS.split(formerly) if code]


def _check(row: AgencyRow) -> list[Finding]:
    texts = {
        f"单位“{row.name}”没有单位代码；请补上": not row.code,
        f"单位 {row.code} 没有名称；请补上": not row.name,
        f"单位 {row.code} 的失效日期须晚于生效日期；请更正": row.end is not None
        and row.end <= row.start,
        f"单位 {row.code} 的原单位代码是它自己；请更正": row.code in _codes(row.formerly),
    }
    return [Finding("registry.bad_agency", text) for text, bad in texts.items() if bad]


def _overlaps(rows: Sequence[AgencyRow]) -> list[Finding]:
    spans: dict[str, dict[date, date | None]] = defaultdict(dict)
    for code, start, end in Agency.objects.values_list("code", "start", "end"):
        spans[code][start] = end
    for row in rows:
        spans[row.code][row.start] = row.end
    return [
        Finding(
            "registry.agency_overlap",
            f"单位 {code} 自{start}起的一行与自{later}起的一行时间重叠；请补上失效日期",
        )
        for code, known in sorted(spans.items())
        for (start, end), (later, _) in pairwise(sorted(known.items()))
        if end is None or end > later
    ]

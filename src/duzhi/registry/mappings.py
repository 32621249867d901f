"""口径调整: reading earlier years under the subjects of a later one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db import transaction

from duzhi.kernel.codes import within
from duzhi.kernel.finding import Finding, Refused
from duzhi.registry.derive import REVENUE
from duzhi.registry.loading import Counts, load
from duzhi.registry.models import SubjectMapping


class MappingRow(NamedTuple):
    """From `year` on, last year's figures of `old` (and all below it) are read under `new`."""

    year: int
    budget: str
    old: str
    new: str
    note: str = ""


class Earlier(NamedTuple):
    """How to select a year's subjects in an earlier year: count `include` too, leave `exclude` out.

    A code counts when it lies under a wanted prefix or under `include`, and not under `exclude`.
    """

    include: tuple[str, ...]
    exclude: tuple[str, ...]


@transaction.atomic
def load_mappings(*, rows: Sequence[MappingRow], by: str, at: datetime) -> Counts:
    """Add or change 口径调整; of a subject and one inside it a year moves only one."""
    key = ("year", "budget", "old")
    if findings := _check(rows):
        raise Refused(findings)
    return load(SubjectMapping.objects, rows, key, what="mappings", by=by, at=at)


def restated(
    *,
    budget: str,
    direction: str,
    year: int,
    prefixes: Iterable[str] = (),
    data_year: int | None = None,
) -> dict[str, str]:
    """New by old code, to read `data_year` (default the year before) under `year`'s subjects.

    `prefixes` limits it to new codes under them.
    """
    first = "1" if direction == REVENUE else "2"
    wanted = tuple(prefixes) or ("",)
    return {
        old: new
        for old, new in moves(budget, year, data_year).items()
        if old.startswith(first) and within(new, wanted)
    }


def earlier(
    prefixes: Sequence[str], budget: str, year: int, *, data_year: int | None = None
) -> Earlier:
    """How `year`'s selection of subjects reads in `data_year` (default the year before).

    A prefix narrower than the new code of a 口径调整 does not receive it: nobody knows which part.
    """
    return earlier_by(prefixes, moves(budget, year, data_year))


def earlier_by(prefixes: Sequence[str], moves: Mapping[str, str]) -> Earlier:
    """The same by moves that were read before: a statement asks for a hundred selections."""
    come = (
        old for old, new in moves.items() if within(new, prefixes) and not within(old, prefixes)
    )
    gone = (
        old
        for old, new in moves.items()
        if not within(new, prefixes)
        and (within(old, prefixes) or any(within(prefix, (old,)) for prefix in prefixes))
    )
    return Earlier(tuple(sorted(come)), tuple(sorted(gone)))


def moves(budget: str, year: int, data_year: int | None = None) -> dict[str, str]:
    """Old → new subject over the years between: steps of one year at once, of several in turn."""
    since = year - 1 if data_year is None else data_year
    rows = SubjectMapping.objects.filter(budget=budget, year__gt=since, year__lte=year)
    found: dict[str, str] = {}
    steps = rows.order_by("year", "old").values_list("year", "old", "new")
    for _, group in groupby(steps, key=itemgetter(0)):
        step = {old: new for _, old, new in group}
        found = {**step, **{start: _stepped(end, step) for start, end in found.items()}}
    return found


def _stepped(code: str, step: dict[str, str]) -> str:
    return next((new for old, new in step.items() if within(code, (old,))), code)


def _check(rows: Sequence[MappingRow]) -> list[Finding]:
    known = SubjectMapping.objects.values_list("year", "budget", "old")
    olds = {*known, *((row.year, row.budget, row.old) for row in rows)}
    return [finding for row in rows for finding in _check_row(row, olds)]


def _check_row(row: MappingRow, olds: set[tuple[int, str, str]]) -> list[Finding]:
    start = f"{row.year}年口径调整：原科目代码 {row.old}"
    same = [old for year, budget, old in olds if (year, budget) == (row.year, row.budget)]
    texts = [
        f"{start}与 {old} 有包含关系；请只保留一条"
        for old in sorted(same)
        if old != row.old and (within(row.old, (old,)) or within(old, (row.old,)))
    ]
    if row.old == row.new:
        texts.append(f"{start}与新科目代码相同；请更正")
    return [Finding("registry.bad_mapping", text) for text in texts]

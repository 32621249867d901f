"""Reading what was received and imported, what waits for a subject, rows behind a document."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from duzhi.intake import flow
from duzhi.intake.layout import Behind, Declared, Origin, layouts
from duzhi.intake.models import ImportFile, Unclassified, Upload

_DEAD_JOBS = {"失败", "已取消"}
"""As the office names them."""


def files(layout_code: str = "") -> QuerySet[ImportFile]:
    """Imported files, newest first."""
    found = ImportFile.objects.order_by("-id")
    return found.filter(layout=layout_code) if layout_code else found


def standing(sha256: str, layout_code: str, declared: Declared) -> ImportFile | None:
    """The import of exactly this file that still stands."""
    return ImportFile.objects.filter(
        sha256=sha256,
        layout=layout_code,
        region=declared.region,
        year=declared.year,
        unit=declared.unit,
        period=declared.period,
        status=ImportFile.STANDING,
    ).first()


def unclassified(*, open_only: bool = True) -> QuerySet[Unclassified]:
    """Subjects of standing files that no list has, with their file."""
    found = Unclassified.objects.filter(file__status=ImportFile.STANDING).select_related("file")
    found = found.order_by("id")
    return found.filter(state=Unclassified.OPEN) if open_only else found


def origins(asked: Sequence[Behind]) -> dict[Behind, Sequence[Origin]]:
    """The file rows behind posted lines, asked of the layouts that post their kinds.

    Documents that come from no file (a reversal's target, a 归类) have no rows.
    """
    found: dict[Behind, Sequence[Origin]] = {}
    for one in layouts():
        own = [pair for pair in asked if pair[0].kind in one.source_kinds]
        if own and one.origins:
            found.update(one.origins(own))
    return found


def superseded_by(file: ImportFile) -> ImportFile | None:
    """The first later file that answers for one of its scopes; None while it stands."""
    if file.status == ImportFile.STANDING:
        return None
    later = ImportFile.objects.filter(layout=file.layout, pk__gt=file.pk).order_by("pk")
    if not file.scopes:
        alike = later.filter(region=file.region, year=file.year, period=file.period)
        return alike.first()
    own = set(file.scopes)
    return next((one for one in later.iterator() if own.intersection(one.scopes)), None)


def of_months(region: str, start: date, end: date) -> list[ImportFile]:
    """Files that answer for a month from `start` to before `end`, and those that name no time.

    A scope or caption names a year (`990181/2023`), a month (`2023-06`, `202306`) or a day.
    """
    first, last = (start.year, start.month), (end - timedelta(days=1))
    found = ImportFile.objects.filter(Q(region="") | Q(region__startswith=region[:6]))
    spans = ((one, _times(one)) for one in found.order_by("id"))
    return [
        one
        for one, times in spans
        if not times or any(_within(at, first, (last.year, last.month)) for at in times)
    ]


_TIME = re.compile(r"(?<!\d)(20\d\d)(?:-?(0[1-9]|1[0-3]))?(?:-?\d\d)?(?!\d)")


def _times(one: ImportFile) -> set[tuple[int, int]]:
    """(year, month) of every scope; month 0 stands for the whole year."""
    said = [scope.rpartition("/")[2] for scope in one.scopes] or [one.period]
    found = {(int(year), int(month or 0)) for text in said for year, month in _TIME.findall(text)}
    return found or ({(one.year, 0)} if one.year else set())


def _within(at: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    year, month = at
    if not month:
        return first[0] <= year <= last[0]
    return first <= (year, min(month, 12)) <= last


def last_import(layout_code: str) -> datetime | None:
    """When a layout was last imported (数据截至)."""
    return files(layout_code).values_list("at", flat=True).first()


def uploads(by: str = "") -> QuerySet[Upload]:
    """Received files with their jobs, newest first."""
    found = Upload.objects.select_related("job", "file").order_by("-id")
    return found.filter(by=by) if by else found


def upload_state(row: Upload) -> str:
    """The state as it is: work that died is not under way any more."""
    if row.state not in flow.BUSY:
        return row.state
    if row.job is None:
        return flow.RECEIVED
    return flow.FAILED if row.job.state in _DEAD_JOBS else row.state


def standing_counts(layout_code: str, period: str = "") -> dict[str, int]:
    """How much stands of a layout: files, their rows, open 待归类 subjects and their fen."""
    files_now = ImportFile.objects.filter(layout=layout_code, status=ImportFile.STANDING)
    if period:
        files_now = files_now.filter(period=period)
    sums = files_now.aggregate(files=Count("id"), rows=Sum("rows"))
    waiting = unclassified().filter(layout=layout_code).order_by()
    open_now = waiting.aggregate(subjects=Count("id"), fen=Sum("amount_fen"))
    return {
        "files": sums["files"],
        "rows": sums["rows"] or 0,
        "unclassified": open_now["subjects"],
        "unclassified_fen": open_now["fen"] or 0,
    }

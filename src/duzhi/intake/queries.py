"""Reading what was received and imported, what waits for a subject, rows behind a document."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

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

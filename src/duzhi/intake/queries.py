"""Reading what was imported, what still waits for a subject, and the rows behind a document."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from duzhi.intake.layout import Behind, Declared, Origin, layouts
from duzhi.intake.models import ImportFile, Unclassified


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

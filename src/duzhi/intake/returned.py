"""Sending a file back: its marked copy under HOME/rejected."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from duzhi.intake import marked
from duzhi.intake.examine import Examination
from duzhi.intake.marked import MarkedSheet
from duzhi.kernel.finding import Finding

_STEM = 60


def mark(exam: Examination, findings: tuple[Finding, ...], now: datetime) -> Path | None:
    """The marked copy, where a header was found to mark against."""
    if exam.fit is None or exam.fit.nearest is None:
        return None
    pairs = exam.fit.matched or [exam.fit.nearest]
    heads = {
        top.sheet.name: MarkedSheet(
            header.last,
            {}
            if exam.fit.layout.reshape
            else {
                exam.fit.layout.column(field).title: position
                for field, position in header.positions.items()
            },
        )
        for top, header in pairs
    }
    stamp = f"{timezone.localtime(now):%Y%m%d-%H%M%S}-{exam.sha256[:8]}"
    target = settings.HOME / "rejected" / f"{stamp}-{exam.path.stem[:_STEM]}.xlsx"
    return marked.write(exam.path, exam.form, exam.sheets, heads, findings, target)

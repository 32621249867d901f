"""Importing one file: examine it, send it back with every fault, or take it in."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from duzhi.intake import marked, queries, returned, store
from duzhi.intake.columns import Codes
from duzhi.intake.examine import Examination
from duzhi.intake.layout import Declared, Layout, Permit, layout
from duzhi.intake.learned import followed_finding
from duzhi.intake.models import ImportFile
from duzhi.intake.pace import Cancelled, Pace, Progress, Stopped, undisturbed
from duzhi.intake.report import Report
from duzhi.intake.result import (
    IMPORTED,
    REJECTED,
    SAME,
    Dropped,
    Result,
    dropped_finding,
    imported_sentence,
    rejected_sentence,
    unclassified_finding,
)
from duzhi.intake.subjects import registry_codes
from duzhi.kernel.finding import Refused


def run(  # noqa: PLR0913 one road for every file, all of it keyword-only
    path: str | Path,
    *,
    layout_code: str = "",
    declared: Declared = Declared(),  # noqa: B008 frozen
    by: str,
    now: datetime,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    codes: Codes = registry_codes,
    permit: Permit | None = None,
) -> Result:
    """Import a file: all of it or nothing; every fault is found in one go.

    A file with faults comes back `rejected`, also when a guard or the action refuses it.
    `codes(list name, year)` gives the known subjects; `permit` decides whether `by` may do this.

    Raises:
        Refused: no such layout, or the user cancelled; nothing changed.
    """
    if layout_code:
        layout(layout_code)
    source = Path(path)
    exam = Examination(source, declared, codes, Pace(progress, cancelled), Report(source.name))
    with undisturbed():
        return _run(exam, layout_code, by, now, permit)


def _run(
    exam: Examination, layout_code: str, by: str, now: datetime, permit: Permit | None
) -> Result:
    try:
        if (same := examine(exam, layout_code)) is not None:
            return _same(exam, same)
        if permit is not None and exam.layout is not None:
            permit(exam.layout, exam.declared)
        if exam.layout is not None and not exam.report.errors:
            exam.pace.step()
            return _imported(exam, exam.layout, by, now)
    except Stopped:
        raise
    except Refused as no:
        for finding in no.findings:
            exam.report.add(finding)
    return _rejected(exam, now)


def examine(exam: Examination, layout_code: str) -> ImportFile | None:
    """Reads the file; returns the standing import when there is nothing to do."""
    exam.open()
    if not exam.recognise(layout_code) or not exam.settle() or exam.layout is None:
        return None
    same = queries.standing(exam.sha256, exam.layout.code, exam.declared)
    if same is None:
        exam.read()
    return same


def same_sentence(exam: Examination, same: ImportFile) -> str:
    """That exactly this file stands already."""
    when = timezone.localtime(same.at)
    earlier = f"{when:%Y-%m-%d %H:%M} {same.by} 导入的 {same.name}"
    return f"{exam.name} 与 {earlier} 完全相同，未改动任何数据"


def _same(exam: Examination, same: ImportFile) -> Result:
    return Result(
        status=SAME,
        sentence=same_sentence(exam, same),
        file=exam.name,
        layout_code=same.layout,
        declared=exam.declared,
        file_id=same.pk,
        sha256=exam.sha256,
        rows=same.rows,
        findings=exam.report.findings(),
        sheets=tuple(exam.notes),
    )


def _imported(exam: Examination, one: Layout, by: str, now: datetime) -> Result:
    row, outcome = store.take_in(exam=exam, layout=one, by=by, now=now)
    dropped = dropped_rows(exam)
    unknown = tuple(exam.parsed.unknown.values())
    return Result(
        status=IMPORTED,
        sentence=imported_sentence(one, exam.name, row.rows, outcome),
        file=exam.name,
        layout_code=one.code,
        declared=exam.declared,
        file_id=row.pk,
        sha256=exam.sha256,
        rows=row.rows,
        outcome=outcome,
        findings=(
            *exam.report.findings(),
            *outcome.findings,
            *map(unclassified_finding, unknown),
            *map(followed_finding, exam.parsed.followed.values()),
            *map(dropped_finding, dropped),
        ),
        dropped=dropped,
        sheets=tuple(exam.notes),
        unclassified=unknown,
    )


def _rejected(exam: Examination, now: datetime) -> Result:
    findings = exam.report.findings()
    copy = returned.mark(exam, findings, now)
    large = marked.is_large(exam.sheets)
    return Result(
        status=REJECTED,
        sentence=rejected_sentence(exam.name, exam.report.errors, copy, large=large),
        file=exam.name,
        layout_code=exam.layout.code if exam.layout else "",
        declared=exam.declared,
        sha256=exam.sha256,
        rows=len(exam.parsed.rows),
        findings=findings,
        dropped=dropped_rows(exam),
        sheets=tuple(exam.notes),
        unclassified=tuple(exam.parsed.unknown.values()),
        marked=copy,
    )


def dropped_rows(exam: Examination) -> tuple[Dropped, ...]:
    """The rows that do not count, by reason."""
    return tuple(Dropped(why, tuple(places)) for why, places in exam.parsed.dropped.items())

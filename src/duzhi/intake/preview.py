"""A file looked at without changing anything, as plain data for the preview page."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

from duzhi.intake import recognise, returned, sheet_view, store
from duzhi.intake.columns import Codes, Day
from duzhi.intake.examine import Examination
from duzhi.intake.layout import Declared, Layout, Permit, layouts
from duzhi.intake.learned import followed_finding
from duzhi.intake.models import ImportFile
from duzhi.intake.opinions import GROUPS, Opinion, opinions
from duzhi.intake.pace import Cancelled, Pace, Progress, Stopped, undisturbed
from duzhi.intake.report import Report
from duzhi.intake.result import IMPORTED, REJECTED, SAME, dropped_finding, unclassified_finding
from duzhi.intake.run import dropped_rows, examine, same_sentence
from duzhi.intake.sheet_view import SheetView
from duzhi.intake.store import Rehearsal
from duzhi.intake.subjects import registry_codes
from duzhi.kernel.finding import WARNING, Finding, Refused

_NEAREST = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """A layout held against the file: how many of its columns are there."""

    code: str
    title: str
    matched: int
    expected: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """A file that would no longer stand."""

    id: int
    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file is and what importing it would do; `plain()` is what JSON keeps."""

    status: str
    """`imported` (it would go in), `same` or `rejected`."""
    sentence: str
    file: str
    kind: str
    """xlsx, xls or csv."""
    sha256: str
    layout: str
    layout_title: str
    office: str
    likeness: tuple[Likeness, ...]
    """The layouts that fit best, the best first."""
    region: str
    year: int
    unit: str
    basis: str
    """`net` or `gross`."""
    period: str
    rows: int
    """Rows of data that could be read."""
    lines: int
    """Rows of the sheets that were read."""
    faulty: int
    """Rows of data with at least one 退回."""
    total_fen: int
    dropped: tuple[tuple[str, int], ...]
    sheets: tuple[SheetView, ...]
    opinions: tuple[Opinion, ...]
    counts: dict[str, int] = field(default_factory=dict)
    """How many opinions of each group."""
    errors: int = 0
    """All 退回, also those that are not listed."""
    effect: dict[str, int] = field(default_factory=dict)
    """Documents added, changed, withdrawn, same; fen in total."""
    replaces: tuple[Replaced, ...] = ()
    same_as: int | None = None
    marked: str = ""
    seconds: float = 0.0

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def preview(  # noqa: PLR0913 the same road as `run`, all of it keyword-only
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
) -> Preview:
    """Everything an import would say about a file; the books stay as they are.

    Raises:
        Refused: no such layout, or the user cancelled.
    """
    source = Path(path)
    exam = Examination(source, declared, codes, Pace(progress, cancelled), Report(source.name))
    with undisturbed():
        return _looked(exam, layout_code, by, now, permit)


def _looked(
    exam: Examination, layout_code: str, by: str, now: datetime, permit: Permit | None
) -> Preview:
    same: ImportFile | None = None
    would: Rehearsal | None = None
    try:
        same = examine(exam, layout_code)
        if permit is not None and exam.layout is not None:
            permit(exam.layout, exam.declared)
        if same is None and exam.layout is not None and not exam.report.errors:
            exam.pace.step()
            would = store.rehearse(exam=exam, layout=exam.layout, by=by, now=now)
    except Stopped:
        raise
    except Refused as no:
        would = None
        for finding in no.findings:
            exam.report.add(finding)
    return _painted(exam, same, would, now)


def _painted(
    exam: Examination, same: ImportFile | None, would: Rehearsal | None, now: datetime
) -> Preview:
    findings = _findings(exam, would)
    status = REJECTED if exam.report.errors else SAME if same else IMPORTED
    copy = returned.mark(exam, exam.report.findings(), now) if status == REJECTED else None
    said = opinions(findings, sheet_view.letters(exam))
    one = exam.layout
    sheets = sheet_view.views(exam, findings)
    return Preview(
        status=status,
        sentence=_sentence(exam, same, status),
        file=exam.name,
        kind=exam.form.kind,
        sha256=exam.sha256,
        layout=one.code if one else "",
        layout_title=one.title if one else "",
        office=one.office if one else "",
        likeness=_likeness(exam),
        region=exam.declared.region,
        year=exam.declared.year,
        unit=exam.declared.unit,
        basis=one.basis if one else "",
        period=exam.declared.period or (_days(one, exam.parsed.rows) if one else ""),
        rows=same.rows if same else len(exam.parsed.rows),
        lines=sum(sheet.total for sheet in sheets if not sheet.skipped),
        faulty=len({(one.sheet, one.row) for one in said if one.group == GROUPS[0] and one.row}),
        total_fen=_total(one, exam.parsed.rows) if one else 0,
        dropped=tuple((one.reason, one.count) for one in dropped_rows(exam)),
        sheets=sheets,
        opinions=said,
        counts={group: sum(one.group == group for one in said) for group in GROUPS},
        errors=exam.report.errors,
        effect=_effect(would),
        replaces=tuple(
            Replaced(one.pk, one.name, one.by, one.at) for one in (would.replaced if would else ())
        ),
        same_as=same.pk if same else None,
        marked=str(copy) if copy else "",
    )


def _findings(exam: Examination, would: Rehearsal | None) -> tuple[Finding, ...]:
    return (
        *exam.report.findings(),
        *(would.outcome.findings if would else ()),
        *_moved(would),
        *map(unclassified_finding, exam.parsed.unknown.values()),
        *map(followed_finding, exam.parsed.followed.values()),
        *map(dropped_finding, dropped_rows(exam)),
    )


def _moved(would: Rehearsal | None) -> list[Finding]:
    """What stands and would not stand any more, said before anybody clicks 入账."""
    if would is None or not (would.outcome.changed or would.outcome.withdrawn):
        return []
    done = would.outcome
    text = (
        f"入账后将变更已入账的 {done.changed:,} 笔、撤回 {done.withdrawn:,} 笔，"
        f"{done.same:,} 笔不变；请核对是不是更正文件"
    )
    return [Finding("intake.would_change", text, severity=WARNING)]


def _sentence(exam: Examination, same: ImportFile | None, status: str) -> str:
    if same is not None and status == SAME:
        return same_sentence(exam, same)
    kind = exam.layout.name if exam.layout else "文件"
    if status == REJECTED:
        return f"这份{kind}有 {exam.report.errors} 处须退回，未改动任何数据"
    waiting = len(exam.parsed.unknown)
    what = f"，{waiting} 个科目先记待归类" if waiting else ""
    return f"这份{kind}的 {len(exam.parsed.rows)} 行明细可以入账{what}"


def _likeness(exam: Examination) -> tuple[Likeness, ...]:
    fits = [recognise.fit(one, exam.tops) for one in layouts()] if exam.tops else []
    found = [(one.layout, one.nearest[1]) for one in fits if one.nearest]
    found.sort(key=lambda pair: pair[1].share, reverse=True)
    return tuple(
        Likeness(one.code, one.title, len(header.positions), header.expected)
        for one, header in found[:_NEAREST]
        if header.positions
    )


def _days(one: Layout, rows: Sequence[Any]) -> str:
    """The first and last day in the rows, where the layout has a day."""
    name = next((c.field for c in one.columns if isinstance(c.kind, Day)), "")
    days: list[date] = sorted(set(filter(None, map(attrgetter(name), rows)))) if name else []
    if not days:
        return ""
    return str(days[0]) if days[0] == days[-1] else f"{days[0]} 至 {days[-1]}"


def _total(one: Layout, rows: Sequence[Any]) -> int:
    name = one.total_field()
    return sum(filter(None, map(attrgetter(name), rows))) if name else 0


def _effect(would: Rehearsal | None) -> dict[str, int]:
    if would is None:
        return {}
    names = ("added", "changed", "withdrawn", "same", "total_fen")
    return {name: getattr(would.outcome, name) for name in names}

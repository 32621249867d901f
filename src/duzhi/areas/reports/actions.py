"""Writing the half-year report, finalising it, and taking in what the offices report (材料报送)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from duzhi.areas.reports import queries
from duzhi.areas.reports.rules.items import BY_ID, ReportedRow
from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.finding import INFO, Finding, Place, Refused, refuse
from duzhi.kernel.period import month

HALF_YEAR = "half_year"


@transaction.atomic
def draft_half_year(
    *,
    on: date,
    region: str,
    path: Path,
    mask: bool = False,
    plain: bool = False,
    by: str,
    at: datetime,
) -> documents.Drafted:
    """Write the report as .docx, .html and .xlsx side by side.

    Raises:
        Refused: `on` is not 30 June, or `path` is not a .docx.
    """
    manner = documents.Manner(mask=mask, plain=plain)
    return documents.draft(
        kind=HALF_YEAR, on=on, region=region, path=path, manner=manner, by=by, at=at
    )


@transaction.atomic
def finalise_half_year(
    *, on: date, region: str, by: str, at: datetime, override: str = ""
) -> documents.Drafted:
    """Finalise the newest draft of a day and region.

    Raises:
        Refused: no draft, author = finaliser, a number is missing, a subject waits, or an identity
            does not hold and no reason is signed.
    """
    drafts = documents.documents(HALF_YEAR).filter(on=on, region=region, state=documents.DRAFT)
    newest = drafts.first()
    if newest is None:
        raise refuse("reports.no_draft", f"没有截至{on}的半年报告草稿；请先生成报告再定稿")
    return documents.finalise(document=newest.pk, by=by, at=at, override=override)


@transaction.atomic
def take_reported(
    *,
    rows: Sequence[ReportedRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """File every row by its 填报人 and review it by its 审核人, as of the end of the month.

    Raises:
        Refused: evidence missing, or a unit the figure does not have; says every row.
    """
    on = month(date.fromisoformat(f"{declared.period}-01")).last
    region = declared.region or settings.HOME_REGION
    faults: list[Finding] = []
    for row in rows:
        try:
            _file(row, on=on, region=region, at=now)
        except Refused as no:
            place = Place(sheet=row.sheet, row=row.row)
            faults += (replace(finding, place=place) for finding in no.findings)
    if faults:
        raise Refused(faults)
    note = f"{by} 导入 {file.name}：{len(rows)}项，截至{on}"
    return intake.Outcome(
        added=len(rows),
        findings=(Finding("reports.taken", note, severity=INFO),),
        superseded=(f"{region}/{on}",),
    )


@transaction.atomic
def call_for_materials(*, on: date, region: str, due: date, by: str, at: datetime) -> int:
    """Ask every office for the numbers of the report that no area computes; says how many are new.

    Raises:
        Refused: the day to file is before the day of the numbers.
    """
    asked = [(item.code, item.office) for item in queries.asked()]
    return figures.call_for(asked, on=on, region=region, due=due, by=by, at=at)


@transaction.atomic
def remind_offices(*, on: date, region: str, owner: str = "", by: str, at: datetime) -> int:
    """催报: one office or all, at most once a day; says of how many numbers.

    Raises:
        Refused: nothing is owed, or everybody was reminded today.
    """
    count = figures.remind(on=on, region=region, owner=owner, by=by, at=at)
    if not count:
        whom = owner or "各股室"
        text = f"{whom}没有可催报的指标：已报齐，或今天已催过；请明天再看"
        raise refuse("reports.nothing_to_remind", text)
    return count


def _file(row: ReportedRow, *, on: date, region: str, at: datetime) -> None:
    filing = figures.Filing(
        code=BY_ID[row.id].code,
        value=row.value,
        unit=row.unit,
        scope=row.scope,
        office=row.office,
        evidence=row.evidence,
        due=row.due,
    )
    number = figures.file_figure(filing, on=on, region=region, by=row.filler, at=at)
    figures.review_figure(number, by=row.reviewer, at=at)

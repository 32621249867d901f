"""Writing the half-year report, finalising it, and taking in what the offices report (材料报送)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from duzhi.areas.reports import queries
from duzhi.areas.reports.rules.items import BY_ID, ReportedRow
from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.finding import INFO, Finding, Place, Refused, refuse
from duzhi.kernel.period import month
from duzhi.office import api as office
from duzhi.registry import api as registry

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
    drafts = documents.documents(HALF_YEAR).filter(on=on, region=region)
    newest = drafts.exclude(state=documents.FINAL).first()
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


@transaction.atomic
def file_material(
    *,
    answer: figures.Answer,
    on: date,
    region: str,
    owner: str,
    papers: Sequence[tuple[str, BinaryIO]],
    final: bool,
    by: str,
    at: datetime,
) -> figures.Reported:
    """Keep what an office wrote with its papers, and put it up for review when it is final.

    A filing that mends an earlier one takes its papers along.

    Raises:
        Refused: whatever is missing or cannot be, and papers that are not taken.
    """
    before = figures.filings(answer.code, on, region).first()
    write = figures.submit if final else figures.save_draft
    row = write(answer, on=on, region=region, owner=owner, by=by, at=at)
    ref = figures.filing_ref(row)
    if before is not None and before.pk != row.pk:
        office.carry_attachments(figures.filing_ref(before), ref, by=by, at=at)
    for name, content in papers:
        office.attach(ref, name=name, content=content, by=by, at=at)
    return row


@transaction.atomic
def drop_paper(*, number: int, filing: int, by: str, at: datetime) -> None:
    """Take a paper off a filing that is being written, whichever filing it was carried from."""
    row = figures.Reported.objects.get(pk=filing)
    paper = office.Attachment.objects.filter(pk=number).first()
    mine = office.attachments(figures.filing_ref(row))
    same = mine.filter(sha256=paper.sha256).first() if paper else None
    if same is not None:
        office.drop_attachment(same.pk, by=by, at=at)


@transaction.atomic
def open_paper(*, number: int, by: str, at: datetime) -> Path:
    """Where a paper lies, for somebody who may see its filing; the look is written down."""
    return office.open_attachment(number, by=by, at=at)


@transaction.atomic
def review_material(*, number: int, reviewer: str, by: str, at: datetime) -> None:
    """Accept a filing; `reviewer` is the 股室 of who does it: the owing one, or no 股室 at all.

    Raises:
        Refused: another 股室, whoever wrote at it, or it no longer waits.
    """
    _check_reviewer(number, reviewer)
    figures.review_figure(number, by=by, at=at)


@transaction.atomic
def review_materials(
    *, codes: Sequence[str], on: date, region: str, reviewer: str, by: str, at: datetime
) -> int:
    """Accept several filings together, all or none; says how many.

    Raises:
        Refused: with everything that stands against any of them, or nothing was chosen.
    """
    waiting = [one for code in codes if (one := figures.owed_one(code, on, region))]
    if not waiting:
        raise refuse("reports.nothing_chosen", "没有选中待审的指标；请先在列表里勾选")
    faults: list[Finding] = []
    for one in waiting:
        try:
            _review(one, reviewer=reviewer, by=by, at=at)
        except Refused as no:
            faults += no.findings
    if faults:
        raise Refused(dict.fromkeys(faults))
    return len(waiting)


@transaction.atomic
def return_material(*, number: int, reviewer: str, reason: str, by: str, at: datetime) -> None:
    """Send a filing back with a reason.

    Raises:
        Refused: another 股室, no reason, or it no longer waits.
    """
    _check_reviewer(number, reviewer)
    figures.return_figure(number, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw_material(*, number: int, by: str, at: datetime) -> None:
    """Take one's own filing back before it is reviewed; raises Refused as the engine does."""
    figures.withdraw(number, by=by, at=at)


@transaction.atomic
def discard_material(*, number: int, by: str, at: datetime) -> None:
    """Give up one's own draft; raises Refused as the engine does."""
    figures.discard(number, by=by, at=at)


def _review(one: figures.Owed, *, reviewer: str, by: str, at: datetime) -> None:
    name = figures.figure(one.duty.code).name
    if one.filing is None or one.state != figures.WAITING:
        raise refuse(
            "figures.not_waiting", f"{name}处于“{one.state}”，不在待审；请只勾选待审的指标"
        )
    review_material(number=one.filing.pk, reviewer=reviewer, by=by, at=at)


def _check_reviewer(number: int, reviewer: str) -> None:
    """Figures of one 股室 are not reviewed by another; leaders belong to none."""
    owner = figures.Reported.objects.get(pk=number).office
    sections = {one.name for one in registry.offices()}
    if reviewer in sections and reviewer != owner:
        text = f"这项指标由{owner}填报，应由{owner}或局领导审核，不由{reviewer}审核"
        raise refuse("reports.other_office", text)


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

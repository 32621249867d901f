"""Filing a figure by form: a draft that is kept, submitting it, taking it back."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import IntegrityError, transaction

from duzhi.figures import duties
from duzhi.figures.catalogue import PERCENT, POINTS, TIMES, Figure, figure
from duzhi.figures.flow import DRAFT, FLOW, REPLACE, SUBMIT, WAITING, WITHDRAW
from duzhi.figures.models import Reported
from duzhi.figures.reported import exact_of
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.office import api as office

LARGEST = 10**15
"""In the figure's unit; what is larger was typed wrong."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an office writes: the value in the figure's own unit, or why there is none."""

    code: str
    value: Fraction | None
    scope: str = ""
    evidence: str = ""
    applies: bool = True
    reason: str = ""
    seen: int | None = None
    """How often the draft had been saved when its writer opened it; None does not ask."""


@transaction.atomic
def save_draft(
    answer: Answer, *, on: date, region: str, owner: str, by: str, at: datetime
) -> Reported:
    """Keep what was written so far; complete or not, nobody else sees it as filed.

    Raises:
        Refused: another office owes the figure, it waits for review, or somebody else saved since.
    """
    row = _write(answer, on=on, region=region, owner=owner, by=by, at=at)
    office.log(duties.filing_ref(row), "暂存", by=by, at=at, after=_after(row))
    return row


@transaction.atomic
def submit(answer: Answer, *, on: date, region: str, owner: str, by: str, at: datetime) -> Reported:
    """Put what was written up for review by somebody else of the office.

    Raises:
        Refused: as for a draft, and everything that is missing.
    """
    if findings := check(answer):
        raise Refused(findings)
    row = _write(answer, on=on, region=region, owner=owner, by=by, at=at)
    row.state = FLOW.after(row.state, SUBMIT)
    row.save()
    office.log(duties.filing_ref(row), "填报", by=by, at=at, after=_after(row))
    duties.acted(row, by=by, at=at)
    duties.ask_review(row, by=by, at=at)
    return row


@transaction.atomic
def withdraw(number: int, *, by: str, at: datetime) -> Reported:
    """Take a filing back before it is reviewed; it is a draft again.

    Raises:
        Refused: somebody else filed it, or it no longer waits.
    """
    row = _own(number, by)
    row.state = FLOW.after(row.state, WITHDRAW)
    row.save()
    office.log(duties.filing_ref(row), WITHDRAW, by=by, at=at)
    duties.acted(row, by=by, at=at)
    return row


@transaction.atomic
def discard(number: int, *, by: str, at: datetime) -> None:
    """Give up a draft; what stood before it counts again.

    Raises:
        Refused: somebody else's, or no draft.
    """
    row = _own(number, by)
    if row.state != DRAFT:
        raise refuse("figures.not_draft", f"这条填报数处于“{row.state}”，只有草稿可以放弃；请刷新")
    row.state = FLOW.after(row.state, REPLACE)
    row.save()
    office.log(duties.filing_ref(row), "放弃草稿", by=by, at=at)
    duties.acted(row, by=by, at=at)


def check(answer: Answer) -> list[Finding]:
    """Everything that is missing or cannot be, before it goes to review."""
    one = figure(answer.code)
    if not answer.applies:
        if answer.reason.strip():
            return []
        text = f"{one.name}：选了“本期不适用”，须写明原因；请补上"
        return [Finding("figures.no_reason", text)]
    found = [] if answer.evidence.strip() else [_no_evidence(one)]
    return [*_check_value(one, answer.value), *found]


def _check_value(one: Figure, value: Fraction | None) -> list[Finding]:
    if value is None:
        text = f"{one.name}：没有数值；请填写，本期没有这项业务的选“本期不适用”"
        return [Finding("figures.no_value", text)]
    counted = not one.is_money and one.unit not in (PERCENT, POINTS, TIMES)
    if counted and (value.denominator != 1 or value < 0):
        text = f"{one.name}：计量单位是{one.unit}，应填不小于零的整数；请改正"
        return [Finding("figures.not_whole", text)]
    if abs(value) >= LARGEST:
        text = f"{one.name}：数值超出{LARGEST}{one.unit}；请核对计量单位后再填"
        return [Finding("figures.too_large", text)]
    return []


def _no_evidence(one: Figure) -> Finding:
    text = f"{one.name}：填报数须写明依据材料（名称、文号）；请补充后再报"
    return Finding("figures.no_evidence", text)


def _write(answer: Answer, *, on: date, region: str, owner: str, by: str, at: datetime) -> Reported:
    """The office's open draft, or a new one, with what was written."""
    one = figure(answer.code)
    duty = duties.owed_one(answer.code, on, region)
    owes = duty.duty.office if duty else one.office
    if owner != owes:
        text = f"{one.name}由{owes}负责，不由{owner or '未设股室的人员'}填报；请转{owes}办理"
        raise refuse("figures.other_office", text)
    row = _open(answer, on, region, by)
    row.exact = "" if answer.value is None else str(exact_of(one, answer.value, one.unit))
    row.applies, row.reason = answer.applies, "" if answer.applies else answer.reason.strip()
    row.exact = row.exact if answer.applies else ""
    row.scope, row.evidence = answer.scope.strip(), answer.evidence.strip()
    row.office, row.due = owes, duty.duty.due if duty else None
    row.filler, row.filed_at, row.edits = by, at, row.edits + 1
    return _save(row)


def _open(answer: Answer, on: date, region: str, by: str) -> Reported:
    rows = duties.filings(answer.code, on, region).select_for_update()
    row = rows.filter(state__in=(DRAFT, WAITING)).first()
    name = figure(answer.code).name
    if row is None:
        return Reported(code=answer.code, on=on, region=region, state=DRAFT)
    if row.state == WAITING:
        text = f"{name}已由{_who(row)}提交待审；要修改请先撤回，或请审核人退回"
        raise refuse("figures.waits", text)
    if answer.seen is not None and answer.seen != row.edits and row.filler != by:
        text = f"{name}的草稿刚由{_who(row)}改过，未覆盖；请看过对方的内容后再保存"
        raise refuse("figures.draft_changed", text)
    return row


def _save(row: Reported) -> Reported:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        text = f"{figure(row.code).name}刚由他人开始填报，未覆盖；请刷新后再看"
        raise refuse("figures.draft_changed", text) from None
    return row


def _own(number: int, by: str) -> Reported:
    row = Reported.objects.select_for_update().get(pk=number)
    if row.filler != by:
        text = (
            f"{figure(row.code).name}由{_who(row)}填报，只能由本人撤回；请与其联系，或请审核人退回"
        )
        raise refuse("figures.not_own", text)
    return row


def _who(row: Reported) -> str:
    """The filler as people call them; files bring plain names."""
    name = office.User.objects.filter(username=row.filler).values_list("name", flat=True).first()
    return name or row.filler


def _after(row: Reported) -> dict[str, str]:
    unit = figure(row.code).unit
    return {"value": row.exact or "—", "unit": unit, "reason": row.reason}

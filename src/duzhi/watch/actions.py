"""What people do with an alert: judge, ask the unit, answer, review, close (domain.md §3.4)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.watch import catalogue, flow
from duzhi.watch.models import Alert, Inquiry
from duzhi.watch.running import ALERT_KIND, INQUIRY_KIND, JUDGE, RULE_KIND, SUPERVISION

MAY_JUDGE, MAY_ANSWER, MAY_REVIEW = "watch.judge", "watch.answer", "watch.review"
ASKED, REVIEW = "答复问询单", "复核问询答复"
Paper = tuple[str, BinaryIO]
"""Name and content of a file."""


@transaction.atomic
def judge(*, alert: int, verb: str, opinion: str, by: str, at: datetime) -> Alert:
    """Say that an alert is in order (`EXCUSE`) or has to be looked into (`HOLD`).

    Raises:
        Refused: no right to, or it was judged before.
    """
    row = _locked(alert, MAY_JUDGE, by, at)
    _move(row, verb, by, at, opinion)
    row.judged_by, row.judged_at, row.opinion = by, at, opinion
    row.save()
    if not Alert.objects.filter(rule=row.rule, state=flow.RAISED).exists():
        name = catalogue.rule(row.rule).name
        office.done(Ref(RULE_KIND, row.rule), by=by, at=at, title=f"{JUDGE}：{name}")
    return row


@transaction.atomic
def send(*, alert: int, question: str, due: date, by: str, at: datetime) -> Inquiry:
    """Ask the unit: an inquiry with a number of the year, and a to-do for its clerk.

    Raises:
        Refused: no right to, not held for inquiry, or due before today.
    """
    row = _locked(alert, MAY_JUDGE, by, at)
    today = timezone.localdate(at)
    if due < today:
        raise refuse("watch.due_past", f"答复期限{due}早于今天；请改为今天以后的日期")
    if not row.agency:
        raise refuse("watch.no_unit", "这件疑点不属于某个单位，不能下发；请由股室核实后认定")
    _move(row, flow.SEND, by, at, question)
    row.save()
    found = Inquiry.objects.create(
        year=today.year,
        serial=_next(today.year),
        alert=row,
        question=question,
        due=due,
        sent_by=by,
        sent_at=at,
    )
    _ask_unit(found, by=by, at=at)
    return found


@transaction.atomic
def answer(
    *, alert: int, reply: str, measure: str, papers: Iterable[Paper] = (), by: str, at: datetime
) -> Inquiry:
    """The unit explains, says what it put right, and adds its papers.

    Raises:
        Refused: not this unit's, nothing was asked, or a file cannot be kept.
    """
    row = _locked(alert, MAY_ANSWER, by, at)
    _move(row, flow.ANSWER, by, at, reply)
    row.save()
    found = Inquiry.objects.select_for_update().get(alert=row)
    found.reply, found.measure, found.replied_by, found.replied_at = reply, measure, by, at
    found.save()
    for name, content in papers:
        office.attach(inquiry_ref(found), name=name, content=content, by=by, at=at)
    office.done(inquiry_ref(found), by=by, at=at)
    title = f"{REVIEW}：{found.number}"
    office.todo(alert_ref(row), title, role=SUPERVISION, by=by, at=at)
    return found


@transaction.atomic
def review(*, alert: int, verb: str, verdict: str, by: str, at: datetime) -> Alert:
    """Accept what the unit said (`PASS`) or give it back (`RETURN`); never who judged it.

    Raises:
        Refused: no right to, judged by the same person, or no answer yet.
    """
    row = _locked(alert, MAY_REVIEW, by, at)
    office.separate(row.judged_by, by, "疑点的认定")
    _move(row, verb, by, at, verdict)
    row.reviewed_by, row.reviewed_at, row.verdict = by, at, verdict
    row.save()
    office.done(alert_ref(row), by=by, at=at)
    if verb == flow.RETURN:
        _ask_unit(Inquiry.objects.get(alert=row), by=by, at=at)
    return row


@transaction.atomic
def close(*, alert: int, note: str, by: str, at: datetime) -> Alert:
    """Close an alert that was reviewed.

    Raises:
        Refused: no right to, or not reviewed.
    """
    row = _locked(alert, MAY_REVIEW, by, at)
    _move(row, flow.CLOSE, by, at, note)
    row.closed_by, row.closed_at = by, at
    row.save()
    return row


def alert_ref(row: Alert) -> Ref:
    """Its name in the trail and in to-dos."""
    return Ref(ALERT_KIND, str(row.pk))


def inquiry_ref(row: Inquiry) -> Ref:
    """Its name in the trail; papers lie behind it."""
    return Ref(INQUIRY_KIND, str(row.alert_id))


def _locked(number: int, verb: str, by: str, at: datetime) -> Alert:
    row = Alert.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise LookupError(f"没有{number}号疑点；请从疑点列表进入")
    on = timezone.localdate(at)
    office.require(by, verb, on=on, region=row.region, agency=row.agency)
    return row


def _move(row: Alert, verb: str, by: str, at: datetime, note: str) -> None:
    before, row.state = row.state, flow.ALERT.after(row.state, verb)
    after = {"state": row.state}
    office.log(alert_ref(row), verb, by=by, at=at, before={"state": before}, after=after, note=note)


def _ask_unit(found: Inquiry, *, by: str, at: datetime) -> None:
    row = found.alert
    office.todo(
        inquiry_ref(found),
        f"{ASKED}：{found.number}",
        role="unit_maker",
        within=office.Reach(region=row.region, agency=row.agency),
        due=found.due,
        by=by,
        at=at,
    )


def _next(year: int) -> int:
    last = Inquiry.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1

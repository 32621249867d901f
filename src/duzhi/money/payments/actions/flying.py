"""Requests on their way in the provincial system: kept here with their quota held, and moved on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.finding import WARNING, Finding, Refused
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow
from duzhi.money.payments.actions.funds import move_funds
from duzhi.money.payments.actions.requests import draft_request, end_request, redraft_request
from duzhi.money.payments.models import FundRequest, PaymentRequest
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules.flying import Flying
from duzhi.money.payments.rules.requests import Draft
from duzhi.office import api as office

_TITLE = 200
_APPROVED = (flow.TO_RECORD, flow.RECORDED)


@transaction.atomic
def import_flying(
    *,
    rows: Sequence[Flying],
    file: intake.FileRef,  # noqa: ARG001 the rows stay with the intake
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in what is on its way; a known number moves to the state the file says.

    A row whose quota is unknown or has not enough left is told and left out: it would overdraw
    what this installation decides.
    """
    standing = _standing(rows)
    papers = _papers(rows)
    added, changed, findings = 0, 0, list[Finding]()
    for row in rows:
        held = standing.get(_origin(row))
        if held is None:
            found = _bring(row, papers, None, by, now)
            added += not found
            findings += found
        elif held.state == flow.RETURNED and row.state in flow.IN_FLIGHT:
            found = _bring(row, papers, held, by, now)
            changed += not found
            findings += found
        elif held.state != row.state:
            changed += 1
            _advance(held, row, by, now)
    total = sum(row.amount_fen for row in rows)
    same = len(rows) - added - changed - len(findings)
    return intake.Outcome(
        added=added, changed=changed, same=same, total_fen=total, findings=tuple(findings)
    )


def _bring(
    row: Flying,
    papers: Mapping[tuple[str, str], int],
    held: PaymentRequest | None,
    by: str,
    at: datetime,
) -> list[Finding]:
    """A new request, or one (`held`) that was mended there and is on its way again."""
    try:
        with transaction.atomic():
            view = budget.quota(row.region, row.year, row.quota)
            given: dict[str, Any] = {"draft": _draft(row, papers), "by": by, "at": at}
            if held is None:
                made = draft_request(**given, quota=view.id, origin=_origin(row))
            else:
                made = redraft_request(**given, quota=view.id, request=held.pk)
                office.done(queries.ref(made), by=by, at=at)
            _keep(made, row, by, at)
    except (Refused, LookupError) as fault:
        text = f"{row.number}没有导入：{fault}"
        return [Finding("payments.flying_left", text, severity=WARNING, place=row.place)]
    return []


def _keep(made: PaymentRequest, row: Flying, by: str, at: datetime) -> None:
    made.maker, made.endorser = row.maker or by, row.endorser
    made.reviewer, made.approver = row.reviewer, row.approver
    made.state, made.attempt, made.submitted_on = row.state, made.attempt + 1, row.asked_on
    made.answer = row.answer
    if row.state in _APPROVED:
        made.approved_on = row.asked_on
        made.application = row.number if row.state == flow.RECORDED else ""
    made.save()
    note = f"一体化系统 {row.number}：{row.state}"
    office.log(queries.ref(made), "一体化在途", by=by, at=at, note=note)
    move_funds(rows=[made])
    if row.state in flow.IN_FLIGHT:
        budget.reserve(
            source=queries.hold(made), quota=made.quota, amount_fen=row.amount_fen,
            on=row.asked_on, by=by, at=at,
        )  # fmt: skip
    if row.state == flow.RETURNED:
        _told(made, by, at)


def _told(row: PaymentRequest, by: str, at: datetime) -> None:
    """What the provincial system sent back is its unit's to do, with the reason."""
    title = f"支付申请被退回：{row.answer}"[:_TITLE]
    within = office.Reach(row.region, "", row.agency)
    office.todo(queries.ref(row), title, role="unit_maker", within=within, by=by, at=at)


def _advance(held: PaymentRequest, row: Flying, by: str, at: datetime) -> None:
    """From one state on its way to another; what went back frees its quota."""
    if held.state in flow.OVER:
        return
    if row.state in (flow.RETURNED, flow.VOID):
        verb = flow.RETURN if row.state == flow.RETURNED else flow.CANCEL
        reason = row.answer or "一体化系统作废"
        end_request(row=held, verb=verb, reason=reason, on=row.asked_on, by=by, at=at)
        if row.state == flow.RETURNED:
            _told(held, by, at)
        return
    if held.state not in flow.IN_FLIGHT:
        return
    before = held.state
    held.state, held.endorser = row.state, row.endorser
    held.reviewer, held.approver = row.reviewer, row.approver
    if row.state in _APPROVED:
        held.approved_on = held.approved_on or row.asked_on
        held.application = row.number if row.state == flow.RECORDED else held.application
    held.save()
    office.log(
        queries.ref(held), "一体化进度", by=by, at=at, before={"state": before},
        after={"state": row.state},
    )  # fmt: skip


def _standing(rows: Sequence[Flying]) -> dict[str, PaymentRequest]:
    wanted = {_origin(row) for row in rows}
    held = PaymentRequest.objects.select_for_update().filter(origin__in=wanted)
    return {row.origin: row for row in held.exclude(state=flow.VOID).order_by("pk")}


def _papers(rows: Sequence[Flying]) -> dict[tuple[str, str], int]:
    wanted = {row.fund for row in rows if row.fund}
    held = FundRequest.objects.filter(number__in=wanted).order_by("pk")
    return {(row.region, row.number): row.pk for row in held}


def _origin(row: Flying) -> str:
    return f"一体化:{row.region}/{row.year}/{row.number}"


def _draft(row: Flying, papers: Mapping[tuple[str, str], int]) -> Draft:
    return Draft(
        region=row.region,
        agency=row.agency,
        agency_name=row.agency_name or row.agency,
        purpose=row.purpose,
        payees=(row.to,),
        due=row.due,
        method=row.method,
        creditor=row.creditor,
        fund=papers.get((row.region, row.fund)),
    )

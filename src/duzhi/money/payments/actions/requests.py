"""A unit's side of a request: written, checked, submitted with its quota held, or given up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Refused
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow
from duzhi.money.payments.actions.funds import move_funds
from duzhi.money.payments.models import PaymentLine, PaymentRequest
from duzhi.money.payments.queries import asking, funds, registers, watched
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules import controls
from duzhi.money.payments.rules import requests as rules
from duzhi.money.payments.rules.asking import Ask
from duzhi.money.payments.rules.requests import Draft, Payee
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.watch import api as watch

PURPOSE = "payments.account"
_BATCH = 2_000
_SUBMITTED = (
    *("state", "attempt", "maker", "submitted_on", "answer"),
    *("endorser", "consenter", "reviewer", "approver"),
)


@transaction.atomic
def draft_request(
    *,
    draft: Draft,
    quota: int,
    by: str,
    at: datetime,
    origin: str = "",
    resends: PaymentRequest | None = None,
) -> PaymentRequest:
    """Write a request down; nothing is held yet.

    Raises:
        Refused: something is missing, with every finding.
    """
    _refuse(rules.check_draft(draft))
    view = budget.quota_of(quota)
    row = PaymentRequest(
        region=view.region, year=view.year, origin=origin, resends=resends, maker=by, made_at=at
    )
    queries.fill(row, draft, view)
    row.save()
    _add_lines(row, draft.payees)
    office.log(queries.ref(row), "录入支付申请", by=by, at=at, after={"amount": row.amount})
    return row


@transaction.atomic
def redraft_request(
    *, request: int, draft: Draft, quota: int, by: str, at: datetime
) -> PaymentRequest:
    """Change a draft, or what was sent back; afterwards it is submitted again."""
    row = queries.locked(request)
    if row.state not in flow.EDITABLE:
        raise queries.no(row, "edit", f"处于“{row.state}”，不能修改；请先由审核人退回")
    _refuse(rules.check_draft(draft))
    before = {"amount": row.amount, "payee": row.payee}
    queries.fill(row, draft, budget.quota_of(quota))
    row.save()
    PaymentLine.objects.filter(request=row).delete()
    _add_lines(row, draft.payees)
    after = {"amount": row.amount, "payee": row.payee}
    office.log(queries.ref(row), "修改支付申请", by=by, at=at, before=before, after=after)
    return row


@transaction.atomic
def submit_request(*, request: int, on: date, by: str, at: datetime) -> PaymentRequest:
    """Run every control, hold the quota, and send the request to the unit's checker.

    Raises:
        Refused: a control forbids it, with every finding; nothing is held then.
    """
    row = queries.locked(request)
    row.state = flow.REQUEST.after(row.state, flow.SUBMIT)
    view = budget.plain_quota(row.quota)
    registers.lock(row, on)
    ask = asking.ask(row, view, on)
    found = controls.check(replace(ask, available_fen=None))
    said = watched.said(row, on)
    rules_say = [one.finding for one in said]
    if controls.blocking([*found, *rules_say]) or funds.over(row, hold=True):
        _refuse(_everything(row, ask, rules_say))
    row.attempt += 1
    row.maker, row.submitted_on, row.answer = by, on, ""
    row.endorser = row.consenter = row.reviewer = row.approver = ""
    row.save(update_fields=_SUBMITTED)
    move_funds(rows=[row])
    ref = queries.ref(row)
    told = [*found, *controls.beside(found, rules_say)]
    office.log(ref, flow.SUBMIT, by=by, at=at, note="；".join(map(str, told)))
    watch.keep(said=said, by=by, at=at)
    if row.attempt > 1:
        office.done(ref, by=by, at=at)
    try:
        budget.reserve(
            source=queries.hold(row), quota=view, amount_fen=row.amount, on=on, by=by, at=at
        )
    except Refused as refused:
        raise Refused(_everything(row, ask, rules_say) or refused.findings) from refused
    return row


@transaction.atomic
def request_payment(
    *, source: Ref, draft: Draft, quota: int, on: date, by: str, at: datetime
) -> PaymentRequest:
    """Ask for a payment on behalf of another document, once: asking again returns the first.

    Raises:
        Refused: as drafting and submitting do.
    """
    held = PaymentRequest.objects.filter(origin=str(source)).exclude(state=flow.VOID).first()
    if held is not None:
        return held
    row = draft_request(draft=draft, quota=quota, by=by, at=at, origin=str(source))
    return submit_request(request=row.pk, on=on, by=by, at=at)


@transaction.atomic
def cancel_request(*, request: int, reason: str, on: date, by: str, at: datetime) -> PaymentRequest:
    """作废 before a bank has it: what was held is free again."""
    row = queries.locked(request)
    return end_request(row=row, verb=flow.CANCEL, reason=reason, on=on, by=by, at=at)


@transaction.atomic(savepoint=False)
def end_request(
    *, row: PaymentRequest, verb: str, reason: str, on: date, by: str, at: datetime
) -> PaymentRequest:
    """退回 or 作废 of a locked request: the reason stays, what it held is free again."""
    free = row.state in flow.IN_FLIGHT
    row.state = flow.REQUEST.after(row.state, verb)
    row.answer, row.held, row.batch, row.application = rules.said(reason), "", None, ""
    row.save()
    move_funds(rows=[row])
    office.log(queries.ref(row), verb, by=by, at=at, note=reason)
    if verb == flow.CANCEL:
        office.done(queries.ref(row), by=by, at=at)
    if free:
        left = row.amount - row.paid - row.bounced
        ref = queries.hold(row)
        budget.release(reservation=ref, source=ref, amount_fen=left, on=on, by=by, at=at)
    return row


def _add_lines(row: PaymentRequest, payees: Sequence[Payee]) -> None:
    PaymentLine.objects.bulk_create(
        (
            PaymentLine(
                request=row,
                no=no,
                payee=one.name,
                bank=one.bank,
                account_masked=registry.mask_account(one.account),
                account_digest=registry.account_index(one.account),
                account_cipher=office.encrypt(one.account, purpose=PURPOSE, owner=f"{row.pk}/{no}"),
                amount=one.amount_fen,
            )
            for no, one in enumerate(payees, start=1)
        ),
        batch_size=_BATCH,
    )


def _everything(row: PaymentRequest, ask: Ask, rules_say: Sequence[Finding]) -> list[Finding]:
    """All that forbids it, what is left of the quota included: read only when it matters."""
    left = budget.quota_of(row.quota).available_fen
    found = controls.blocking(controls.check(replace(ask, available_fen=left)))
    return [
        *found,
        *controls.beside(found, controls.blocking(rules_say)),
        *funds.over(row),
    ]


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise Refused(findings)

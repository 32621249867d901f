"""Deciding about requests, one or a batch: unit, 业务股, 初审, 复核; each by another person."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.finding import Refused
from duzhi.money.payments import flow
from duzhi.money.payments.actions.requests import end_request
from duzhi.money.payments.models import PaymentRequest
from duzhi.money.payments.queries import registers
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules import requests as rules
from duzhi.office import api as office
from duzhi.registry import api as registry

Step = Callable[[PaymentRequest], None]


@transaction.atomic
def endorse_requests(*, requests: Sequence[int], by: str, at: datetime) -> list[PaymentRequest]:
    """The unit's checker stands for requests; bound money goes to the 业务股 first.

    Raises:
        Refused: one is not there any more or was made by the same person; none moves then.
    """

    def step(row: PaymentRequest) -> None:
        bound = rules.needs_office(row.source_doc, row.direct, row.bond)
        _move(row, flow.ENDORSE_BOUND if bound else flow.ENDORSE, by, (row.maker,))
        row.endorser = by

    return _each(requests, flow.ENDORSE, step, by, at)


@transaction.atomic
def consent_requests(*, requests: Sequence[int], by: str, at: datetime) -> list[PaymentRequest]:
    """The 业务股 agrees that bound money is used for its purpose."""

    def step(row: PaymentRequest) -> None:
        _move(row, flow.CONSENT, by, (row.maker, row.endorser))
        row.consenter = by

    return _each(requests, flow.CONSENT, step, by, at)


@transaction.atomic
def review_requests(*, requests: Sequence[int], by: str, at: datetime) -> list[PaymentRequest]:
    """初审 of the payment centre."""

    def step(row: PaymentRequest) -> None:
        _move(row, flow.REVIEW, by, (row.maker, row.endorser, row.consenter))
        row.reviewer = by

    return _each(requests, flow.REVIEW, step, by, at)


@transaction.atomic
def approve_requests(
    *, requests: Sequence[int], on: date, by: str, at: datetime
) -> list[PaymentRequest]:
    """复核 by another person than the first reviewer; from here on the mode decides the road.

    Raises:
        Refused: a payee was put on the blacklist in the meantime; none moves then.
    """
    if findings := registers.barred_among(requests, on):
        raise Refused(findings)
    mode = registry.choice("payment_mode", on)

    def step(row: PaymentRequest) -> None:
        verb = flow.APPROVE if mode == rules.MIRROR else flow.ISSUE
        _move(row, verb, by, (row.maker, row.endorser, row.consenter, row.reviewer))
        row.approver, row.approved_on, row.mode = by, on, mode
        if mode == rules.OWN:
            row.voucher = queries.number(row).replace("SQ", "ZF", 1)

    return _each(requests, flow.APPROVE, step, by, at)


@transaction.atomic
def return_requests(
    *, requests: Sequence[int], reason: str, on: date, by: str, at: datetime
) -> list[PaymentRequest]:
    """退回 with a reason that the clerk reads; what was held is free again.

    Raises:
        Refused: no reason, or one cannot go back any more; none moves then.
    """
    rows = queries.locked_many(requests)
    for row in rows:
        end_request(row=row, verb=flow.RETURN, reason=reason, on=on, by=by, at=at)
        title = f"支付申请被退回：{row.answer}"[:200]
        within = office.Reach(row.region, "", row.agency)
        office.todo(queries.ref(row), title, user=row.maker, within=within, by=by, at=at)
    return rows


@transaction.atomic
def hold_request(*, request: int, reason: str, by: str, at: datetime) -> PaymentRequest:
    """挂起: nothing moves until somebody lifts it; the quota stays held."""
    row = queries.locked(request)
    if row.state not in flow.IN_FLIGHT or row.state == flow.SIGNED:
        raise queries.no(
            row, "hold", f"处于“{row.state}”，不能挂起；只有在途且未送银行的申请可以挂起"
        )
    row.held = rules.said(reason)
    row.save(update_fields=["held"])
    office.log(queries.ref(row), "挂起", by=by, at=at, note=row.held)
    return row


@transaction.atomic
def resume_request(*, request: int, note: str, by: str, at: datetime) -> PaymentRequest:
    """解挂: it goes on where it stood."""
    row = PaymentRequest.objects.select_for_update().get(pk=request)
    if not row.held:
        raise queries.no(row, "not_held", "没有挂起；请刷新后再操作")
    row.held = ""
    row.save(update_fields=["held"])
    office.log(queries.ref(row), "解挂", by=by, at=at, note=rules.said(note))
    return row


def _each(
    requests: Sequence[int], verb: str, step: Step, by: str, at: datetime
) -> list[PaymentRequest]:
    rows = queries.locked_many(requests)
    for row in rows:
        step(row)
        row.save()
        office.log(queries.ref(row), verb, by=by, at=at)
    return rows


def _move(row: PaymentRequest, verb: str, by: str, others: Sequence[str]) -> None:
    """The next state, if nobody of those before is the same person."""
    row.state = flow.REQUEST.after(row.state, verb)
    for other in filter(None, others):
        office.separate(other, by, f"支付申请 {queries.number(row)}")

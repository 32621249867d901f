"""Money that came back (退票, 退款): the clerk is told why, and the request is sent again once."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from duzhi.money.payments import flow
from duzhi.money.payments.actions.requests import PURPOSE, draft_request
from duzhi.money.payments.models import PaymentLine, PaymentRequest, Settlement
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules import VOID, Voucher
from duzhi.money.payments.rules import returns as rules
from duzhi.money.payments.rules.requests import Draft, Payee, yuan
from duzhi.office import api as office

_TITLE = 200


@transaction.atomic
def resend_request(*, request: int, by: str, at: datetime) -> PaymentRequest:
    """A new draft with what came back of a request; correct the payees, then submit it.

    Raises:
        Refused: nothing came back, or all of it was sent again before.
    """
    row = queries.locked(request)
    if not queries.came_back(row):
        raise queries.no(row, "not_bounced", "没有退票或退款，不需要重发")
    left = queries.to_resend(row)
    if not left:
        raise queries.no(row, "resent", "已经重发过；请打开重发的申请修改")
    payees = [_payee(line) for line in queries.returned_lines(row)]
    if row.lines_count == 1:
        payees = [one._replace(amount_fen=left) for one in payees]
    if sum(one.amount_fen for one in payees) != left:
        text = f"退回的 {yuan(left)} 元与明细行对不上；请按应付的人员重新导入名册"
        raise queries.no(row, "resend_lines", text)
    made = draft_request(
        draft=replace(_draft(row), payees=payees), quota=row.quota, by=by, at=at, resends=row
    )
    office.done(queries.ref(row), by=by, at=at)
    return made


@transaction.atomic(savepoint=False)
def tell_back(*, row: PaymentRequest, said: str, by: str, at: datetime) -> None:
    """A to-do for the clerk who asked: what came back, and what to do now."""
    title = f"支付申请 {queries.number(row)} {said}"[:_TITLE]
    within = office.Reach(row.region, "", row.agency)
    office.todo(queries.ref(row), title, user=row.maker, within=within, by=by, at=at)


@transaction.atomic(savepoint=False)
def bounce_request(
    *, row: PaymentRequest, voucher: Voucher, settled: Settlement | None, by: str, at: datetime
) -> None:
    """退票 or 作废 that IN-09 reports of a locked request; who calls moves its quota."""
    fen = settled.amount if settled else voucher.amount_fen
    row.voucher = row.voucher or voucher.number
    row.bounced += fen
    if settled:
        row.paid -= fen
    if row.paid + row.bounced == row.amount and not row.paid:
        row.state, row.paid_on = flow.REQUEST.after(row.state, flow.BOUNCE), None
    elif row.paid + row.bounced == row.amount and row.state in flow.OPEN_MIRROR:
        row.state = flow.REQUEST.after(row.state, flow.SETTLE)
    code = rules.VOIDED if voucher.status == VOID else rules.code_of(voucher.reason)
    row.answer = rules.told(code, voucher.reason, voucher.payee or row.payee, fen)[:300]
    row.save()
    _mark(row, voucher, fen, code)
    note = f"支付凭证 {voucher.number}：{row.answer}"
    office.log(queries.ref(row), rules.BOUNCED, by=by, at=at, note=note)
    said = f"退票 {yuan(fen)} 元：{rules.reason(code).title}；{rules.reason(code).step}"
    tell_back(row=row, said=said, by=by, at=at)


def _mark(row: PaymentRequest, voucher: Voucher, fen: int, code: str) -> None:
    """The lines that came back: all of them, or the one of this payee and amount."""
    lines = PaymentLine.objects.filter(request=row)
    if row.lines_count > 1 and row.bounced < row.amount:
        alike = lines.filter(payee=voucher.payee, amount=fen).exclude(state=rules.BOUNCED)
        lines = lines.filter(pk__in=list(alike.order_by("no").values_list("pk", flat=True)[:1]))
    lines.update(state=rules.BOUNCED, code=code, remark=voucher.reason[:200], paid_on=None)


def _draft(row: PaymentRequest) -> Draft:
    return Draft(
        region=row.region,
        agency=row.agency,
        agency_name=row.agency_name,
        purpose=f"{row.purpose}（退票重发）"[:300],
        payees=(),
        due=row.due,
        kind=row.kind,
        method=row.method,
        creditor=row.creditor,
        focus=row.focus,
        contract=row.contract,
        project=row.project,
        dep_econ=row.dep_econ,
        fund=row.fund_id,
    )


def _payee(line: PaymentLine) -> Payee:
    owner = f"{line.request_id}/{line.no}"
    account = office.decrypt(line.account_cipher, purpose=PURPOSE, owner=owner)
    return Payee(line.payee, account, line.bank, line.amount)

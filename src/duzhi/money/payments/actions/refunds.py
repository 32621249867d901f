"""After paying: money that comes back (退款) and a wrong classification put right (更正)."""

from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.codes import budget_of
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow, postings
from duzhi.money.payments.actions.back import tell_back
from duzhi.money.payments.actions.funds import move_funds
from duzhi.money.payments.models import PaymentRequest, Refund
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules import Voucher
from duzhi.money.payments.rules.requests import said, yuan
from duzhi.office import api as office

REFUND = "payments.refund"


@transaction.atomic
def record_refund(
    *, request: int, amount_fen: int, on: date, reason: str, by: str, at: datetime
) -> Refund:
    """Money of a paid request came back; of this year's budget it may be spent again.

    Raises:
        Refused: it is not paid, or more came back than was paid.
    """
    row = queries.locked(request)
    left = row.paid - row.refunded
    if row.state not in (*flow.DONE, flow.BOUNCED) or not left:
        raise queries.no(row, "not_paid", f"处于“{row.state}”，没有已付的金额可退；请核对申请")
    if not 0 < amount_fen <= left:
        text = f"已付未退 {yuan(left)} 元，本次退款应大于零且不超过它；请核对金额"
        raise queries.no(row, "refund_amount", text)
    return refund(row=row, amount_fen=amount_fen, on=on, reason=said(reason), by=by, at=at)


@transaction.atomic(savepoint=False)
def refund_voucher(
    *, row: PaymentRequest, voucher: Voucher, on: date, by: str, at: datetime
) -> Refund | None:
    """A refund that IN-09 reported, once: the same voucher again changes nothing."""
    if Refund.objects.filter(request=row, voucher=voucher.number).exists():
        return None
    return refund(
        row=row,
        amount_fen=voucher.amount_fen,
        on=on,
        reason=voucher.purpose or "一体化系统退款",
        voucher=voucher.number,
        by=by,
        at=at,
    )


@transaction.atomic(savepoint=False)
def refund(
    *,
    row: PaymentRequest,
    amount_fen: int,
    on: date,
    reason: str,
    by: str,
    at: datetime,
    voucher: str = "",
) -> Refund:
    """Keep a refund of a locked request; one of an earlier year goes to 结转结余 instead."""
    restores = on.year == row.year
    made = Refund.objects.create(
        request=row, amount=amount_fen, on=on, restores=restores, voucher=voucher,
        reason=reason, by=by, at=at,
    )  # fmt: skip
    row.refunded += amount_fen
    row.save(update_fields=["refunded"])
    move_funds(rows=[row])
    word = "当年退款，恢复指标" if restores else "上年退款，不恢复指标，列结转结余"
    note = f"{word} {yuan(amount_fen)} 元：{reason}"
    office.log(queries.ref(row), "退款", by=by, at=at, note=note)
    if restores:
        source = Ref(REFUND, f"{row.region}/{row.year}/{made.pk}")
        said = f"收到退款 {yuan(amount_fen)} 元：{reason}；仍要付的，请修改收款账号后重新提交"
        tell_back(row=row, said=said, by=by, at=at)
        budget.restore(source=source, quota=row.quota, amount_fen=amount_fen, on=on, by=by, at=at)
    return made


@transaction.atomic
def correct_request(
    *, request: int, quota: int, reason: str, on: date, by: str, at: datetime
) -> PaymentRequest:
    """更正 a paid request to another quota: no money moves, payee and amount stay the same.

    Raises:
        Refused: it is not paid, the other budget, unit or year, or the other quota has not enough.
    """
    row = queries.locked(request)
    if row.state not in flow.DONE:
        raise queries.no(row, "not_paid", f"处于“{row.state}”，未支付的申请请退回修改，不用更正")
    view = budget.quota_of(quota)
    if (view.year, view.agency) != (row.year, row.agency) or view.id == row.quota:
        raise queries.no(row, "correct_unit", "只能更正到本单位本年度的另一条指标；请重新选择")
    if budget_of(view.fund_type) != budget_of(row.fund_type) or view.bond != row.bond:
        text = "更正前后属于不同预算或不同债券；请办理退款后重新支付"
        raise refuse("payments.correct_budget", text)
    fen = row.paid - row.refunded
    if not fen:
        raise queries.no(row, "not_paid", "已全部退款，没有可更正的支出")
    old = budget.quota_of(row.quota)
    _classify(row, view)
    row.save()
    before, after = {"quota": old.number}, {"quota": view.number}
    office.log(
        queries.ref(row), "更正", by=by, at=at, before=before, after=after, note=said(reason)
    )
    source = Ref("payments.correction", f"{row.region}/{row.year}/{row.pk}/{at:%Y%m%d%H%M%S%f}")
    wrong, right = ((budget.quota_key(one), one.control) for one in (old, view))
    ledger.post([postings.corrected(source, wrong, right, fen, on)], by=by, at=at)
    return row


def _classify(row: PaymentRequest, view: budget.QuotaView) -> None:
    row.quota, row.quota_number = view.id, view.number
    row.subject, row.gov_econ, row.dep_econ = view.subject, view.gov_econ, view.dep_econ
    row.project, row.source_doc, row.fund_type = view.project, view.upper_doc, view.fund_type
    row.guarantee, row.direct = view.guarantee, view.direct

"""Proving requests at rest: what they hold is what the ledger has reserved; X3 day by day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from duzhi.kernel.finding import Finding
from duzhi.kernel.money import show
from duzhi.ledger import api as ledger
from duzhi.money.payments import flow
from duzhi.money.payments.models import FundRequest, PaymentRequest
from duzhi.money.payments.queries import banking, requests
from duzhi.money.payments.rules.requests import MIRROR, REQUEST
from duzhi.money.payments.rules.returns import PAID
from duzhi.registry import api as registry

_PARTS = 2
"""Slashes in the number of a request: 区划/年度/编号."""


def proofs() -> Iterator[Finding]:
    """Every request whose quota is not held for exactly what is still to be paid of it."""
    booked = {
        source: fen
        for source, fen in ledger.remaining(REQUEST).items()
        if source.count("/") == _PARTS
    }
    held = {
        str(requests.hold(row)): row.amount - row.paid - row.bounced
        for row in PaymentRequest.objects.filter(state__in=flow.IN_FLIGHT).order_by("pk").iterator()
    }
    for source in sorted({*held, *booked}):
        if held.get(source, 0) != booked.get(source, 0):
            text = (
                f"{source}：申请待付 {show(held.get(source, 0))} 元，校核账占用 "
                f"{show(booked.get(source, 0))} 元；请查明来源单据"
            )
            yield Finding("verify.reserved", text)
    yield from _uneven()
    yield from _settled()
    yield from _funds()


def gaps(on: date, region: str) -> Iterator[ledger.Gap]:
    """Days on which the three ways differ, and paid requests whose voucher no longer stands."""
    regions = registry.subtree(region)
    for day in banking.compared(regions, date(on.year, 1, 1), on + timedelta(days=1)):
        if day.bank_fen is None or day.treasury_fen is None or day.agrees:
            continue
        other = day.bank_fen if day.bank_gap_fen else day.treasury_fen
        yield ledger.Gap(
            sort="三方对账不符",
            name="支付系统、代理银行、国库",
            on=day.on,
            office="国库股",
            left_fen=day.system_fen,
            right_fen=other,
            gap_fen=other - day.system_fen,
            text="请打开三方对账，逐笔核对当日凭证",
            screen="payments.reconcile",
        )
    for row in requests.unmatched(regions).filter(paid_on__lte=on, paid_on__year=on.year):
        assert row.paid_on is not None, "it was paid"
        yield ledger.Gap(
            sort="支付凭证与申请不符",
            name=f"{requests.number(row)}（凭证 {row.voucher}）",
            on=row.paid_on,
            office="国库支付中心",
            left_fen=row.paid,
            right_fen=None,
            gap_fen=None,
            text="核销这笔申请的支付凭证已撤回或金额已变；请核对一体化系统后更正",
            screen="payments.requests",
        )


def _uneven() -> Iterator[Finding]:
    rows = PaymentRequest.objects.annotate(sum=Coalesce(Sum("lines__amount"), 0))
    for row in rows.exclude(sum=F("amount")).order_by("pk"):
        yield requests.finding(row, "uneven", "明细行之和不等于申请金额；请查明")
    back = PaymentRequest.objects.annotate(sum=Coalesce(Sum("refunds__amount"), 0))
    for row in back.exclude(sum=F("refunded")).order_by("pk"):
        yield requests.finding(row, "refunds", "退款记录之和不等于已退款；请查明")


def _settled() -> Iterator[Finding]:
    """What the mirror calls paid is what vouchers settled."""
    paid = Coalesce(Sum("settlements__amount", filter=Q(settlements__state=PAID)), 0)
    rows = PaymentRequest.objects.filter(mode=MIRROR).annotate(sum=paid)
    for row in rows.exclude(sum=F("paid")).order_by("pk"):
        yield requests.finding(row, "settled", "已付不等于核销它的支付凭证之和；请查明")


def _funds() -> Iterator[Finding]:
    for row in FundRequest.objects.order_by("pk").iterator():
        if requests.fund_sums(row) != (row.listed, row.paid):
            text = f"资金请示 {row.number} 的已申请、已付与名下申请之和不符；请查明"
            yield Finding("verify.fund", text)

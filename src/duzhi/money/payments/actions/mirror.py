"""Mirror mode: requests typed into the provincial system, numbered there, closed by IN-09."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import WARNING, Finding, Refused
from duzhi.kernel.money import show
from duzhi.ledger import api as ledger
from duzhi.money.payments import flow, postings
from duzhi.money.payments.actions.funds import move_funds
from duzhi.money.payments.actions.refunds import refund_voucher
from duzhi.money.payments.models import Batch, PaymentLine, PaymentRequest
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules import NORMAL, REFUND, Voucher, matching
from duzhi.money.payments.rules.requests import MIRROR
from duzhi.money.payments.rules.returns import PAID
from duzhi.office import api as office


@transaction.atomic
def send_mirror(*, requests: Sequence[int], on: date, by: str, at: datetime) -> Batch:
    """Put 待录 requests into a batch, whose workbook is typed into the provincial system.

    Raises:
        Refused: one is not 待录, or is in a batch already.
    """
    rows = queries.locked_many(requests)
    wrong = [row for row in rows if row.state != flow.TO_RECORD or row.batch_id]
    if wrong:
        raise Refused(
            queries.finding(row, "not_to_record", f"处于“{row.state}”，或已在批次中；请重新选择")
            for row in wrong
        )
    amount = sum(row.amount for row in rows)
    batch = Batch.objects.create(
        region=rows[0].region, kind=MIRROR, on=on, count=len(rows), amount=amount, by=by, at=at
    )
    PaymentRequest.objects.filter(pk__in=[row.pk for row in rows]).update(batch=batch)
    for row in rows:
        office.log(queries.ref(row), "导出一体化批次", by=by, at=at, note=str(batch))
    return batch


@transaction.atomic
def record_applications(
    *, numbers: Mapping[int, str], by: str, at: datetime
) -> list[PaymentRequest]:
    """Note under which 支付申请编号 requests were typed in; `numbers` is request → number.

    Raises:
        Refused: a number is used twice; none is noted then.
    """
    rows = queries.locked_many(numbers)
    given = {row.pk: numbers[row.pk].strip() for row in rows}
    used = PaymentRequest.objects.filter(
        region__in={row.region for row in rows}, application__in=list(given.values())
    ).exclude(pk__in=given)
    findings = matching.check_numbers(given, set(used.values_list("application", flat=True)))
    if findings:
        raise Refused(findings)
    for row in rows:
        if row.state != flow.RECORDED:
            row.state = flow.REQUEST.after(row.state, flow.RECORD)
        row.application = given[row.pk]
        row.save(update_fields=["state", "application"])
        office.log(queries.ref(row), flow.RECORD, by=by, at=at, note=row.application)
    return rows


@transaction.atomic(savepoint=False)
def match_vouchers(
    *, fresh: Sequence[Voucher], regions: Sequence[str], by: str, at: datetime
) -> list[Finding]:
    """Close what the provincial system has paid, by 支付申请编号, else amount, payee and day.

    What fits more than one request is told and left to people. Refunds of closed requests
    restore their quota.
    """
    opened = queries.open_mirror(regions)
    paid = [row for row in fresh if row.kind == NORMAL]
    found = matching.match([_open(row) for row in opened], paid) if opened else matching.NOTHING
    rows = {row.pk: row for row in opened}
    _settle(rows, found.pairs, by, at)
    return [*found.findings, *_come_back(fresh, by, at)]


def _settle(
    rows: Mapping[int, PaymentRequest],
    pairs: Iterable[tuple[int, Voucher]],
    by: str,
    at: datetime,
) -> None:
    steps, touched = list[ledger.Step](), list[PaymentRequest]()
    for pk, voucher in pairs:
        row = rows[pk]
        row.paid += voucher.amount_fen
        row.voucher, row.paid_on = voucher.number, voucher.on
        row.application = row.application or voucher.application
        if row.paid == row.amount:
            row.state = flow.REQUEST.after(row.state, flow.SETTLE)
        source = Ref("payments.settled", f"{row.region}/{voucher.on.year}/{voucher.number}")
        to = postings.QUOTA_SPENT
        steps.append(ledger.Step(queries.hold(row), source, to, voucher.amount_fen, voucher.on))
        touched.append(row)
    for row in touched:
        row.save()
        if row.state == flow.PAID:
            PaymentLine.objects.filter(request=row).update(state=PAID, paid_on=row.paid_on)
        note = f"支付凭证 {row.voucher}，{show(row.paid)} 元"
        office.log(queries.ref(row), flow.SETTLE, by=by, at=at, note=note)
    move_funds(rows=touched)
    if steps:
        ledger.finish(steps, by=by, at=at)


def _come_back(fresh: Sequence[Voucher], by: str, at: datetime) -> list[Finding]:
    """Refunds of vouchers that paid our requests."""
    back = defaultdict[str, list[Voucher]](list)
    for one in fresh:
        if one.kind == REFUND and one.original:
            back[one.region].append(one)
    findings = list[Finding]()
    for region, vouchers in sorted(back.items()):
        known = queries.of_vouchers(region, {one.original for one in vouchers})
        for one in vouchers:
            if one.original in known:
                findings += _refunded(known[one.original], one, by, at)
    return findings


def _refunded(row: PaymentRequest, one: Voucher, by: str, at: datetime) -> list[Finding]:
    left = row.paid - row.refunded
    if one.amount_fen > left:
        text = (
            f"退款凭证 {one.number} {show(one.amount_fen)} 元，申请 {queries.number(row)} 只有 "
            f"{show(left)} 元可退；请核对原支付凭证号"
        )
        return [Finding("payments.refund_too_much", text, severity=WARNING)]
    refund_voucher(row=row, voucher=one, by=by, at=at)
    return []


def _open(row: PaymentRequest) -> matching.Open:
    assert row.approved_on is not None, "待录 comes after 复核"
    return matching.Open(
        row.pk, row.region, row.agency, row.payee, row.amount - row.paid, row.application,
        row.approved_on,
    )  # fmt: skip

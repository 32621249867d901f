"""Mirror mode: requests typed into the provincial system, numbered there, closed by IN-09."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.entry import Entry, Ref
from duzhi.kernel.finding import WARNING, Finding, Refused, refuse
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow, postings
from duzhi.money.payments.actions.back import bounce_request
from duzhi.money.payments.actions.funds import move_funds
from duzhi.money.payments.actions.refunds import refund_voucher
from duzhi.money.payments.models import Batch, PaymentLine, PaymentRequest, Settlement
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules import NORMAL, REFUND, RETURNED, Voucher, document, matching
from duzhi.money.payments.rules.requests import MIRROR, yuan
from duzhi.money.payments.rules.returns import BOUNCED, PAID
from duzhi.office import api as office

Day = Callable[[Voucher], date]
Gone = tuple[Voucher, Settlement | None]
"""A voucher that failed, and what it had paid."""


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
        Refused: there is no number, or one is used twice; none is noted then.
    """
    if not numbers:
        raise refuse("payments.application", "没有填写支付申请编号；请填写至少一笔再保存")
    rows = queries.locked_many(numbers)
    given = {row.pk: numbers[row.pk].strip() for row in rows}
    used = PaymentRequest.objects.filter(
        region__in={row.region for row in rows}, application__in=list(given.values())
    ).exclude(pk__in=given)
    findings = matching.check_numbers(
        {queries.number(row): given[row.pk] for row in rows},
        set(used.values_list("application", flat=True)),
    )
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
    *,
    fresh: Sequence[Voucher],
    failed: Sequence[Voucher],
    regions: Sequence[str],
    booked: Day,
    by: str,
    at: datetime,
) -> list[Finding]:
    """Close what the provincial system has paid, by 支付申请编号, else amount, payee and day.

    What fits more than one request is told and left to people. What failed (`failed`: 退票, 作废)
    goes back to its clerk with its quota, each voucher once however often it is imported. Refunds
    of closed requests restore their quota. `booked` is the day on which a voucher counts.
    """
    known = queries.settlements([*fresh, *failed])
    gone = [(one, known.get(document(one))) for one in failed]
    also = [held.request_id for _, held in gone if held and held.state == PAID]
    opened = queries.open_mirror(regions, also)
    desk = _Desk({row.pk: row for row in opened}, booked, by, at)
    paid = [one for one in fresh if one.kind == NORMAL]
    new = [one for one in paid if document(one) not in known]
    left = desk.reissue(gone, new)
    found = matching.match(desk.open(), left) if opened else matching.NOTHING
    desk.settle(found.pairs)
    desk.take_back(gone)
    desk.finish()
    again = _paid_again(paid, known, regions, {one.number for _, one in found.pairs})
    return [*found.findings, *desk.findings, *again, *_come_back(fresh, booked, by, at)]


class _Desk:
    """The requests of one import with what it does to them, booked together at the end."""

    def __init__(
        self, rows: Mapping[int, PaymentRequest], booked: Day, by: str, at: datetime
    ) -> None:
        self.findings: list[Finding] = []
        self._rows, self._booked, self._by, self._at = rows, booked, by, at
        self._steps: list[ledger.Step] = []
        self._entries: list[Entry] = []
        self._moved: dict[int, PaymentRequest] = {}

    def open(self) -> list[matching.Open]:
        """What still waits for money."""
        waits = (row for row in self._rows.values() if row.state in flow.OPEN_MIRROR)
        return [_open(row) for row in waits if row.amount > row.paid + row.bounced]

    def reissue(self, gone: Sequence[Gone], new: Sequence[Voucher]) -> list[Voucher]:
        """Let a new voucher stand for the failed one of the same request; the rest of the new."""
        left = list(new)
        for _, held in gone:
            if held is None or held.state != PAID:
                continue
            row = self._rows[held.request_id]
            anew = matching.reissued(left, row.region, row.application, held.amount)
            if anew is not None:
                left.remove(anew)
                self._replace(row, held, anew)
        return left

    def settle(self, pairs: Iterable[tuple[int, Voucher]]) -> None:
        """What was paid uses the quota that was held for it."""
        for pk, voucher in pairs:
            row = self._rows[pk]
            row.paid += voucher.amount_fen
            row.voucher, row.paid_on = voucher.number, voucher.on
            row.application = row.application or voucher.application
            if row.paid + row.bounced == row.amount:
                row.state = flow.REQUEST.after(row.state, flow.SETTLE)
            row.save()
            _keep(row, voucher, PAID)
            if row.state == flow.PAID:
                waits = PaymentLine.objects.filter(request=row).exclude(state=BOUNCED)
                waits.update(state=PAID, paid_on=row.paid_on)
            self._log(row, flow.SETTLE, f"支付凭证 {row.voucher}，{yuan(row.paid)} 元")
            source = Ref("payments.settled", document(voucher))
            self._step(row, source, postings.QUOTA_SPENT, voucher)

    def take_back(self, gone: Sequence[Gone]) -> None:
        """What failed goes back to its clerk; what was known to have failed changes nothing."""
        waits = self.open()
        named = {(one.region, one.application) for one in waits if one.application}
        unpaid = [one for one, held in gone if held is None]
        news = [one for one in unpaid if one.status == RETURNED or _number(one) in named]
        found = matching.match(waits, news)
        self.findings += found.findings
        for pk, voucher in found.pairs:
            row = self._rows[pk]
            _keep(row, voucher, BOUNCED)
            row.application = row.application or voucher.application
            self._bounce(row, voucher, None)
            self._step(row, Ref("payments.bounced", document(voucher)), "", voucher)
        for voucher, held in gone:
            if held is not None and held.state == PAID:
                self._undo(self._rows[held.request_id], voucher, held)

    def finish(self) -> None:
        """The papers behind them, then the ledger, once and last."""
        move_funds(rows=self._moved.values())
        if self._steps or self._entries:
            ledger.finish(self._steps, more=self._entries, by=self._by, at=self._at)

    def _replace(self, row: PaymentRequest, held: Settlement, voucher: Voucher) -> None:
        note = f"支付凭证 {held.voucher} 作废或退票，一体化系统已改用 {voucher.number} 支付"
        row.voucher, row.paid_on = voucher.number, voucher.on
        row.save(update_fields=["voucher", "paid_on"])
        held.state = BOUNCED
        held.save(update_fields=["state"])
        _keep(row, voucher, PAID)
        self._log(row, flow.SETTLE, note)

    def _undo(self, row: PaymentRequest, voucher: Voucher, held: Settlement) -> None:
        """A voucher that had paid: from spent back to available, in the year of the quota."""
        if row.paid - held.amount < row.refunded:
            text = f"的支付凭证 {voucher.number} 报为退票，但已登记过退款；请核对后更正退款"
            self.findings.append(
                replace(queries.finding(row, "bounce_refunded", text), severity=WARNING)
            )
            return
        held.state = BOUNCED
        held.save(update_fields=["state"])
        self._bounce(row, voucher, held)
        day = self._booked(voucher)
        if day.year != row.year:
            text = f"的退票在 {day.year} 年入账，{row.year} 年指标已结转，不恢复；请重新申请指标"
            self.findings.append(
                replace(queries.finding(row, "bounce_year", text), severity=WARNING)
            )
            return
        view = budget.plain_quota(row.quota)
        key = budget.quota_key(view), view.control
        source = Ref("payments.bounced", document(voucher))
        self._entries.append(postings.bounced(source, key, held.amount, day))

    def _bounce(self, row: PaymentRequest, voucher: Voucher, held: Settlement | None) -> None:
        bounce_request(row=row, voucher=voucher, settled=held, by=self._by, at=self._at)
        self._moved[row.pk] = row

    def _step(self, row: PaymentRequest, source: Ref, to: str, voucher: Voucher) -> None:
        day = self._booked(voucher)
        self._steps.append(ledger.Step(queries.hold(row), source, to, voucher.amount_fen, day))
        self._moved[row.pk] = row

    def _log(self, row: PaymentRequest, verb: str, note: str) -> None:
        office.log(queries.ref(row), verb, by=self._by, at=self._at, note=note)


def _keep(row: PaymentRequest, voucher: Voucher, state: str) -> None:
    Settlement.objects.create(
        request=row, region=voucher.region, year=voucher.on.year, voucher=voucher.number,
        amount=voucher.amount_fen, on=voucher.on, state=state,
    )  # fmt: skip


def _number(voucher: Voucher) -> tuple[str, str]:
    return voucher.region, voucher.application


def _paid_again(
    paid: Sequence[Voucher],
    known: Mapping[str, Settlement],
    regions: Sequence[str],
    matched: Collection[str],
) -> list[Finding]:
    """Vouchers that pay what had come back; the request may be on its way anew."""
    back = queries.bounced_applications(regions) if paid else {}
    bounced = {name for name, one in known.items() if one.state == BOUNCED}
    found = []
    for one in paid:
        row = back.get(_number(one))
        if one.number in matched or (row is None and document(one) not in bounced):
            continue
        number = queries.number(row or known[document(one)].request)
        found.append(matching.paid_after_bounce(one, number))
    return found


def _come_back(fresh: Sequence[Voucher], booked: Day, by: str, at: datetime) -> list[Finding]:
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
                findings += _refunded(known[one.original], one, booked(one), by, at)
    return findings


def _refunded(row: PaymentRequest, one: Voucher, on: date, by: str, at: datetime) -> list[Finding]:
    left = row.paid - row.refunded
    if one.amount_fen > left:
        text = (
            f"退款凭证 {one.number} {yuan(one.amount_fen)} 元，申请 {queries.number(row)} 只有 "
            f"{yuan(left)} 元可退；请核对原支付凭证号"
        )
        return [Finding("payments.refund_too_much", text, severity=WARNING)]
    refund_voucher(row=row, voucher=one, on=on, by=by, at=at)
    return []


def _open(row: PaymentRequest) -> matching.Open:
    assert row.approved_on is not None, "待录 comes after 复核"
    return matching.Open(
        row.pk, row.region, row.agency, row.payee, row.amount - row.paid - row.bounced,
        row.application,
        row.approved_on,
    )  # fmt: skip

"""Stand-alone mode: vouchers signed and sent to the bank, its return file, and what bounced."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import connection, transaction

from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused, refuse
from duzhi.ledger import api as ledger
from duzhi.money.payments import flow, postings
from duzhi.money.payments.actions.back import tell_back
from duzhi.money.payments.actions.funds import move_funds
from duzhi.money.payments.actions.vouchers import book_vouchers
from duzhi.money.payments.models import BankReturn, Batch, PaymentLine, PaymentRequest
from duzhi.money.payments.queries import banking, requests
from duzhi.money.payments.rules import NORMAL, PAID, Voucher
from duzhi.money.payments.rules import returns as rules
from duzhi.money.payments.rules.requests import OWN, yuan
from duzhi.money.payments.rules.returns import Answer, Asked, Fate
from duzhi.office import api as office

_SAID = (
    f"UPDATE {PaymentLine._meta.db_table} "  # noqa: S608, SLF001 Django's own model description
    "SET state = %s, code = %s, remark = %s, serial = %s, paid_on = %s "
    "WHERE request_id = %s AND no = %s"
)


@transaction.atomic
def sign_batch(*, vouchers: Sequence[int], on: date, by: str, at: datetime) -> Batch:
    """签章 of vouchers, which go to the bank as one file.

    Raises:
        Refused: one has no voucher, or the same person approved it; none is signed then.
    """
    rows = requests.locked_many(vouchers)
    for row in rows:
        row.state = flow.REQUEST.after(row.state, flow.SIGN)
        office.separate(row.approver, by, f"支付凭证 {row.voucher}")
    amount = sum(row.amount for row in rows)
    batch = Batch.objects.create(
        region=rows[0].region, kind=OWN, on=on, count=len(rows), amount=amount, by=by, at=at
    )
    for row in rows:
        row.batch = batch
        row.save(update_fields=["state", "batch"])
        office.log(requests.ref(row), flow.SIGN, by=by, at=at, note=str(batch))
    return batch


@transaction.atomic
def import_returns(
    *,
    rows: Sequence[Answer],
    file: intake.FileRef,
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in what the bank did: paid lines use the quota, bounced ones free it, once.

    Raises:
        Refused: a row fits nothing that was sent, or the 回单批号 was used with other content.
    """
    name, region = _named(rows)
    digest = _digest(rows)
    held = BankReturn.objects.select_for_update().filter(region=region, number=name).first()
    if held is not None:
        return _again(held, digest, len(rows))
    asked = banking.asked(sorted({row.request for row in rows}))
    if findings := rules.check_answers(rows, asked):
        raise Refused(findings)
    fates = rules.fates(rows, asked)
    paid, bounced = sum(one.paid_fen for one in fates), sum(one.bounced_fen for one in fates)
    made = BankReturn.objects.create(
        region=region, number=name, digest=digest, rows=len(rows), paid=paid, bounced=bounced,
        file=file.id, by=by, at=now,
    )  # fmt: skip
    _answer_lines(rows, asked)
    moved = _move(rows, fates, by, now)
    entries = book_vouchers(rows=_vouchers(moved, fates, rows), file=file.id)
    on = max(row.on for row in rows)
    ledger.finish(_steps(moved, fates, made, on), more=entries, by=by, at=now)
    return intake.Outcome(added=len(rows), total_fen=paid)


def _named(rows: Sequence[Answer]) -> tuple[str, str]:
    names = {(row.number, row.region) for row in rows}
    if len(names) != 1:
        text = "一个回单文件只能有一个回单批号、一个区划；请按批号分开导入"
        raise refuse("payments.return_mixed", text)
    return names.pop()


def _digest(rows: Sequence[Answer]) -> str:
    """Of what the rows say, wherever they stand."""
    content = sorted("|".join(map(str, row[2:])) for row in rows)
    return sha256("\n".join(content).encode()).hexdigest()


def _again(held: BankReturn, digest: str, count: int) -> intake.Outcome:
    if held.digest == digest:
        return intake.Outcome(same=count, total_fen=held.paid)
    text = (
        f"回单批号 {held.number} 已于 {held.at:%Y-%m-%d} 导入，本文件内容不同；"
        "已付的结果不能改写，请银行用新的批号发更正回单"
    )
    raise refuse("payments.return_changed", text)


def _answer_lines(rows: Sequence[Answer], asked: Mapping[tuple[str, int], Asked]) -> None:
    """What the bank said, line by line, in one prepared statement: a batch has 20,000 of them."""
    said = [
        (
            rules.BOUNCED if row.result == rules.FAILURE else rules.PAID,
            row.code if row.result == rules.FAILURE else "",
            row.remark if row.result == rules.FAILURE else "",
            row.serial,
            None if row.result == rules.FAILURE else row.on.isoformat(),
            asked[row.request, row.line].request,
            row.line,
        )
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_SAID, said)


def _move(
    rows: Sequence[Answer], fates: Sequence[Fate], by: str, at: datetime
) -> dict[int, PaymentRequest]:
    """Requests after the return: paid as far as it went, 退票 when nothing did."""
    on = {row.request: row.on for row in rows}
    held = PaymentRequest.objects.filter(pk__in=[fate.request for fate in fates]).order_by("pk")
    found = {row.pk: row for row in held}
    for fate in fates:
        row = found[fate.request]
        row.paid += fate.paid_fen
        row.bounced += fate.bounced_fen
        if fate.paid_fen:
            row.paid_on = on[requests.number(row)]
        if row.paid + row.bounced == row.amount:
            row.state = flow.REQUEST.after(row.state, flow.PAY if row.paid else flow.BOUNCE)
        row.save(update_fields=["paid", "bounced", "paid_on", "state"])
        _tell(row, fate, by, at)
    move_funds(rows=found.values())
    return found


def _tell(row: PaymentRequest, fate: Fate, by: str, at: datetime) -> None:
    note = f"银行付款 {yuan(fate.paid_fen)} 元，退票 {yuan(fate.bounced_fen)} 元"
    office.log(requests.ref(row), "银行回单", by=by, at=at, note=note)
    if fate.bounced_fen:
        said = f"退票 {yuan(fate.bounced_fen)} 元，请更正收款账号后重发"
        tell_back(row=row, said=said, by=by, at=at)


def _steps(
    moved: Mapping[int, PaymentRequest], fates: Sequence[Fate], made: BankReturn, on: date
) -> list[ledger.Step]:
    steps = []
    for fate in fates:
        row = moved[fate.request]
        ref = requests.hold(row)
        source = Ref(rules.RETURN, f"{made.region}/{made.number}/{requests.number(row)}")
        if fate.paid_fen:
            steps.append(ledger.Step(ref, source, postings.QUOTA_SPENT, fate.paid_fen, on))
        if fate.bounced_fen:
            steps.append(ledger.Step(ref, source, "", fate.bounced_fen, on))
    return steps


def _vouchers(
    moved: Mapping[int, PaymentRequest], fates: Sequence[Fate], rows: Sequence[Answer]
) -> list[Voucher]:
    """One 支付凭证 per request and return: what the bank really paid."""
    first = {row.request: row for row in reversed(rows) if row.result == rules.SUCCESS}
    return [
        _voucher(moved[fate.request], fate.paid_fen, first[requests.number(moved[fate.request])])
        for fate in fates
        if fate.paid_fen
    ]


def _voucher(row: PaymentRequest, fen: int, answer: Answer) -> Voucher:
    """The voucher as IN-09 would have reported it; a second part has a number of its own."""
    part = "" if row.paid == fen else f"-{answer.number}"
    return Voucher(
        sheet=answer.sheet,
        row=answer.row,
        application=requests.number(row),
        number=f"{row.voucher}{part}",
        dated=row.approved_on,
        paid_on=answer.on,
        year=row.year,
        region=row.region,
        agency=row.agency,
        agency_name=row.agency_name,
        fund_type=row.fund_type,
        subject=row.subject,
        gov_econ=row.gov_econ,
        dep_econ=row.dep_econ,
        project=row.project,
        project_name="",
        payee=row.payee,
        account="",
        purpose=row.purpose,
        kind=NORMAL,
        original="",
        amount_fen=fen,
        guarantee=row.guarantee,
        direct=row.direct,
        source_doc=row.source_doc,
        bond=row.bond,
        status=PAID,
    )

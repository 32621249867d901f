"""资金请示 with 批示: registered or imported, sent back, and kept in step with their requests."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.money.payments.models import FundRequest, PaymentRequest
from duzhi.money.payments.queries import funds as queries
from duzhi.money.payments.queries import requests as asked
from duzhi.money.payments.rules import funds as rules
from duzhi.money.payments.rules.funds import Paper
from duzhi.money.payments.rules.requests import SENT_BACK, fund_state, said, yuan
from duzhi.office import api as office

_FIELDS = (
    *("agency", "agency_name", "purpose", "approver", "approved_on", "opinion", "minutes"),
    *("source", "creditor", "due"),
)


@transaction.atomic
def register_fund(*, paper: Paper, by: str, at: datetime) -> FundRequest:
    """Write down a 资金请示 that came back with its 批示.

    Raises:
        Refused: something is missing, the number is taken, or the day has not come.
    """
    findings = [*rules.check([paper]), *rules.check_days([paper], timezone.localdate(at))]
    if FundRequest.objects.filter(region=paper.region, number=paper.number).exists():
        text = f"来文文号 {paper.number} 已登记；请打开原记录，或核对文号"
        findings.append(Finding("payments.fund_taken", text))
    if findings:
        raise Refused(findings)
    return _create(paper, by, at)


@transaction.atomic
def import_funds(
    *,
    rows: Sequence[Paper],
    file: intake.FileRef,
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in a ledger of 批示 (IN-38); a number that stands is changed, none is taken away.

    Raises:
        Refused: an amount falls below what was asked for under it, or a day has not come.
    """
    standing = queries.numbered({row.region for row in rows}, [row.number for row in rows])
    added, changed = 0, 0
    findings = rules.check_days(rows, timezone.localdate(now))
    for paper in rows:
        old = standing.get((paper.region, paper.number))
        if old is None:
            added += 1
            _create(paper, by, now, file.id)
        elif old.digest != _digest(paper):
            changed += 1
            findings += _change(old, paper, file.id, by, now)
    if findings:
        raise Refused(findings)
    total = sum(row.amount_fen for row in rows)
    return intake.Outcome(
        added=added, changed=changed, same=len(rows) - added - changed, total_fen=total
    )


@transaction.atomic
def return_fund(*, fund: int, reason: str, by: str, at: datetime) -> FundRequest:
    """A 资金请示 will not be paid; nothing may be asked for under it any more.

    Raises:
        Refused: requests live under it.
    """
    row = FundRequest.objects.select_for_update().get(pk=fund)
    if row.listed:
        text = f"{row.number}名下还有 {yuan(row.listed)} 元支付申请；请先退回、作废这些申请"
        raise refuse("payments.fund_in_use", text)
    row.state, row.answer = SENT_BACK, said(reason)
    row.save(update_fields=["state", "answer"])
    office.log(queries.ref(row), "退回资金请示", by=by, at=at, note=row.answer)
    return row


@transaction.atomic(savepoint=False)
def move_funds(*, rows: Iterable[PaymentRequest]) -> None:
    """Bring the 资金请示 of these requests in step with what is asked for and paid under them."""
    wanted = sorted({row.fund_id for row in rows if row.fund_id is not None})
    if not wanted:
        return
    for fund in FundRequest.objects.select_for_update().filter(pk__in=wanted).order_by("pk"):
        fund.listed, fund.paid = asked.fund_sums(fund)
        returned = fund.state == SENT_BACK
        fund.state = fund_state(fund.amount, fund.listed, fund.paid, returned=returned)
        fund.save(update_fields=["listed", "paid", "state"])


def _create(paper: Paper, by: str, at: datetime, file: int | None = None) -> FundRequest:
    row = FundRequest(region=paper.region, number=paper.number, by=by, at=at)
    _write(row, paper, file)
    row.state = SENT_BACK if paper.returned else fund_state(row.amount, 0, 0)
    row.save()
    office.log(queries.ref(row), "登记资金请示", by=by, at=at, after={"amount": row.amount})
    return row


def _change(row: FundRequest, paper: Paper, file: int, by: str, at: datetime) -> list[Finding]:
    if paper.amount_fen < row.listed:
        text = (
            f"{row.number}的金额改为 {yuan(paper.amount_fen)} 元，少于已申请的 "
            f"{yuan(row.listed)} 元；请先退回多出的申请"
        )
        return [Finding("payments.fund_below", text, place=paper.place)]
    before = {"amount": row.amount, "opinion": row.opinion}
    _write(row, paper, file)
    row.state = fund_state(row.amount, row.listed, row.paid, returned=paper.returned)
    row.save()
    after = {"amount": row.amount, "opinion": row.opinion}
    office.log(queries.ref(row), "更正资金请示", by=by, at=at, before=before, after=after)
    return []


def _write(row: FundRequest, paper: Paper, file: int | None) -> None:
    for name in _FIELDS:
        setattr(row, name, getattr(paper, name))
    row.amount, row.digest = paper.amount_fen, _digest(paper)
    row.file, row.sheet, row.row = file, paper.sheet, paper.row


def _digest(paper: Paper) -> str:
    text = "|".join(str(value) for value in paper[2:])
    return blake2b(text.encode(), digest_size=16).hexdigest()

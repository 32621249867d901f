"""Reading 资金请示: what was approved and is not paid, how long it has waited, what is under it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import F, QuerySet, Sum

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding
from duzhi.money.payments.models import FundRequest, PaymentRequest
from duzhi.money.payments.queries.vouchers import visible
from duzhi.money.payments.rules.requests import (
    AGES,
    FUND_REQUEST,
    OLDEST,
    SENT_BACK,
    SETTLED,
    age,
    check_fund,
)
from duzhi.office import api as office

_CHUNK = 500


class Band(NamedTuple):
    """已批未付 of an age: how many papers, and fen still to be paid."""

    name: str
    papers: int
    fen: int


def ref(row: FundRequest) -> Ref:
    """Its document."""
    return Ref(FUND_REQUEST, f"{row.region}/{row.number}")


def numbered(
    regions: Collection[str], numbers: Sequence[str]
) -> dict[tuple[str, str], FundRequest]:
    """What stands under these numbers, locked."""
    found: dict[tuple[str, str], FundRequest] = {}
    for first in range(0, len(numbers), _CHUNK):
        some = numbers[first : first + _CHUNK]
        rows = FundRequest.objects.select_for_update().filter(region__in=regions, number__in=some)
        found |= {(row.region, row.number): row for row in rows.order_by("pk")}
    return found


def funds(scope: office.Scope, on: date) -> QuerySet[FundRequest]:
    """资金请示 approved up to a day that somebody may see."""
    return FundRequest.objects.filter(visible(scope), approved_on__lte=on)


def unpaid(scope: office.Scope, on: date) -> QuerySet[FundRequest]:
    """已批未付, the oldest first."""
    rows = funds(scope, on).exclude(state__in=(SETTLED, SENT_BACK))
    return rows.annotate(owed=F("amount") - F("paid")).order_by("approved_on", "pk")


def fund(pk: int, scope: office.Scope) -> FundRequest | None:
    """One, if somebody may see it."""
    return FundRequest.objects.filter(visible(scope), pk=pk).first()


def called(text: str, scope: office.Scope) -> QuerySet[FundRequest]:
    """资金请示 whose 文号 contains a text, the latest first."""
    rows = FundRequest.objects.filter(visible(scope), number__contains=text)
    return rows.order_by("-approved_on", "pk")


def over(asked: PaymentRequest, *, hold: bool = False) -> list[Finding]:
    """What its 资金请示 forbids of a request that is not on its way yet; `hold` locks the paper."""
    if asked.fund_id is None:
        return []
    papers = FundRequest.objects.select_for_update() if hold else FundRequest.objects
    paper = papers.get(pk=asked.fund_id)
    if paper.state == SENT_BACK:
        return [Finding("payments.fund_returned", f"{paper.number}已退回；请重新请示后再申请")]
    return check_fund(paper.amount, paper.listed + asked.amount, paper.number)


def under(row: FundRequest) -> QuerySet[PaymentRequest]:
    """Requests made under it, oldest first."""
    return PaymentRequest.objects.filter(fund=row).order_by("made_at", "pk")


def bands(rows: Iterable[FundRequest], on: date) -> list[Band]:
    """What waits, by age; every band is named, also an empty one."""
    sums = {name: [0, 0] for name in (*(name for _, name in AGES), OLDEST)}
    for row in rows:
        own = sums[age(row.approved_on, on)]
        own[0] += 1
        own[1] += row.amount - row.paid
    return [Band(name, count, fen) for name, (count, fen) in sums.items()]


def owed(region: Sequence[str], on: date) -> int:
    """Fen approved and not paid."""
    rows = FundRequest.objects.filter(region__in=region, approved_on__lte=on)
    found = rows.exclude(state=SENT_BACK).aggregate(fen=Sum(F("amount") - F("paid")))
    return found["fen"] or 0


def numbered_one(region: str, number: str, scope: office.Scope) -> FundRequest | None:
    """The paper of a number, if somebody may see it."""
    return FundRequest.objects.filter(visible(scope), region=region, number=number).first()

"""Reading batches, returns and statements: what was sent, what came back, three ways of a day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet, Sum

from duzhi.money.payments import flow
from duzhi.money.payments.models import (
    BankReturn,
    Batch,
    Payment,
    PaymentLine,
    PaymentRequest,
    StatementLine,
)
from duzhi.money.payments.rules import requests as words
from duzhi.money.payments.rules.returns import Asked
from duzhi.money.payments.rules.statements import (
    BANK,
    TREASURY,
    Day,
    Loose,
    by_voucher,
    days,
    loose,
)

_CHUNK = 500


def batches(regions: Sequence[str], kind: str) -> QuerySet[Batch]:
    """Batches, newest first."""
    return Batch.objects.filter(region__in=regions, kind=kind).order_by("-on", "-pk")


def batch(pk: int, regions: Sequence[str]) -> Batch | None:
    """One batch of these regions."""
    return Batch.objects.filter(pk=pk, region__in=regions).first()


def lines_of(row: Batch) -> QuerySet[PaymentLine]:
    """Every line of a batch, in the order of its file."""
    rows = PaymentLine.objects.filter(request__batch=row).select_related("request")
    return rows.order_by("request_id", "no")


def returned(regions: Sequence[str]) -> QuerySet[BankReturn]:
    """Returns of the bank, newest first."""
    return BankReturn.objects.filter(region__in=regions).order_by("-at", "-pk")


def asked(numbers: Sequence[str]) -> dict[tuple[str, int], Asked]:
    """Lines that lie at the bank, by request number and line; their requests are locked."""
    wanted = [pk for text in numbers if (pk := words.pk_of(text)) is not None]
    found: dict[tuple[str, int], Asked] = {}
    for first in range(0, len(wanted), _CHUNK):
        some = wanted[first : first + _CHUNK]
        held = PaymentRequest.objects.select_for_update().filter(pk__in=some, state=flow.SIGNED)
        names = {row.pk: words.number(row.year, row.pk) for row in held.order_by("pk")}
        rows = PaymentLine.objects.filter(request_id__in=list(names)).order_by("request_id", "no")
        fields = ("request_id", "no", "payee", "amount", "state")
        for one in rows.values_list(*fields):
            found[names[one[0]], one[1]] = Asked(*one)
    return found


def compared(regions: Sequence[str], start: date, end: date) -> list[Day]:
    """支付系统, 代理银行 and 国库 of every day in a span whose end is exclusive; fen."""
    within = {"region__in": regions, "on__gte": start, "on__lt": end}
    paid = Payment.objects.filter(**within, current=True).exclude(kind="correction")
    said = StatementLine.objects.filter(**within)
    return days(_sums(paid), _sums(said.filter(side=BANK)), _sums(said.filter(side=TREASURY)))


def apart(regions: Sequence[str], on: date) -> dict[str, list[Loose]]:
    """What the system and each side say differently on a day, by side."""
    within = {"region__in": regions, "on": on}
    paid = Payment.objects.filter(**within, current=True).exclude(kind="correction")
    ours = by_voucher(paid.values_list("number", "amount"))
    found = {}
    for side in (BANK, TREASURY):
        rows = StatementLine.objects.filter(**within, side=side)
        if side == BANK or rows.exclude(voucher="").exists():
            found[side] = loose(ours, by_voucher(rows.values_list("voucher", "amount")), side)
    return found


def _sums(rows: "QuerySet[Payment] | QuerySet[StatementLine]") -> dict[date, int]:
    found = rows.order_by("on").values_list("on").annotate(Sum("amount"))
    return dict(found)

"""Details beside the treasury: what must tie by day, 项 and level, and refunds by reason."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Model, QuerySet, Sum

from duzhi.intake import api as intake
from duzhi.kernel.codes import UNCLASSIFIED
from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.period import Span
from duzhi.money.receipts.models import NonTaxSlip, Refund, TaxReceipt, TreasuryRow
from duzhi.money.receipts.queries.days import OURS
from duzhi.money.receipts.rules.details import (
    PAID_IN,
    RECEIVED,
    REFUND_KIND,
    VAT_CREDIT,
    Difference,
    Tie,
    differences,
)
from duzhi.registry import api as registry

_ITEM = 7
"""Digits of a 项: details and treasury tie down to it."""
_BATCH = 500
M = TypeVar("M", bound=Model)


class Side(NamedTuple):
    """One of the two reconciliations, 税收 or 非税, over a span; fen."""

    name: str
    gross_fen: int
    refunds_fen: int
    treasury_fen: int
    differences: tuple[Difference, ...]
    compared: tuple[str, ...]
    """Months in which both sides are there."""
    missing: tuple[str, ...]
    """Months in which only the treasury is there."""
    waiting_fen: int = 0
    """Slips that were received and have not reached the treasury yet (在途)."""

    @property
    def gap_fen(self) -> int:
        """Details net of refunds less treasury."""
        return self.gross_fen - self.refunds_fen - self.treasury_fen


def reconciled(span: Span, region: str) -> tuple[Side, Side]:
    """税收 and 非税 of a region with everything below it, months without details left out."""
    return _tax(span, region), _nontax(span, region)


def vat_refunds(span: Span, region: str) -> QuerySet[Refund]:
    """The county's and townships' part of 增值税留抵退税 in a span."""
    rows = _of(Refund.objects.all(), region).filter(reason__contains=VAT_CREDIT, level__in=OURS)
    return rows.filter(on__gte=span.start, on__lt=span.end).order_by("on", "number", "no")


def refund_ref(refund: Refund) -> Ref:
    """The document a figure of refunds names."""
    return Ref(REFUND_KIND, str(refund.pk))


def refund_key(refund: Refund) -> Key:
    """The classifications of a refund."""
    regions = registry.treasuries()
    region = regions.get(refund.treasury, "")
    return Key(region=region, fund_type="11", subject=refund.subject, level=refund.level)


def refund_origins(
    asked: Sequence[tuple[Ref, Key]],
) -> dict[tuple[Ref, Key], Sequence[intake.Origin]]:
    """The file row behind each refund; names of taxpayers stay inside."""
    numbers = [int(ref.number) for ref, _ in asked]
    rows: dict[int, Refund] = {}
    for start in range(0, len(numbers), _BATCH):
        some = Refund.objects.filter(pk__in=numbers[start : start + _BATCH])
        rows |= {row.pk: row for row in some}
    return {
        pair: (_origin(rows[int(pair[0].number)]),) for pair in asked if int(pair[0].number) in rows
    }


def _tax(span: Span, region: str) -> Side:
    gross = _sums(_of(TaxReceipt.objects.all(), region), "booked_on", span)
    back = _sums(_of(Refund.objects.all(), region), "on", span)
    treasury = _treasury(span, region, "101")
    months, missing = _months({place.on for place in gross}, {place.on for place in treasury})
    net = _cut({p: gross.get(p, 0) - back.get(p, 0) for p in gross.keys() | back.keys()}, months)
    treasury = _cut(treasury, months)
    return Side(
        name="税收",
        gross_fen=sum(_cut(gross, months).values()),
        refunds_fen=sum(_cut(back, months).values()),
        treasury_fen=sum(treasury.values()),
        differences=tuple(differences(net, treasury)),
        compared=months,
        missing=missing,
    )


def _nontax(span: Span, region: str) -> Side:
    slips = _of(NonTaxSlip.objects.all(), region)
    paid = _sums(slips.filter(status=PAID_IN), "treasury_on", span, level="4")
    treasury = _treasury(span, region, "103")
    months, missing = _months({place.on for place in paid}, {place.on for place in treasury})
    paid, treasury = _cut(paid, months), _cut(treasury, months)
    waiting = slips.filter(status=RECEIVED, issued_on__lt=span.end)
    return Side(
        name="非税",
        gross_fen=sum(paid.values()),
        refunds_fen=0,
        treasury_fen=sum(treasury.values()),
        differences=tuple(differences(paid, treasury)),
        compared=months,
        missing=missing,
        waiting_fen=waiting.aggregate(sum=Sum("amount"))["sum"] or 0,
    )


def _sums(rows: QuerySet[M], field: str, span: Span, level: str = "") -> dict[Tie, int]:
    """Fen by day, 项 and level; `level` where the rows have none of their own."""
    rows = rows.filter(**{f"{field}__gte": span.start, f"{field}__lt": span.end}).order_by()
    fields = (field, "subject") if level else (field, "subject", "level")
    found: dict[Tie, int] = {}
    for on, subject, *rest, fen in rows.values_list(*fields).annotate(Sum("amount")):
        place = Tie(on, _item(subject), rest[0] if rest else level)
        found[place] = found.get(place, 0) + fen
    return found


def _treasury(span: Span, region: str, prefix: str) -> dict[Tie, int]:
    """What the treasury booked, 调整期 left out: its moves have no vouchers of their own."""
    rows = TreasuryRow.objects.filter(
        document__standing=True,
        document__adjustment=False,
        document__region__in=registry.subtree(region),
        document__on__gte=span.start,
        document__on__lt=span.end,
    ).order_by()
    found: dict[Tie, int] = {}
    grouped = rows.values_list("document__on", "subject", "level").annotate(Sum("day"))
    for on, subject, level, fen in grouped:
        if subject.removeprefix(UNCLASSIFIED).startswith(prefix) and fen:
            place = Tie(on, _item(subject), level)
            found[place] = found.get(place, 0) + fen
    return found


def _item(subject: str) -> str:
    return subject.removeprefix(UNCLASSIFIED)[:_ITEM]


def _of(rows: QuerySet[M], region: str) -> QuerySet[M]:
    """Details are filed for a whole county."""
    return rows.filter(region__startswith=region[:6])


def _months(details: Iterable[date], treasury: Iterable[date]) -> tuple[tuple[str, ...], ...]:
    known = {f"{on:%Y-%m}" for on in details}
    there = {f"{on:%Y-%m}" for on in treasury}
    return tuple(sorted(known & there)), tuple(sorted(there - known))


def _cut(sums: Mapping[Tie, int], months: Sequence[str]) -> dict[Tie, int]:
    known = set(months)
    return {place: fen for place, fen in sums.items() if f"{place.on:%Y-%m}" in known and fen}


def _origin(refund: Refund) -> intake.Origin:
    return intake.Origin(
        file=refund.file_name,
        file_id=refund.file,
        sheet=refund.sheet,
        row=refund.row,
        amount_fen=refund.amount,
        text=f"退库 {refund.number} {refund.reason}",
    )

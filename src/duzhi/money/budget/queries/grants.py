"""Reading money from above: 文号 → 指标 → 支付 → 余额."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Sum

from duzhi.intake import api as intake
from duzhi.kernel.entry import Key, Ref
from duzhi.money.budget.models import Grant
from duzhi.money.budget.queries import quotas
from duzhi.money.budget.rules.grants import Document, waits_since
from duzhi.money.budget.rules.quotas import QuotaView, county

Place = tuple[str, str]


def standing(region: str, year: int) -> dict[Place, Grant]:
    """(文号, 资金名称) → what stands."""
    rows = Grant.objects.filter(region=region, year=year, standing=True).order_by("pk")
    return {(row.doc_no, row.name): row for row in rows}


def documents(regions: Sequence[str], on: date) -> list[Document]:
    """Every 文号 of the year received by the day, the earliest first, as it stands now."""
    rows = Grant.objects.filter(
        region__in=regions, year=on.year, received_on__lte=on, standing=True
    ).order_by("received_on", "doc_no", "pk")
    under: dict[tuple[str, str], list[QuotaView]] = {}
    for one in _allotted(regions, on.year):
        under.setdefault((county(one.region), one.upper_doc), []).append(one)
    grouped: dict[tuple[str, str], list[Grant]] = {}
    for row in rows:
        grouped.setdefault((row.region, row.doc_no), []).append(row)
    return [
        _document(own, under.get((county(place[0]), place[1]), []))
        for place, own in grouped.items()
    ]


def _allotted(regions: Sequence[str], year: int) -> list[QuotaView]:
    rows = quotas.quotas(year).filter(region__in=regions).exclude(upper_doc="")
    return quotas.views(rows)


def under(region: str, year: int, doc_no: str) -> list[QuotaView]:
    """Quotas of one 文号."""
    rows = quotas.quotas(year).filter(region__startswith=region[:6], upper_doc=doc_no)
    return quotas.views(rows)


def lines(region: str, year: int, doc_no: str) -> list[Grant]:
    """The funds that came under one 文号, in the order of the file."""
    rows = Grant.objects.filter(region=region, year=year, doc_no=doc_no, standing=True)
    return list(rows.order_by("received_on", "pk"))


def received(regions: Sequence[str], on: date) -> dict[str, int]:
    """资金类别 → fen received by the day."""
    rows = Grant.objects.filter(
        region__in=regions, year=on.year, received_on__lte=on, standing=True
    ).order_by()
    return dict(rows.values_list("kind").annotate(total=Sum("amount")))


def _document(own: Sequence[Grant], below: Sequence[QuotaView]) -> Document:
    first = own[0]
    days = [view.issued_on for view in below if view.issued_on]
    allotted = sum(view.current_fen for view in below)
    return Document(
        region=first.region,
        doc_no=first.doc_no,
        name="、".join(dict.fromkeys(one.name for one in own)),
        kind=first.kind,
        received_on=waits_since([(one.received_on, one.amount) for one in own], allotted),
        direct=next((one.direct for one in own if one.direct), ""),
        amount_fen=sum(one.amount for one in own),
        allotted_fen=allotted,
        paid_fen=sum(view.paid_fen for view in below),
        reserved_fen=sum(view.reserved_fen for view in below),
        last_allotted=max(days, default=None),
        year=first.year,
    )


def origins(
    asked: Sequence[tuple[Ref, Key]],
) -> Mapping[tuple[Ref, Key], Sequence[intake.Origin]]:
    """The file row behind each document that was posted."""
    places = {ref: (ref.number, ref.revision) for ref, _ in asked}
    asked_for = {number.split("/", 3)[2] for number, _ in places.values()}
    rows = Grant.objects.filter(doc_no__in=asked_for)
    found = {
        (f"{row.region}/{row.year}/{row.doc_no}/{row.name}", row.revision): row
        for row in rows.order_by("pk")
    }
    return {
        (ref, key): (_origin(found[places[ref]]),) for ref, key in asked if places[ref] in found
    }


def _origin(row: Grant) -> intake.Origin:
    return intake.Origin(row.file_name, row.file, row.sheet, row.row, row.amount, str(row))

"""Who paid: taxpayers by what they paid this year and last (税收征管法 第八条: confidential)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Substr

from duzhi.kernel.period import Span, same_day_last_year, year_to_date
from duzhi.money.receipts.models import Refund, TaxReceipt
from duzhi.money.receipts.queries.days import OURS
from duzhi.money.receipts.rules.details import mask_taxpayer
from duzhi.money.receipts.rules.targets import mask_name
from duzhi.registry import api as registry

_ITEM = 5
_TOWNSHIP = "5"


class Filter(NamedTuple):
    """Which receipts count; an empty part holds for all. `item` is a 款 of tax."""

    item: str = ""
    industry: str = ""
    street: str = ""
    search: str = ""


EVERYBODY = Filter()


class Taxpayer(NamedTuple):
    """What a taxpayer paid into the county's and townships' budgets; fen, net of refunds."""

    key: str
    """The blind index of its number: what finds it again."""
    number: str
    """Masked: nobody reads it whole."""
    name: str
    industry: str
    street: str
    year_fen: int
    last_fen: int
    receipts: int

    @property
    def change_fen(self) -> int:
        """This year less last year's same period."""
        return self.year_fen - self.last_fen

    def masked(self) -> "Taxpayer":
        """As those see it who may not read names."""
        return self._replace(name=mask_name(self.name))


class Slice(NamedTuple):
    """A tax, an industry or a street with what was paid; fen, gross."""

    code: str
    name: str
    year_fen: int
    last_fen: int


def taxpayers(
    region: str, on: date, chosen: Filter = EVERYBODY, *, limit: int = 50, falling: bool = False
) -> list[Taxpayer]:
    """The largest payers of the year so far; with `falling` those that fell most against last year.

    Nine digits that are no county's own mean a township: its level's receipts of its street.
    """
    rows = _receipts(region, on, chosen)
    now, last = _spans(on)
    found = (
        rows.values("taxpayer_index")
        .annotate(
            year=Coalesce(Sum("amount", filter=now), 0),
            before=Coalesce(Sum("amount", filter=last), 0),
            count=Count("pk", filter=now),
            who=Max("taxpayer"),
            tin=Max("taxpayer_id"),
            trade=Max("industry"),
            place=Max("street"),
        )
        .annotate(change=F("year") - F("before"))
        .order_by("change" if falling else "-year", "taxpayer_index")[:limit]
    )
    back = _refunded(on, [row["taxpayer_index"] for row in found], region, chosen)
    return [_taxpayer(row, back) for row in found]


def whole(region: str, on: date, chosen: Filter = EVERYBODY) -> tuple[int, int, int]:
    """Fen of this year and last, and how many taxpayers paid this year; gross."""
    now, last = _spans(on)
    found = _receipts(region, on, chosen).aggregate(
        year=Coalesce(Sum("amount", filter=now), 0),
        before=Coalesce(Sum("amount", filter=last), 0),
        payers=Count("taxpayer_index", distinct=True, filter=now),
    )
    return found["year"], found["before"], found["payers"]


def by_industry(region: str, on: date, chosen: Filter = EVERYBODY) -> list[Slice]:
    """Industries by what they paid."""
    return _slices(_receipts(region, on, chosen), "industry", on)


def by_street(region: str, on: date, chosen: Filter = EVERYBODY) -> list[Slice]:
    """Streets and townships by what their taxpayers paid."""
    return _slices(_receipts(region, on, chosen), "street", on)


def by_tax(region: str, on: date, chosen: Filter = EVERYBODY) -> list[Slice]:
    """Taxes by what was paid."""
    rows = _receipts(region, on, chosen).annotate(code=Substr("subject", 1, _ITEM))
    return [
        one._replace(name=registry.name_of(one.code, "11", registry.REVENUE, on.year))
        for one in _slices(rows, "code", on)
    ]


def street_of(region: str) -> str:
    """The name by which receipts know a township; empty for the county with all below it."""
    return "" if len(region) != 9 or region.endswith("000") else registry.region_name(region)  # noqa: PLR2004 digits of a 区划


def _receipts(region: str, on: date, chosen: Filter) -> QuerySet[TaxReceipt]:
    now, last = _spans(on)
    rows = TaxReceipt.objects.filter(now | last, region__startswith=region[:6])
    if street := street_of(region):
        rows = rows.filter(street=street, level=_TOWNSHIP)
    else:
        own = region.endswith("000") and len(region) == 9  # noqa: PLR2004 digits of a 区划
        rows = rows.filter(level__in=OURS[:1] if own else OURS)
    return _chosen(rows, chosen).order_by()


def _chosen(rows: QuerySet[TaxReceipt], chosen: Filter) -> QuerySet[TaxReceipt]:
    tests = Q()
    if chosen.item:
        tests &= Q(subject__startswith=chosen.item)
    if chosen.industry:
        tests &= Q(industry=chosen.industry)
    if chosen.street:
        tests &= Q(street=chosen.street)
    if chosen.search:
        index = registry.account_index(chosen.search)
        tests &= Q(taxpayer__contains=chosen.search) | Q(taxpayer_index=index)
    return rows.filter(tests)


def _spans(on: date) -> tuple[Q, Q]:
    year, last = year_to_date(on), year_to_date(same_day_last_year(on))
    return _within("booked_on", year), _within("booked_on", last)


def _within(field: str, span: Span) -> Q:
    return Q(**{f"{field}__gte": span.start, f"{field}__lt": span.end})


def _slices(rows: QuerySet[TaxReceipt], field: str, on: date) -> list[Slice]:
    now, last = _spans(on)
    found = rows.values(field).annotate(
        year=Coalesce(Sum("amount", filter=now), 0), before=Coalesce(Sum("amount", filter=last), 0)
    )
    return [
        Slice(row[field], row[field] or "未填", row["year"], row["before"])
        for row in found.order_by("-year", field)
    ]


def _refunded(
    on: date, indexes: Sequence[str], region: str, chosen: Filter
) -> dict[str, tuple[int, int]]:
    """Refunds of these taxpayers in both years; a street's own are those of its payers."""
    year, last = year_to_date(on), year_to_date(same_day_last_year(on))
    now, earlier = _within("on", year), _within("on", last)
    rows = Refund.objects.filter(
        now | earlier, region__startswith=region[:6], level__in=OURS, taxpayer_index__in=indexes
    )
    if chosen.item:
        rows = rows.filter(subject__startswith=chosen.item)
    sums = rows.order_by().values("taxpayer_index")
    found = sums.annotate(year=Sum("amount", filter=now), before=Sum("amount", filter=earlier))
    return {row["taxpayer_index"]: (row["year"] or 0, row["before"] or 0) for row in found}


def _taxpayer(row: Mapping[str, Any], back: Mapping[str, tuple[int, int]]) -> Taxpayer:
    year, last = back.get(row["taxpayer_index"], (0, 0))
    return Taxpayer(
        key=row["taxpayer_index"],
        number=mask_taxpayer(row["tin"]),
        name=row["who"],
        industry=row["trade"],
        street=row["place"],
        year_fen=row["year"] - year,
        last_fen=row["before"] - last,
        receipts=row["count"],
    )

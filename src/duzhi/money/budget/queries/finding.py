"""Finding quotas and money from above by what stands on a paper."""

from collections.abc import Sequence

from django.db.models import Min, Q, QuerySet, Sum

from duzhi.money.budget.models import Grant, Quota
from duzhi.money.budget.queries import quotas as standing

_DISTRICT = 6


def quotas(year: int, where: Q | None, number: str, document: str) -> QuerySet[Quota]:
    """Quotas whose number begins so, or whose 上级文号 or own 文号 contains a text."""
    found = Q(pk__in=())
    if number:
        found |= Q(number__startswith=number)
    if document:
        found |= Q(upper_doc__contains=document) | Q(doc_no__contains=document)
    return standing.quotas(year, where).filter(found)


def grants(region: str, document: str) -> Sequence[tuple[str, int, str, str, int]]:
    """区划, year, 文号, first fund and fen of each document of a county, the latest first."""
    rows = Grant.objects.filter(
        region__startswith=region[:_DISTRICT], doc_no__contains=document, standing=True
    )
    group = ("region", "year", "doc_no")
    sums = rows.values_list(*group).annotate(name_=Min("name"), fen=Sum("amount"))
    return list(sums.order_by("-year", "doc_no", "region")[:50])

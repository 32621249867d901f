"""Endpoints of units and regions."""

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from duzhi.ledger import api as ledger
from duzhi.registry import api as registry
from duzhi.web.interface import shapes
from duzhi.web.interface.reader import reader

router = Router(tags=["基础资料"])


@router.get(
    "/units",
    response=shapes.answers(shapes.Units),
    summary="预算单位",
    description="数据范围内、某一天存在的预算单位，按代码。",
)
def unit_list(
    request: HttpRequest,
    on: shapes.Day = None,
    q: shapes.Words = "",
    limit: shapes.Limit = 50,
    offset: shapes.Offset = 0,
) -> dict[str, object]:
    """Units of a day within the reader's scope."""
    day = on or ledger.last_day() or timezone.localdate()
    scope = reader(request).scope
    rows = registry.agencies(day).filter(scope.where(region="region", agency="code"))
    if q:
        rows = rows.filter(Q(name__contains=q) | Q(code__startswith=q))
    total = rows.count()
    return {
        "as_of": day,
        "total": total,
        "items": list(rows[offset : offset + limit]),
        "next_offset": shapes.following(offset, limit, more=total > offset + limit),
    }


@router.get(
    "/regions",
    response=shapes.answers(shapes.Regions),
    summary="财政区划",
    description="本机登记的财政区划，按代码。",
)
def region_list(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 ninja gives it
    """The regions."""
    return {"items": list(registry.regions())}

"""今日库款: how much there is, what of it is bound, how long it lasts."""

from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.kernel.money import show
from duzhi.money.treasury.queries import band as bands
from duzhi.money.treasury.queries import position
from duzhi.money.treasury.queries.position import Point, Position
from duzhi.registry import api as registry
from duzhi.web import api as web


def today(screen: web.Screen) -> HttpResponseBase:
    """Cash of the day, the twelve months behind it, and where it comes from."""
    found = position.position(screen.region, screen.on)
    months = position.months(screen.region, screen.on)
    return web.render(
        screen,
        "treasury/cash.html",
        found=found,
        headline=headline(found, screen),
        band=bands.band(found) if found else None,
        colour=bands.COLOURS.get(found.level, "grey") if found else "",
        k=bands.k_text(found.k) if found else "",
        k_net=bands.k_text(found.k_net) if found else "",
        months=months[::-1],
        chart=_chart(position.weekly(position.curve(screen.region, screen.on)), screen.unit),
        basis=registry.law_at("treasury_bands", screen.on).basis,
        average=registry.law_at("treasury_outflow_base", screen.on).basis,
        booked=screen.value("treasury.cash"),
    )


def headline(found: Position | None, screen: web.Screen) -> str:
    """The answer in one sentence."""
    if found is None:
        return f"{screen.on.year}年{screen.on.month}月没有库款日报；请先导入 IN-11"
    amount = show(found.closing_fen, "万元", 0, thousands=True)
    start = f"库款余额 {amount} 万元"
    if found.held_fen:
        start += f"，其中受限 {show(found.held_fen, '万元', 0, thousands=True)} 万元"
    return (
        f"{start}；保障水平 {bands.k_text(found.k)}，{found.level}"
        if found.k is not None
        else start
    )


def _chart(points: list[Point], unit: str) -> documents.Chart | None:
    """The balance at the end of every week of twelve months, and on the lowest day."""
    if len(points) < 2:  # noqa: PLR2004 a line needs two ends
        return None
    low = min(points, key=lambda one: (one.closing_fen, one.on))
    amount = show(low.closing_fen, "万元", 0, thousands=True)
    return documents.Chart(
        documents.AREA,
        f"近十二个月库款最低 {amount} 万元（{low.on}）",
        unit,
        tuple(f"{one.on:%Y-%m-%d}" for one in points),
        (documents.Series("库款余额", tuple(one.closing_fen for one in points)),),
    )

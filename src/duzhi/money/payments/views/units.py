"""Units by what they spent: month, year, last year, part of the whole."""

from django.http.response import HttpResponseBase

from duzhi.documents.api import PERCENT
from duzhi.kernel.codes import BUDGET_NAMES, CAPITAL, FUND, GENERAL
from duzhi.kernel.money import growth, rate, show
from duzhi.kernel.wording import months, percent
from duzhi.money.payments.queries import units
from duzhi.money.payments.queries.units import Unit
from duzhi.registry import api as registry
from duzhi.web import api as web

_FUNDS = [(code, BUDGET_NAMES[code]) for code in (GENERAL, FUND, CAPITAL)]
_TOP = 10
LIST = web.List(
    columns=(
        web.Column("no", "名次", web.COUNT, sort=True),
        web.Column("code", "单位代码", web.CODE, sort=True, wide=True),
        web.Column("name", "单位名称", lead=lambda row: ("payments.list", {"unit": row.code})),
        web.Column("month_fen", "当月", web.MONEY, sort=True, total=True, wide=True),
        web.Column("year_fen", "累计", web.MONEY, sort=True, total=True),
        web.Column("last_fen", "上年同期", web.MONEY, sort=True, total=True),
        web.Column("change_fen", "增减额", web.MONEY, sort=True, total=True, wide=True),
        web.Column("growth", "增减％", PERCENT, sort=True),
        web.Column("share", "占比％", PERCENT, sort=True, wide=True),
    ),
    filters=(web.Search("q", "单位名称或代码", ("name", "code")),),
    order="no",
    noun="个单位",
    empty="没有支出的单位；请先导入支付明细（IN-09），或换一天",
)


def ranking(screen: web.Screen) -> HttpResponseBase:
    """Every unit in the reader's scope by what it spent."""
    asked = screen.request.GET.get("fund", "")
    fund = asked if asked in dict(_FUNDS) else ""
    place = ("payments.units", screen.region, screen.on, fund)
    everyone = web.kept(place, screen.stamp, lambda: units.units(screen.region, screen.on, fund))
    found = _seen(screen, everyone)
    year = sum(one.year_fen for one in found)
    last = sum(one.last_fen for one in found)
    return web.list_page(
        screen,
        LIST,
        found,
        "payments/units.html",
        headline=_headline(found, year),
        year_fen=year,
        last_fen=last,
        growth=growth(year, last),
        funds=_FUNDS,
        fund=fund,
        own=units.budgets(screen.region, screen.on, found[0].code) if len(found) == 1 else [],
        period=f"{screen.on.year}年{months(screen.on)}",
    )


def _seen(screen: web.Screen, found: list[Unit]) -> list[Unit]:
    """Units the reader may see; rank and part of the whole stay those among all."""
    scope = screen.scope()
    if scope.covers(screen.region):
        return found
    places = dict(registry.Agency.objects.values_list("code", "region"))
    return [one for one in found if scope.covers(places.get(one.code, ""), agency=one.code)]


def _headline(found: list[Unit], year_fen: int) -> str:
    if not found:
        return "您的数据范围内没有单位支出"
    if len(found) == 1:
        amount = show(found[0].year_fen, "万元", thousands=True)
        return f"{found[0].name}累计支出 {amount} 万元"
    top = sum(one.year_fen for one in found[:_TOP])
    share = rate(top, year_fen)
    words = f"，占 {percent(share)}" if share is not None else ""
    amount = show(top, "万元", 0, thousands=True)
    return f"{len(found)} 个单位中，支出最多的 {min(_TOP, len(found))} 个 {amount} 万元{words}"

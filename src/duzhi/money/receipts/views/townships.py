"""Which township is furthest behind, and why: the ranking, and one township."""

from django.http.response import HttpResponseBase

from duzhi.documents.api import PERCENT, POINTS
from duzhi.kernel.money import show
from duzhi.kernel.period import year_to_date
from duzhi.kernel.wording import months, percent
from duzhi.money.receipts.documents import pictures
from duzhi.money.receipts.documents.pictures import headline
from duzhi.money.receipts.queries import series, taxpayers, townships
from duzhi.money.receipts.queries.townships import Ranking, Reasons
from duzhi.money.receipts.rules.targets import GENERAL, MEASURE_NAMES, TAX
from duzhi.registry import api as registry
from duzhi.web import api as web

READ_NAMES = "receipts.read_taxpayers"
_DISTRICT = 6
_LISTED = 10
_MEASURES = ((TAX, MEASURE_NAMES[TAX]), (GENERAL, MEASURE_NAMES[GENERAL]))
LIST = web.List(
    columns=(
        web.Column("no", "名次", web.COUNT, sort=True),
        web.Column("name", "乡镇办", lead=lambda row: ("receipts.township", row.code)),
        web.Column("leader", "责任领导", wide=True),
        web.Column("target_fen", "年度目标", web.MONEY, sort=True, wide=True),
        web.Column("month_fen", "当月", web.MONEY, sort=True, wide=True),
        web.Column("year_fen", "累计", web.MONEY, sort=True),
        web.Column("completion", "完成％", PERCENT, sort=True),
        web.Column("ahead", "超欠进度", POINTS, sort=True),
        web.Column("last_fen", "上年同期", web.MONEY, sort=True, wide=True),
        web.Column("change_fen", "增减额", web.MONEY, sort=True, wide=True),
        web.Column("growth", "增减％", PERCENT, sort=True),
        web.Column("tax_share", "税收占比", PERCENT, sort=True, wide=True),
        web.Column("reason", "主要缺口（比序时）", wide=True),
    ),
    order="no",
    noun="个",
    empty="没有登记乡镇；请先导入财政区划表（REG-01）",
)


def ranking(screen: web.Screen) -> HttpResponseBase:
    """Every township by completion; a township's own people go straight to theirs."""
    if _is_township(screen.region):
        return web.done(screen, screen.link("receipts.township", screen.region))
    measure = _measure(screen)
    found = _ranking(screen, measure)
    return web.list_page(
        screen,
        LIST,
        found.rows,
        "receipts/townships.html",
        found=found,
        headline=headline(found),
        measure=measure,
        measures=_MEASURES,
        period=f"{screen.on.year}年{months(screen.on)}",
    )


def township(screen: web.Screen, code: str) -> HttpResponseBase:
    """One township: which taxes and which taxpayers are short.

    Raises:
        LookupError: no such township in the page's region.
    """
    measure = _measure(screen)
    if code not in registry.subtree(screen.region):
        screen.require("read", region=code)
        raise LookupError(f"{screen.region_name}没有区划 {code}；请从乡镇排名进入")
    found = _ranking(screen, measure)
    why = townships.reasons(code, screen.on, measure, found=found)
    if why is None:
        raise LookupError(f"{screen.region_name}没有区划 {code}；请从乡镇排名进入")
    prefix = ("101",) if measure == TAX else ()
    paid = taxpayers.taxpayers(code, screen.on, limit=_LISTED, falling=True)
    named = screen.may(READ_NAMES, region=code)
    span = year_to_date(screen.on)
    by_month = series.months(code, screen.on, prefix)
    return web.render(
        screen,
        "receipts/township.html",
        why=why,
        row=why.row,
        found=found,
        headline=_why(why),
        chart=pictures.by_month("按月与上年比", screen.unit, by_month),
        payers=[one if named else one.masked() for one in paid if one.change_fen < 0],
        named=named,
        measure=measure,
        measures=_MEASURES,
        span=span,
        period=f"{screen.on.year}年{months(screen.on)}",
    )


def _ranking(screen: web.Screen, measure: str) -> Ranking:
    """Of the county, once until anything changes."""
    county, on = screen.region[:_DISTRICT], screen.on
    place = (f"receipts.ranking.{measure}", county, on)
    return web.kept(place, screen.stamp, lambda: townships.ranking(county, on, measure))


def _why(why: Reasons) -> str:
    row = why.row
    short = [part for part in why.items if part.short_fen > 0]
    names = "、".join(part.name for part in short[:2]) + (
        f"等 {len(short)} 税" if short[2:] else ""
    )
    fen = sum(part.short_fen for part in short)
    if row.completion is None or row.ahead is None:
        start = f"{row.name}累计 {_wan(row.year_fen)} 万元，没有预期目标"
        return f"{start}；{names}比上年少 {_wan(fen)} 万元" if short else start
    word = "超" if row.ahead > 0 else "欠"
    gap = percent(abs(row.ahead)).removesuffix("％")
    start = f"{row.name}完成 {percent(row.completion)}，{word}进度 {gap} 个百分点"
    if not short:
        return f"{start}，各税种都不欠序时"
    return f"{start}；{names}欠 {_wan(fen)} 万元"


def _measure(screen: web.Screen) -> str:
    asked = screen.request.GET.get("measure", "")
    return asked if asked in MEASURE_NAMES else TAX


def _is_township(region: str) -> bool:
    return len(region) != _DISTRICT and not region.endswith("000")


def _wan(fen: int) -> str:
    return show(fen, "万元", 0, thousands=True)

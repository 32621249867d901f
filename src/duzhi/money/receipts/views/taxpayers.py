"""Who paid: taxpayers by tax, industry and street; names only for those who may read them."""

from collections.abc import Sequence

from django.http.response import HttpResponseBase

from duzhi.kernel.money import rate, show
from duzhi.kernel.wording import months, percent
from duzhi.money.receipts.queries import taxpayers
from duzhi.money.receipts.queries.taxpayers import Filter, Slice, Taxpayer
from duzhi.money.receipts.views.townships import READ_NAMES
from duzhi.web import api as web

_MOST = 500
_TOP = 10
_LONGEST = 60


def _list(industries: Sequence[Slice], streets: Sequence[Slice]) -> web.List:
    """The filters narrow in the query; the list only shows them and sorts."""
    return web.List(
        columns=(
            web.Column("name", "纳税人"),
            web.Column("number", "识别号", web.CODE, wide=True),
            web.Column("industry", "行业", wide=True),
            web.Column("street", "街道乡镇", wide=True),
            web.Column("receipts", "税票张数", web.COUNT, sort=True, wide=True),
            web.Column("year_fen", "累计", web.MONEY, sort=True, total=True),
            web.Column("last_fen", "上年同期", web.MONEY, sort=True, total=True),
            web.Column("change_fen", "增减额", web.MONEY, sort=True, total=True),
        ),
        filters=(
            web.Choice(
                "industry", "行业", [(one.code, one.name) for one in industries if one.code]
            ),
            web.Choice("street", "街道乡镇", [(one.code, one.name) for one in streets if one.code]),
        ),
        order="-year_fen",
        noun="户",
        empty="没有符合条件的纳税人；请放宽筛选，或先导入税收入库明细（IN-02）",
    )


def ranked(screen: web.Screen) -> HttpResponseBase:
    """The largest taxpayers of the year so far, with what they paid last year."""
    given = screen.request.GET
    named = screen.may(READ_NAMES)
    chosen = Filter(
        item=given.get("item", "")[:5],
        industry=given.get("industry", "")[:_LONGEST],
        street=given.get("street", "")[:_LONGEST],
        search=given.get("q", "").strip()[:_LONGEST] if named else "",
    )
    taxes, industries, streets = web.kept(
        ("receipts.slices", screen.region, screen.on), screen.stamp, lambda: _slices(screen)
    )
    rows, (fen, last, payers) = web.kept(
        ("receipts.payers", screen.region, screen.on, chosen),
        screen.stamp,
        lambda: (
            taxpayers.taxpayers(screen.region, screen.on, chosen, limit=_MOST),
            taxpayers.whole(screen.region, screen.on, chosen),
        ),
    )
    shown = rows if named else [one.masked() for one in rows]
    return web.list_page(
        screen,
        _list(industries, streets),
        shown,
        "receipts/taxpayers.html",
        headline=_headline(rows, fen, payers),
        whole_fen=fen,
        last_fen=last,
        payers=payers,
        taxes=taxes,
        chosen=chosen,
        named=named,
        most=_MOST,
        period=f"{screen.on.year}年{months(screen.on)}",
        industries=industries[:_TOP],
    )


def _slices(screen: web.Screen) -> tuple[list[Slice], list[Slice], list[Slice]]:
    """By tax, industry and street, unfiltered."""
    asked = (screen.region, screen.on)
    return (taxpayers.by_tax(*asked), taxpayers.by_industry(*asked), taxpayers.by_street(*asked))


def _headline(rows: Sequence[Taxpayer], fen: int, payers: int) -> str:
    if not rows:
        return "没有税票明细；请先导入税收入库明细（IN-02）"
    top = rows[:_TOP]
    share = rate(sum(one.year_fen for one in top), fen)
    words = f"，占 {percent(share)}" if share is not None else ""
    amount = show(sum(one.year_fen for one in top), "万元", 0, thousands=True)
    return f"{payers} 户纳税人中，前 {len(top)} 户缴税 {amount} 万元{words}"

"""Do tax details and slips tie to the treasury, by day, 项 and level?"""

from typing import NamedTuple

from django.http.response import HttpResponseBase

from duzhi.kernel.codes import LEVEL_NAMES
from duzhi.kernel.period import year_to_date
from duzhi.kernel.wording import months
from duzhi.money.receipts.queries import details
from duzhi.money.receipts.queries.details import Side
from duzhi.registry import api as registry
from duzhi.web import api as web

LIST = web.List(
    columns=(
        web.Column("side", "项目"),
        web.Column("on", "日期", web.DAY, sort=True),
        web.Column("subject", "科目", web.CODE, sort=True),
        web.Column("name", "科目名称"),
        web.Column("level", "级次"),
        web.Column("details_fen", "明细净额", web.MONEY, sort=True, total=True),
        web.Column("treasury_fen", "国库数", web.MONEY, sort=True, total=True),
        web.Column("gap_fen", "差额", web.MONEY, sort=True, total=True),
    ),
    filters=(
        web.Choice("side", "项目", (("税收", "税收"), ("非税", "非税"))),
        web.Days("on", "日期"),
    ),
    order="on",
    noun="项",
    empty="没有不符的日、科目和级次：明细与国库逐日相符",
)


class Gap(NamedTuple):
    """A day, 项 and level on which both do not tie; fen."""

    side: str
    on: object
    subject: str
    name: str
    level: str
    details_fen: int
    treasury_fen: int
    gap_fen: int


def reconciled(screen: web.Screen) -> HttpResponseBase:
    """Totals of both sides, then every difference."""
    sides = details.reconciled(year_to_date(screen.on), screen.region)
    rows = [gap for side in sides for gap in _gaps(side, screen.on.year)]
    return web.list_page(
        screen,
        LIST,
        rows,
        "receipts/reconcile.html",
        sides=[(side, side.gross_fen - side.refunds_fen) for side in sides],
        headline=_headline(sides, len(rows)),
        period=f"{screen.on.year}年{months(screen.on)}",
    )


def _gaps(side: Side, year: int) -> list[Gap]:
    return [
        Gap(
            side.name,
            one.place.on,
            one.place.subject,
            registry.name_of(one.place.subject, "11", registry.REVENUE, year),
            LEVEL_NAMES.get(one.place.level, one.place.level),
            one.details_fen,
            one.treasury_fen,
            one.gap_fen,
        )
        for one in side.differences
    ]


def _headline(sides: tuple[Side, Side], count: int) -> str:
    if not any(side.compared for side in sides):
        return "还没有可以对账的明细；请先导入税收入库明细（IN-02）和缴款书（IN-04）"
    if count:
        return f"明细与国库有 {count} 项不符，请逐项核对"
    return "税票、退库、缴款书与国库逐日、逐科目、逐级次相符，差异 0"

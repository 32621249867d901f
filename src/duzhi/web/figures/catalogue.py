"""指标目录: every figure of the house with its value on the day, by whom, and what is missing."""

from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from pypinyin import Style, lazy_pinyin

from duzhi.figures import api as figures
from duzhi.web import shown, stamp
from duzhi.web.listing.columns import CODE, STATE, Column
from duzhi.web.listing.filters import Choice, Search
from duzhi.web.listing.lists import List, list_page
from duzhi.web.screen import Screen

AREAS = {
    "receipts": "收入",
    "budget": "预算",
    "payments": "支出",
    "treasury": "国库",
    "time": "时间",
    "bonds": "债券",
    "debt": "债务",
    "arrears": "欠发",
    "transfers": "转移支付",
    "subsidies": "惠民补贴",
    "procurement": "政府采购",
    "appraisal": "投资评审",
    "performance": "绩效",
    "assets": "资产",
    "supervision": "监督考核",
    "party": "党建",
}
"""What the first part of a code is called."""
KINDS = ("计算", "填报", "公布", "待报")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure in the catalogue."""

    code: str
    numbers: str
    name: str
    letters: str
    area: str
    office: str
    kind: str
    amount: str
    unit: str
    size: Any

    @property
    def pk(self) -> str:
        """Its code."""
        return self.code

    @property
    def rank(self) -> tuple[bool, str]:
        """Figures that papers number come first."""
        return not self.numbers, self.numbers or self.code


def catalogue(screen: Screen) -> HttpResponseBase:
    """All figures; what is missing can be filtered."""
    key = ("catalogue", screen.on, screen.region, screen.unit)
    found = stamp.kept(key, screen.stamp, lambda: _entries(screen))
    missing = [one for one in found if one.kind == shown.MISSING]
    return list_page(
        screen,
        LIST,
        found,
        "figures/catalogue.html",
        count=len(found),
        computed=sum(one.kind == "计算" for one in found),
        reported=sum(one.kind == "填报" for one in found),
        missing=missing,
        owing=sorted({one.office for one in missing}),
    )


def _entries(screen: Screen) -> list[Entry]:
    return [_entry(screen, one) for one in figures.figures()]


def _entry(screen: Screen, one: figures.Figure) -> Entry:
    value = screen.value(one.code)
    area = one.code.partition(".")[0]
    return Entry(
        code=one.code,
        numbers="、".join(figures.numbers_of(one.code)),
        name=one.name,
        letters="".join(lazy_pinyin(one.name, style=Style.FIRST_LETTER)),
        area=AREAS.get(area, area),
        office=one.office,
        kind=shown.kind(value),
        amount=shown.text(value, screen.unit),
        unit=shown.unit_of(value, screen.unit),
        size=value.in_unit,
    )


def _offices(_: Screen) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted({one.office for one in figures.figures()})]


def _areas(_: Screen) -> list[tuple[str, str]]:
    used = {one.code.partition(".")[0] for one in figures.figures()}
    return [(name, name) for code, name in AREAS.items() if code in used]


def _page_of(row: Entry) -> tuple[object, ...]:
    return "figures.page", row.code


LIST = List(
    columns=(
        Column("numbers", "编号", CODE, sort=True),
        Column("name", "指标", sort=True, lead=_page_of),
        Column("amount", "数值", kind="number"),
        Column("unit", "单位", CODE),
        Column("kind", "来源", STATE, sort=True),
        Column("area", "业务", sort=True, wide=True),
        Column("office", "责任股室", sort=True, wide=True),
        Column("code", "代码", CODE, sort=True, wide=True),
    ),
    filters=(
        Search("q", "指标名称、编号、代码或首字母", ("name", "numbers", "code", "letters")),
        Choice("kind", "来源", tuple((kind, kind) for kind in KINDS)),
        Choice("office", "责任股室", _offices),
        Choice("area", "业务", _areas),
    ),
    order="rank",
    noun="项",
    empty="没有符合条件的指标；请放宽筛选条件",
)

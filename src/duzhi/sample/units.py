"""Budget units of the county (REG-02).

`data/departments.csv` lists the county's departments with the 功能科目 they run on and spend on
(`*n` weighs an item, `old/new` is an item re-classified from 2023); schools, health centres and
township units follow the townships. 青岚市商务局 is renamed on 2023-01-01 and gets a new code.
"""

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from duzhi.sample.facts import COUNTY, LAST
from duzhi.sample.names import DATA
from duzhi.sample.regions import COUNTY_REGION, TOWNSHIPS
from duzhi.sample.workbook import TEXT, Sheet, write_xlsx

RENAMED = "118001"
RENAMED_TO = ("118002", "青岚市商务和投资促进局")
RENAMED_IN = 2023
DEPARTMENT_SCALE = 20
OFFICIAL = ("行政", "参公")
"""Kinds of units whose staff are paid under 501; the others under 505."""


@dataclass(frozen=True)
class Unit:
    """A budget unit for as long as its code is valid."""

    code: str
    name: str
    kind: str
    office: str
    region: str
    op: str
    """功能科目 of its staff and running costs."""
    items: tuple[str, ...]
    staff: int
    scale: int = 1
    """What its item weights are multiplied by: a department spends more than a township."""
    first_year: int = 0
    last_year: int = 9999
    former: str = ""

    @property
    def official(self) -> bool:
        """Whether it is an administrative body."""
        return self.kind in OFFICIAL

    def active(self, year: int) -> bool:
        """Whether its code is valid in a year."""
        return self.first_year <= year <= self.last_year


@cache
def units() -> tuple[Unit, ...]:
    """Every unit, in the order of its code."""
    everything = [*_departments(), *_schools(), *_health_centres(), *_townships()]
    return tuple(sorted(everything, key=lambda unit: unit.code))


def write(folder: Path) -> Path:
    """REG-02: one row per unit and code."""
    titles = ("单位代码", "单位名称", "主管部门代码", "单位性质", "归口股室", "区划代码",
              "生效日期", "失效日期", "原单位代码")  # fmt: skip
    sheet = Sheet(
        f"{COUNTY}预算单位",
        (f"编制单位：{COUNTY}财政局", f"{LAST[0]}年{LAST[1]:02d}月"),
        [(title, TEXT) for title in titles],
    )
    rows = [_row(unit) for unit in units()]
    return write_xlsx(folder / "基础" / "REG-02 预算单位.xlsx", sheet, rows)


def item_of(token: str, year: int) -> tuple[str, int]:
    """功能科目 and weight of a project item in a year.

    >>> item_of("2120399/2130142*3", 2023), item_of("2010104", 2022)
    (('2130142', 3), ('2010104', 1))
    """
    codes, _, weight = token.partition("*")
    old, _, new = codes.partition("/")
    return (new if new and year >= RENAMED_IN else old), int(weight or 1)


def unit_of(code: str) -> Unit:
    """The unit of a code."""
    return next(unit for unit in units() if unit.code == code)


def _row(unit: Unit) -> list[str]:
    start = f"{unit.first_year}-01-01" if unit.first_year else "2018-01-01"
    end = f"{unit.last_year + 1}-01-01" if unit.last_year < 9999 else ""  # noqa: PLR2004 open end
    code, name = unit.code, unit.name
    return [code, name, code[:3], unit.kind, unit.office, unit.region, start, end, unit.former]


def _departments() -> list[Unit]:
    made = []
    with (DATA / "departments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = Unit(
                row["code"], row["name"], row["kind"], row["office"], COUNTY_REGION,
                row["op"], tuple(row["items"].split()), int(row["staff"]), DEPARTMENT_SCALE,
            )  # fmt: skip
            made += _renamed(unit) if unit.code == RENAMED else [unit]
    return made


def _renamed(unit: Unit) -> list[Unit]:
    code, name = RENAMED_TO
    old = replace(unit, last_year=RENAMED_IN - 1)
    return [old, replace(unit, code=code, name=name, first_year=RENAMED_IN, former=unit.code)]


def _schools() -> list[Unit]:
    named = [
        ("第一高级中学", "2050204", 210), ("第二高级中学", "2050204", 190),
        ("实验高级中学", "2050204", 150), ("中等职业技术学校", "2050302", 140),
        ("特殊教育学校", "2050701", 40), ("第一初级中学", "2050203", 160),
        ("第二初级中学", "2050203", 150), ("第一小学", "2050202", 130),
        ("第二小学", "2050202", 120), ("实验小学", "2050202", 140),
        ("外国语小学", "2050202", 110), ("第一幼儿园", "2050201", 60),
        ("第二幼儿园", "2050201", 55), ("第三幼儿园", "2050201", 50),
    ]  # fmt: skip
    for town in TOWNSHIPS:
        named.append((f"{town.short}初级中学", "2050203", 40 + 5 * town.weight))
        named.append((f"{town.short}中心小学", "2050202", 60 + 6 * town.weight))
        named.append((f"{town.short}中心幼儿园", "2050201", 10 + 2 * town.weight))
    return [
        Unit(
            f"126{no:03d}", COUNTY + name, "全额", "教科文股", COUNTY_REGION, op,
            (f"{op}*{staff // 8}",), staff,
        )
        for no, (name, op, staff) in enumerate(named, start=11)
    ]  # fmt: skip


def _health_centres() -> list[Unit]:
    return [
        Unit(
            f"143{no:03d}", f"{COUNTY}{town.short}卫生院", "差额", "社保股", COUNTY_REGION,
            "2100302", (f"2100302*{4 + town.weight}", "2100408*4"), 20 + 3 * town.weight,
        )
        for no, town in enumerate(TOWNSHIPS, start=11)
    ]  # fmt: skip


def _townships() -> list[Unit]:
    made = []
    for no, town in enumerate(TOWNSHIPS, start=201):
        seat = "办事处" if town.name.endswith("街道") else "人民政府"
        items = ("2130705*4", "2120501*2", "2010399", "2130701*2", "2080208", "2110402")
        made.append(
            Unit(
                f"{no}001", f"{COUNTY}{town.name}{seat}", "行政", "预算股", town.region,
                "2010301", items, 30 + 4 * town.weight,
            )
        )  # fmt: skip
        made.append(
            Unit(
                f"{no}002", f"{COUNTY}{town.short}便民服务中心", "全额", "预算股", town.region,
                "2130104", ("2130505", "2130126"), 14 + 2 * town.weight,
            )
        )  # fmt: skip
    return made

"""Reported figures of the first half of 2023 (REP-01): what no file of the sample computes.

F45, F46, F70 and F71 are left out on purpose: they print 【待报】. F42, F50 and F65 are derived
from the parts filed here (F42S submitted items, F48 and F49, F63 and F64).
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from duzhi.sample.facts import COUNTY
from duzhi.sample.names import DATA
from duzhi.sample.workbook import TEXT, Sheet, write_xlsx


class Reported(NamedTuple):
    """One filed figure; the value is text exactly as filed."""

    code: str
    name: str
    value: str
    unit: str
    scope: str
    office: str
    evidence: str


@cache
def reported() -> tuple[Reported, ...]:
    """Every filed figure, from `data/reported.csv`."""
    with (DATA / "reported.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Reported(**row) for row in csv.DictReader(file))


PEOPLE = {
    "税政股": ("柳拾一", "柳拾二"), "国库股": ("林拾一", "林拾二"),
    "教科文股": ("方拾一", "方拾二"),
    "预算股": ("何拾一", "何拾二"), "社保股": ("苏拾一", "苏拾二"),
    "采购办": ("梁拾一", "梁拾二"), "财政投资评审中心": ("沈拾一", "沈拾二"),
    "预算绩效中心": ("陶拾一", "陶拾二"), "国资股": ("罗拾一", "罗拾二"),
    "债务股": ("江拾一", "江拾二"),
}  # fmt: skip
"""Who fills and who reviews; nobody of that name works anywhere."""
DEADLINE = "2023-07-05"
TITLES = (
    "指标编号", "指标名称", "数值", "计量单位", "统计口径",
    "填报股室", "填报人", "审核人", "依据材料", "截止日期",
)  # fmt: skip


def write(folder: Path) -> Path:
    """REP-01 of the first half of 2023."""
    sheet = Sheet(
        f"{COUNTY}2023年上半年材料报送",
        (f"编制单位：{COUNTY}财政局", "2023年06月"),
        [(title, TEXT) for title in TITLES],
    )
    rows = [
        [
            each.code,
            each.name,
            each.value,
            each.unit,
            each.scope,
            each.office,
            *PEOPLE[each.office],
            f"{each.evidence}（虚构）",
            DEADLINE,
        ]
        for each in reported()
    ]
    return write_xlsx(folder / "填报" / "2023年上半年材料报送.xlsx", sheet, rows)

"""财政区划 of the fictional county: the county itself and twenty townships (REG-01)."""

from dataclasses import dataclass
from pathlib import Path

from duzhi.sample.facts import COUNTY, REGION
from duzhi.sample.workbook import TEXT, Sheet, write_xlsx

COUNTY_REGION = REGION + "000"
COUNTY_TREASURY = "9901810000"


@dataclass(frozen=True)
class Township:
    """A township with its own budget (level 5) and treasury."""

    region: str
    name: str
    short: str
    treasury: str
    weight: int
    """Its part of township taxes and of township staff."""


_NAMES = (
    ("城关街道", 15), ("云溪街道", 13), ("砚山街道", 11), ("星河街道", 10), ("青萝镇", 7),
    ("竹屿镇", 7), ("白石镇", 6), ("望川镇", 6), ("松坪镇", 6), ("柳湾镇", 5),
    ("杏林镇", 5), ("古槐镇", 5), ("清泉镇", 4), ("石门镇", 4), ("桃源镇", 4),
    ("梨花镇", 4), ("鹿鸣乡", 3), ("雁回乡", 3), ("麦香乡", 3), ("云台乡", 2),
)  # fmt: skip

TOWNSHIPS = tuple(
    Township(f"{REGION}{no:03d}", name, name[:2], f"990181{no:04d}", weight)
    for no, (name, weight) in enumerate(_NAMES, start=1)
)


def write(folder: Path) -> Path:
    """REG-01: 21 rows."""
    sheet = Sheet(
        f"{COUNTY}财政区划",
        (f"编制单位：{COUNTY}财政局", "2021年01月"),
        [(title, TEXT) for title in ("区划代码", "区划名称", "上级区划", "级次", "国库代码")],
    )
    rows = [[COUNTY_REGION, f"{COUNTY}（本级）", "", "4", COUNTY_TREASURY]]
    rows += [[each.region, each.name, COUNTY_REGION, "5", each.treasury] for each in TOWNSHIPS]
    return write_xlsx(folder / "基础" / "REG-01 财政区划.xlsx", sheet, rows)

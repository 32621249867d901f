"""收入预期目标 (REC-01): what the townships and 市直 are expected to bring in, in whole 万元.

The completions are this county's own choice: nine of twenty townships are past half by the end of
June 2023 and two stand below 40 percent; the targets add up to the tax of the approved budget.
"""

from collections.abc import Mapping
from pathlib import Path

from duzhi.kernel.codes import GENERAL
from duzhi.sample import facts
from duzhi.sample.budget import INCOME, Actual, lines
from duzhi.sample.regions import COUNTY_REGION, TOWNSHIPS
from duzhi.sample.workbook import TEXT, Cell, Sheet, write_xlsx

MEASURE, DUTY, EXPECTED = "税收收入", "工作责任", "预期性"
_DONE: dict[int, tuple[int, ...]] = {
    2022: (
        10_180, 9_760, 10_240, 9_930, 10_060, 9_850, 10_310, 10_120, 9_690, 9_580,
        10_450, 9_890, 9_720, 10_370, 9_810, 10_280, 9_960, 10_420, 10_150, 10_020,
    ),
    2023: (
        5_080, 3_857, 5_530, 4_725, 4_950, 4_350, 5_145, 5_330, 4_511, 3_620,
        6_120, 4_610, 4_215, 5_729, 4_480, 5_620, 4_818, 5_890, 5_221, 4_880,
    ),
}  # fmt: skip
"""Hundredths of a percent of its target that each township reached: in 2022, and by June 2023."""
_LEADERS = (
    "安启明", "柏文静", "程远山", "丁若水", "范知秋", "葛长青", "何望舒",
    "纪云舟", "孔令仪", "黎书言",
    "孟千里", "倪思齐", "欧阳朔", "裴正清", "秦月明", "任致远", "沈怀瑾",
    "陶乐山", "魏南星", "叶知新",
)  # fmt: skip
"""People who exist nowhere."""
_OWN = "含未归属乡镇的税收"


def write(folder: Path, year: int, actual: Actual, taxes: Mapping[str, int]) -> Path:
    """REC-01 of a year; `taxes` are the net fen of every treasury so far."""
    sheet = Sheet(
        f"{facts.COUNTY}{year}年收入预期目标",
        (f"编制单位：{facts.COUNTY}财政局收入股", f"预算年度：{year}年", "单位：万元"),
        [
            *((title, TEXT) for title in ("年度", "区划代码", "名称", "口径")),
            ("年度目标", "万元"),
            *((title, TEXT) for title in ("目标性质", "责任领导", "备注")),
        ],
    )
    rows: list[list[Cell]] = []
    given = 0
    for at, town in enumerate(TOWNSHIPS):
        wan = taxes[town.treasury] * 10_000 // (_DONE[year][at] * facts.WAN)
        given += wan
        words = (DUTY, _LEADERS[at], "")
        rows.append([str(year), town.region, town.name, MEASURE, facts.fen(wan), *words])
    rest = facts.fen(_approved(year, actual) - given)
    rows.append([str(year), COUNTY_REGION, "市直", MEASURE, rest, EXPECTED, "", _OWN])
    return write_xlsx(folder / "收入目标" / f"{year}年收入预期目标.xlsx", sheet, rows)


def _approved(year: int, actual: Actual) -> int:
    """Tax of the 年初预算 in 万元."""
    own = lines(year, GENERAL, INCOME, actual)
    return sum(amounts[0] or 0 for code, amounts in own.items() if code in facts.TAX_ITEMS)

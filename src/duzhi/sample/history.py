"""Monthly headline figures 2018–2020 (IN-06): what is known before detail begins in 2021."""

from pathlib import Path

from duzhi.kernel.codes import FUND, GENERAL
from duzhi.sample.facts import COUNTY
from duzhi.sample.parts import spread, stream, wobbled
from duzhi.sample.workbook import COUNT, TEXT, Cell, Sheet, write_xlsx

INCOME, SPENDING = "收入", "支出"
HEADLINES = (
    (GENERAL, INCOME, "101", "税收收入", (96_300, 101_800, 103_200)),
    (GENERAL, INCOME, "103", "非税收入", (61_400, 72_600, 86_900)),
    (GENERAL, SPENDING, "2", "一般公共预算支出", (452_700, 489_500, 521_300)),
    (FUND, INCOME, "103", "政府性基金收入", (88_600, 112_400, 121_700)),
    (FUND, SPENDING, "2", "政府性基金支出", (96_200, 128_900, 171_500)),
)
"""Budget, direction, code, name, 万元 of 2018, 2019, 2020."""
YEARS = (2018, 2019, 2020)
MONTHS = (9, 5, 9, 9, 8, 11, 8, 6, 8, 7, 8, 12)
PER_WAN = 10_000
CENTI = 100
"""History is known to 0.01 万元."""


def write(folder: Path, seed: int) -> Path:
    """IN-06 for three years."""
    titles = ("资金性质", "收支方向", "科目编码", "科目名称")
    columns = [("年度", COUNT), ("月份", COUNT), *((title, TEXT) for title in titles)]
    columns += [("当月", "万元"), ("累计", "万元"), ("口径说明", TEXT)]
    sheet = Sheet(
        f"{COUNTY}2018－2020年分月收支",
        (f"编制单位：{COUNTY}财政局预算股", "2018－2020年", "单位：万元"),
        columns,
    )
    rows: list[list[Cell]] = []
    for at, year in enumerate(YEARS):
        for fund, way, code, name, totals in HEADLINES:
            rows += _year(seed, year, totals[at], (fund, way, code, name))
    rows.sort(key=lambda row: (row[0], row[1]))
    return write_xlsx(folder / "历史" / "2018-2020年月度数.xlsx", sheet, rows)


def _year(seed: int, year: int, total: int, keys: tuple[str, ...]) -> list[list[Cell]]:
    rng = stream(seed, "history", year, *keys)
    parts = spread(total * CENTI, wobbled(rng, MONTHS, 7))
    rows: list[list[Cell]] = []
    so_far = 0
    for month, part in enumerate(parts, start=1):
        so_far += part
        rows.append([year, month, *keys, part * PER_WAN, so_far * PER_WAN, "全市口径，决算数"])
    return rows

"""The approved budgets (IN-05) of 2022 and 2023 and the re-classified subject (REG-04), in 万元.

New and refinancing bonds stand apart under the nearest codes there are: general 110110101 (new) and
110110104 (refinancing), special 110110298 and 110110299; the names say which is which. Every line
is 级次 4: the table is the whole county's. Spending 款 follow what was paid under them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from duzhi.kernel.codes import CAPITAL, COUNTY, FUND, GENERAL
from duzhi.kernel.money import allocate
from duzhi.sample import facts
from duzhi.sample.budget_facts import (
    ADDED_2023,
    BALANCE,
    OWN,
    RESERVE,
    REVENUE_2023,
    Amounts,
)
from duzhi.sample.names import name_of
from duzhi.sample.workbook import TEXT, Cell, Sheet, write_xlsx

INCOME, SPENDING = "收入", "支出"
Actual = Mapping[tuple[int, str, str, str], int]
"""Fen by year, budget, direction and 款 (fund revenue: 项)."""
AMOUNTS = ("年初预算", "调整数", "调整预算", "变动预算", "决算数")


def write(folder: Path, year: int, actual: Actual) -> Path:
    """IN-05 of a year."""
    columns = [(title, TEXT) for title in ("资金性质", "收支方向", "科目编码", "科目名称", "级次")]
    columns += [(title, "万元") for title in AMOUNTS]
    sheet = Sheet(
        f"{facts.COUNTY}{year}年政府预算表",
        (f"编制单位：{facts.COUNTY}财政局", f"预算年度：{year}年", "单位：万元"),
        columns,
    )
    rows: list[list[Cell]] = []
    for budget in (GENERAL, FUND, CAPITAL):
        for way in (INCOME, SPENDING):
            rows += _block(year, budget, way, actual)
    return write_xlsx(folder / "预算" / f"{year}年预算表.xlsx", sheet, rows)


def write_mapping(folder: Path) -> Path:
    """REG-04: one subject of the general budget is read elsewhere from 2023 on."""
    titles = ("年度", "预算类型", "原科目代码", "新科目代码", "说明")
    sheet = Sheet(
        f"{facts.COUNTY}科目口径调整",
        (f"编制单位：{facts.COUNTY}财政局预算股", "2023年01月"),
        [(title, TEXT) for title in titles],
    )
    note = "农村道路建设支出2023年起由“其他城乡社区公共设施支出”改列“农村道路建设”"
    rows = [["2023", GENERAL, "2120399", "2130142", note]]
    return write_xlsx(folder / "基础" / "REG-04 科目口径调整.xlsx", sheet, rows)


def lines(year: int, budget: str, way: str, actual: Actual) -> dict[str, Amounts]:
    """Own revenue or spending by subject: 年初, 变动, 决算."""
    total = OWN[(year, budget, way)]
    weights = _weights(year, budget, way, actual)
    if (budget, way) == (GENERAL, INCOME):
        return _general_revenue(year, total, weights)
    if (budget, way) == (GENERAL, SPENDING):
        return _general_spending(year, total, weights)
    return _by_weight(total, weights)


def _block(year: int, budget: str, way: str, actual: Actual) -> list[list[Cell]]:
    own = lines(year, budget, way, actual)
    rows = [_row(budget, way, code, name_of(code), amounts) for code, amounts in own.items()]
    label = "本级收入合计" if way == INCOME else "本级支出合计"
    rows.append(_row("", way, "", label, OWN[(year, budget, way)]))
    extra = BALANCE[(year, budget, way)]
    rows += [_row(budget, way, code, name, amounts) for code, name, amounts in extra]
    label = "收入合计" if way == INCOME else "支出合计"
    rows.append(
        _row("", way, "", label, _plus(OWN[(year, budget, way)], *(a for _, _, a in extra)))
    )
    return rows


def _row(budget: str, way: str, code: str, name: str, amounts: Amounts) -> list[Cell]:
    first, changed, final = (None if each is None else facts.fen(each) for each in amounts)
    # 2022 was adjusted to what it became; 2023 has had no 常委会 adjustment, only transfers.
    adjusted = changed if final is not None else first
    moved = (adjusted or 0) - (first or 0)
    level = COUNTY if code else ""
    return [budget, way, code, name, level, first, moved, adjusted, changed, final]


def _weights(year: int, budget: str, way: str, actual: Actual) -> dict[str, int]:
    """What moved under each subject: in 2022 that year's, for 2023 both years'."""
    years = (2022,) if year == 2022 else (2022, 2023)  # noqa: PLR2004 the older of the two budgets
    found: dict[str, int] = defaultdict(int)
    for (when, kind, direction, code), fen in actual.items():
        if when in years and kind == budget and direction == way and fen > 0:
            found[code] += fen
    return dict(sorted(found.items()))


def _general_revenue(year: int, total: Amounts, weights: Mapping[str, int]) -> dict[str, Amounts]:
    if year == 2023:  # noqa: PLR2004 approved item by item
        return {code: (wan, wan, None) for code, wan in REVENUE_2023.items()}
    done = {
        item: facts.TAX[(year, 1)][at] + facts.TAX[(year, 2)][at]
        for at, item in enumerate(facts.TAX_ITEMS)
    } | {
        item: facts.NONTAX[(year, 1)][at] + facts.NONTAX[(year, 2)][at]
        for at, item in enumerate(facts.NONTAX_ITEMS)
    }
    rows = _by_weight(total, {code: weights[code] for code in done})
    return {code: (rows[code][0], rows[code][1], wan) for code, wan in done.items()}


def _general_spending(year: int, total: Amounts, weights: Mapping[str, int]) -> dict[str, Amounts]:
    """类 first, then 款 inside each; 决算 by 类 is exact, by 款 whole 万元."""
    done = [facts.SPENDING[(2022, 1)][at] + facts.SPENDING[(2022, 2)][at]
            for at in range(len(facts.CLASSES))]  # fmt: skip
    first = allocate(total[0] - RESERVE, done) if total[0] else []
    extra = allocate((total[1] or 0) - (total[0] or 0), _growth(year, done))
    rows: dict[str, Amounts] = {}
    for at, code in enumerate(facts.CLASSES):
        inside = {each: fen for each, fen in weights.items() if each.startswith(code)}
        final = done[at] if total[2] is not None else None
        rows |= _by_weight((first[at], first[at] + extra[at], final), inside)
    rows["227"] = (RESERVE, RESERVE, None if total[2] is None else 0)
    return rows


def _growth(year: int, done: Sequence[int]) -> list[int]:
    """Where transfers of the year went."""
    if year == 2022:  # noqa: PLR2004 in proportion
        return list(done)
    return [ADDED_2023.get(code, 0) for code in facts.CLASSES]


def _by_weight(total: Amounts, weights: Mapping[str, int]) -> dict[str, Amounts]:
    codes, shares = list(weights), list(weights.values())
    split = [None if wan is None else allocate(wan, shares) for wan in total]
    return {
        code: tuple(None if part is None else part[at] for part in split)  # type: ignore[misc]
        for at, code in enumerate(codes)
    }


def _plus(*all_amounts: Amounts) -> Amounts:
    first, changed, final = zip(*all_amounts, strict=True)
    done = None if None in final else sum(each or 0 for each in final)
    return sum(each or 0 for each in first), sum(each or 0 for each in changed), done

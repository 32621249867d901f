"""Projects of the budget units (REG-03)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duzhi.sample.bonds import PROJECTS as BOND_PROJECTS
from duzhi.sample.facts import COUNTY, LAST
from duzhi.sample.funds import CAPITAL_ITEMS, FUND_OTHER, project_code
from duzhi.sample.names import name_of
from duzhi.sample.units import Unit, item_of, units
from duzhi.sample.workbook import TEXT, Sheet, write_xlsx


@dataclass(frozen=True)
class Project:
    """A project as the integrated system knows it."""

    code: str
    name: str
    kind: str
    unit: str
    start: int
    end: int


@cache
def projects() -> tuple[Project, ...]:
    """人员类 and 运转类 of each unit, its 特定目标类, and the projects of special bonds."""
    made: list[Project] = []
    for unit in units():
        start, end = max(unit.first_year, 2021), min(unit.last_year, 2025)
        made.append(
            Project(project_code(unit.code, 1, 1), "人员经费", "人员类", unit.code, start, end)
        )
        made.append(
            Project(project_code(unit.code, 2, 1), "公用经费", "运转类", unit.code, start, end)
        )
        for number, token in enumerate(unit.items, start=1):
            made += _special(unit, number, token, (start, end))
    made += [
        Project(each.project, each.name, "特定目标类", each.unit, 2021, 2025)
        for each in (*FUND_OTHER, *CAPITAL_ITEMS)
    ]
    made += [
        Project(bond.project, bond.name, "特定目标类", bond.unit, bond.year, 2026)
        for bond in BOND_PROJECTS
    ]
    return tuple(made)


def write(folder: Path) -> Path:
    """REG-03: every project."""
    titles = ("项目代码", "项目名称", "项目类别", "单位代码", "起始年度", "终止年度")
    sheet = Sheet(
        f"{COUNTY}预算项目库",
        (f"编制单位：{COUNTY}财政局", f"{LAST[0]}年{LAST[1]:02d}月"),
        [(title, TEXT) for title in titles],
    )
    rows = [
        [each.code, each.name, each.kind, each.unit, str(each.start), str(each.end)]
        for each in projects()
    ]
    return write_xlsx(folder / "基础" / "REG-03 项目.xlsx", sheet, rows)


def _special(unit: Unit, number: int, token: str, years: tuple[int, int]) -> list[Project]:
    name = name_of(item_of(token, LAST[0])[0]).removesuffix("支出")
    return [
        Project(
            project_code(unit.code, 3, number * 10 + part),
            f"{name}{label}",
            "特定目标类",
            unit.code,
            *years,
        )
        for part, label in enumerate(("专项经费", "补助项目"), start=1)
    ]

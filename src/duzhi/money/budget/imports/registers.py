"""REG-01 … REG-04: regions, units, projects and 口径调整."""

from datetime import date
from typing import NamedTuple

from duzhi.intake.api import Choice, Code, Column, Day, Layout, Text, Whole
from duzhi.kernel.codes import LEVEL_NAMES
from duzhi.money.budget.actions import registers
from duzhi.money.budget.imports.budgets import FUNDS

_OFFICE = "预算股"
_LEVELS = Choice(
    {code: code for code in LEVEL_NAMES} | {name: code for code, name in LEVEL_NAMES.items()}
)


class RegionRow(NamedTuple):
    """A line of REG-01."""

    sheet: str
    row: int
    code: str
    name: str
    parent: str
    level: str
    treasury: str


class AgencyRow(NamedTuple):
    """A line of REG-02."""

    sheet: str
    row: int
    code: str
    name: str
    dept: str
    nature: str
    office: str
    region: str
    start: date
    end: date | None
    formerly: str


class ProjectRow(NamedTuple):
    """A line of REG-03."""

    sheet: str
    row: int
    code: str
    name: str
    category: str
    agency: str
    start_year: int
    end_year: int | None


class MappingRow(NamedTuple):
    """A line of REG-04."""

    sheet: str
    row: int
    year: int
    budget: str
    old: str
    new: str
    note: str


REGISTERS = (
    Layout(
        code="REG-01",
        verb="registry.import",
        name="财政区划",
        office=_OFFICE,
        columns=(
            Column("code", "区划代码", Code()),
            Column("name", "区划名称", Text(100)),
            Column("parent", "上级区划", Code(), required=False),
            Column("level", "级次", _LEVELS),
            Column("treasury", "国库代码", Code(), required=False),
        ),
        row=RegionRow,
        action=registers.load_regions,
        keys=("code",),
    ),
    Layout(
        code="REG-02",
        verb="registry.import",
        name="预算单位",
        office=_OFFICE,
        columns=(
            Column("code", "单位代码", Code()),
            Column("name", "单位名称", Text()),
            Column("dept", "主管部门代码", Code(), required=False),
            Column("nature", "单位性质", Text(20), required=False),
            Column("office", "归口股室", Text(40), required=False),
            Column("region", "区划代码", Code()),
            Column("start", "生效日期", Day()),
            Column("end", "失效日期", Day(), required=False),
            Column("formerly", "原单位代码", Text(200), required=False),
        ),
        row=AgencyRow,
        action=registers.load_agencies,
        keys=("code", "start"),
    ),
    Layout(
        code="REG-03",
        verb="registry.import",
        name="项目",
        office=_OFFICE,
        columns=(
            Column("code", "项目代码", Code()),
            Column("name", "项目名称", Text(180)),
            Column("category", "项目类别", Text(40), required=False),
            Column("agency", "单位代码", Code(), required=False),
            Column("start_year", "起始年度", Whole()),
            Column("end_year", "终止年度", Whole(), required=False),
        ),
        row=ProjectRow,
        action=registers.load_projects,
        keys=("code",),
    ),
    Layout(
        code="REG-04",
        verb="registry.import",
        name="科目口径调整",
        office=_OFFICE,
        columns=(
            Column("year", "年度", Whole()),
            Column("budget", "预算类型", FUNDS),
            Column("old", "原科目代码", Code()),
            Column("new", "新科目代码", Code()),
            Column("note", "说明", Text(200), required=False),
        ),
        row=MappingRow,
        action=registers.load_mappings,
        keys=("year", "budget", "old"),
    ),
)

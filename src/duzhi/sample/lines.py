"""Budget lines of a year: every classification under which the county's units pay."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from duzhi.sample import economy
from duzhi.sample.bonds import BondProject
from duzhi.sample.funds import CAPITAL_ITEMS, FUND_OTHER, Item, project_code
from duzhi.sample.parts import stream
from duzhi.sample.projects import projects
from duzhi.sample.regions import COUNTY_REGION
from duzhi.sample.units import Unit, item_of, unit_of, units

STAFF, RUNNING, PROJECT = "staff", "running", "project"
GENERAL_TYPE, FUND_TYPE, CAPITAL_TYPE = "111", "121", "131"
NOT_BASIC, LIVELIHOOD, WAGES, OPERATION = "000", "1", "2", "3"
"""三保标识."""
LIVELIHOOD_ITEMS = (
    "20819", "20821", "20820", "2081001", "2081107", "20826", "20808", "2080901", "2101202",
    "2100408", "21013", "2100717", "20502", "20503", "2130705",
)  # fmt: skip
DIRECT_ITEMS = {
    "2081902": "01", "2081901": "01", "2082102": "01", "2101202": "01", "2100408": "01",
    "2050202": "01", "2050203": "01", "2130153": "01", "2080705": "02", "2130505": "02",
    "2130504": "02", "2210108": "02", "2130122": "09",
}  # fmt: skip
OFFICES = {
    "205": "教",
    "206": "教",
    "207": "教",
    "208": "社",
    "210": "社",
    "213": "农",
    "211": "资环",
}
INTEREST_PERCENT = {2021: 25, 2022: 50, 2023: 260}
"""Bond interest grows while the rest of the fund budget shrinks."""
CROWD, FIRM, SALARY, INSURANCE = "crowd", "firm", "salary", "insurance"

Layer = tuple[str, str]
"""类 and layer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One classification with what a payment under it looks like."""

    unit: Unit
    fund: str
    func: str
    gov: str
    dep: str
    project: str
    project_name: str
    use: str
    payee: str
    weight: int
    basic: str = NOT_BASIC
    direct: str = ""
    document: str = ""
    bond: str = ""

    @property
    def head(self) -> str:
        """Columns 区划代码 to 项目名称 of IN-09."""
        return (
            f"{self.unit.region},{self.unit.code},{self.unit.name},{self.fund},{self.func},"
            f"{self.gov},{self.dep},{self.project},{self.project_name}"
        )

    @property
    def tail(self) -> str:
        """Columns 三保标识 to 债券代码 of IN-09."""
        return f"{self.basic},{self.direct},{self.document},{self.bond}"


def general(seed: int, year: int) -> dict[Layer, list[Line]]:
    """Lines of the general budget by 类 and layer."""
    made: dict[Layer, list[Line]] = defaultdict(list)
    names = {each.code: each.name for each in projects()}
    for unit in units():
        if not unit.active(year):
            continue
        for line in _staff(unit, year):
            made[(line.func[:3], STAFF)].append(line)
        for line in _running(unit, year):
            made[(line.func[:3], RUNNING)].append(line)
        for number, token in enumerate(unit.items, start=1):
            rng = stream(seed, "lines", year, unit.code, number)
            lines = _project(rng, unit, year, (number, token), names)
            made[(lines[0].func[:3], PROJECT)] += lines
    return dict(made)


def fund(year: int) -> list[Line]:
    """Lines of the fund budget that are not paid from special bonds."""
    items = [
        replace(
            item,
            weight=item.weight
            * (INTEREST_PERCENT[year] if item.func.startswith(("232", "233")) else 100),
        )
        for item in FUND_OTHER
    ]
    return _flat(items, FUND_TYPE, f"青财预〔{year}〕2号")


def capital(year: int) -> list[Line]:
    """Lines of the state-capital budget."""
    return _flat(CAPITAL_ITEMS, CAPITAL_TYPE, f"青财预〔{year}〕3号")


def bond(project: BondProject) -> list[Line]:
    """Lines of one special-bond project."""
    unit = unit_of(project.unit)
    document = f"省财债〔{max(project.year, 2021)}〕{project.month}号"
    return [
        Line(
            unit, FUND_TYPE, project.func, gov, dep, project.project, project.name, use, FIRM,
            weight, document=document, bond=project.bond,
        )
        for gov, dep, use, weight in (
            ("50402", "30905", "工程进度款", 70),
            ("50404", "30903", "设备购置款", 18),
            ("50499", "30999", "工程建设其他费", 12),
        )
    ]  # fmt: skip


def _staff(unit: Unit, year: int) -> list[Line]:
    official = unit.official
    table = economy.STAFF if official else economy.STAFF_INSTITUTION
    rows = [(unit.op, dep, weight) for dep, weight in table]
    rows += [
        (office if official else institution, dep, weight)
        for _, office, institution, dep, weight in economy.WELFARE
    ]
    return [
        Line(
            unit, GENERAL_TYPE, func, economy.staff_class(dep, official=official), dep,
            project_code(unit.code, 1, 1), "人员经费", economy.STAFF_USES[dep], SALARY,
            weight * unit.staff, WAGES, document=f"青财预〔{year}〕1号",
        )
        for func, dep, weight in rows
    ]  # fmt: skip


def _running(unit: Unit, year: int) -> list[Line]:
    return [
        Line(
            unit, GENERAL_TYPE, unit.op, economy.running_class(dep, official=unit.official), dep,
            project_code(unit.code, 2, 1), "公用经费", use, FIRM, weight * (unit.staff + 10),
            OPERATION, document=f"青财预〔{year}〕1号",
        )
        for dep, weight, use in economy.RUNNING
    ]  # fmt: skip


def _project(
    rng: Random, unit: Unit, year: int, item: tuple[int, str], names: dict[str, str]
) -> list[Line]:
    number, token = item
    func, weight = item_of(token, year)
    direct = DIRECT_ITEMS.get(func, "") if unit.region == COUNTY_REGION else ""
    basic = LIVELIHOOD if func.startswith(LIVELIHOOD_ITEMS) else NOT_BASIC
    classes = economy.project_classes(func, official=unit.official)
    share = 12 * weight * unit.scale // len(classes)
    made: list[Line] = []
    for part in (1, 2):
        code = project_code(unit.code, 3, number * 10 + part)
        local, upper = f"青财预〔{year}〕1号", _upper(rng, func, year)
        made += [
            Line(
                unit, GENERAL_TYPE, func, gov, dep, code, names[code], f"{names[code]}款",
                _payee(dep), share * rng.randrange(60, 140), basic,
                direct if document == upper else "", document,
            )
            for gov, dep in classes
            for document in (local, upper)
        ]  # fmt: skip
    return made


def _upper(rng: Random, func: str, year: int) -> str:
    office = OFFICES.get(func[:3], "预")
    return f"省财{office}〔{year}〕{rng.randrange(5, 60)}号"


def _payee(dep: str) -> str:
    if dep == "31302":
        return INSURANCE
    return CROWD if dep.startswith("303") else FIRM


def _flat(items: Sequence[Item], fund_type: str, document: str) -> list[Line]:
    return [
        Line(
            unit_of(item.unit), fund_type, item.func, gov, dep, item.project, item.name,
            f"{item.name}款", _payee(dep), item.weight * 12 // len(classes), document=document,
        )
        for item in items
        for classes in [economy.project_classes(item.func, official=True)]
        for gov, dep in classes
    ]  # fmt: skip

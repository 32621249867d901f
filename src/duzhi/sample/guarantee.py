"""三保: what the items need (IN-13), and who is paid from the treasury (IN-35)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from duzhi.kernel.money import allocate
from duzhi.sample import facts
from duzhi.sample.economy import STAFF_USES
from duzhi.sample.quotas import YEAR, Right
from duzhi.sample.units import units
from duzhi.sample.workbook import COUNT, DAY, TEXT, Cell, Sheet, write_xlsx

SERVING, RETIRED = 19_640, 8_820
"""28,460 people are paid from the treasury."""
PERSONS = {
    "101": 96_400, "102": 41_200, "103": 563_000, "104": 720_000, "105": 17_100, "106": 640,
    "107": 118_000, "108": 8_300, "109": 6_150, "110": 9_800, "111": 4_300, "199": 25_000,
    "201": SERVING, "202": SERVING, "204": SERVING, "205": SERVING, "206": RETIRED,
    "301": SERVING, "304": 386,
}  # fmt: skip
NAMES = {
    "101": "义务教育公用经费", "102": "学前、高中、中职学生资助",
    "103": "城乡居民基本医疗保险财政补助", "104": "基本公共卫生服务",
    "105": "城乡低保、特困人员供养", "106": "临时救助、孤儿基本生活",
    "107": "城乡居民基础养老金", "108": "残疾人两项补贴", "109": "优抚、退役安置",
    "110": "就业补助", "111": "计划生育奖励扶助", "199": "其他基本民生", "201": "基本工资",
    "202": "规范津贴补贴、绩效工资", "204": "社会保险缴费", "205": "住房公积金",
    "206": "离退休人员补贴、遗属补助", "301": "定额公用经费", "304": "村级组织运转",
}  # fmt: skip
MONTHLY = ("105", "106", "107", "108", "201", "202", "204", "205", "206")
_MONTHS = 12


def write_needs(folder: Path, found: Sequence[Right]) -> Path:
    """IN-13: both 一上, still short, and 二下, in which nothing is missing."""
    columns = (
        ("环节", TEXT), ("三保项目编码", TEXT), ("项目", TEXT), ("标准类别", TEXT), ("标准", "元"),
        ("人数", COUNT), ("月数", COUNT), ("需求", "元"), ("已安排", "元"), ("缺口", "元"),
    )  # fmt: skip
    sheet = Sheet(
        f"{facts.COUNTY}{YEAR}年“三保”支出测算表",
        ("编制单位：预算股", f"预算年度：{YEAR}年", "单位：元"),
        columns,
    )
    budget, paid = _sums(found)
    rows = [row for stage in ("一上", "二下") for row in _needs(stage, budget, paid)]
    return write_xlsx(folder / "预算" / f"{YEAR}年三保测算表.xlsx", sheet, rows)


def write_staff(folder: Path, paid: Mapping[tuple[str, str], int]) -> Path:
    """IN-35 of June: heads of every unit and its pay; `paid` is fen by unit and class."""
    columns = (
        ("单位代码", TEXT), ("编制人数", COUNT), ("在职人数", COUNT), ("离退休人数", COUNT),
        ("项目", TEXT), ("人数", COUNT), ("金额", "元"), ("发放日", DAY),
    )  # fmt: skip
    sheet = Sheet(
        f"{facts.COUNTY}财政供养人员与工资统发表",
        ("编制单位：工资统发", f"{YEAR}年06月", "单位：元"),
        columns,
    )
    return write_xlsx(
        folder / "预算" / f"{YEAR}年06月供养人员与工资统发.xlsx", sheet, staff_rows(paid)
    )


def staff_rows(paid: Mapping[tuple[str, str], int]) -> list[list[Cell]]:
    """One row a unit and pay item that was paid in June; units without pay keep their heads."""
    own = [unit for unit in units() if unit.active(YEAR)]
    serving = allocate(SERVING, [unit.staff for unit in own])
    retired = allocate(RETIRED, [unit.staff for unit in own])
    day, rows = date(YEAR, 6, 9), list[list[Cell]]()
    for unit, here, gone in zip(own, serving, retired, strict=True):
        posts = here + here // 25
        for dep, use in STAFF_USES.items():
            fen = paid.get((unit.code, dep), 0)
            heads = gone if dep == "30302" else here
            if fen > 0 or dep == "30101":
                rows.append([unit.code, posts, here, gone, use, heads, max(fen, 0), day])
    return rows


def _sums(found: Sequence[Right]) -> tuple[Counter[str], Counter[str]]:
    budget, paid = Counter[str](), Counter[str]()
    for one in found:
        if one.item:
            budget[one.item] += one.current
            paid[one.item] += one.paid
    return budget, paid


def _needs(stage: str, budget: Counter[str], paid: Counter[str]) -> list[list[Cell]]:
    """A standard that the year's budget covers and the half-year's payments have kept."""
    rows: list[list[Cell]] = []
    for item in sorted(item for item in budget if paid[item]):
        months = _MONTHS if item in MONTHLY else 1
        persons = PERSONS[item]
        most = min(budget[item], 2 * paid[item])
        standard = max(most // (persons * months) // 100 * 100, 1)
        need = standard * persons * months
        had = budget[item] if stage == "二下" else need - need // 12
        rows.append(
            [stage, item, NAMES[item], "国家标准", standard, persons, months, need, had,
             max(need - had, 0)]
        )  # fmt: skip
    return rows

"""三保: what is on the list of a day, and need against budget, due and paid (domain.md §3.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.finding import WARNING, Finding, Place
from duzhi.kernel.money import show
from duzhi.kernel.period import MONTHS

BLOCKS = {"1": "保基本民生", "2": "保工资", "3": "保运转"}
"""三保标识 → block; the order of the three is a parameter, never this one."""
STAGES = ("一上", "一下", "二上", "二下")
"""二上二下: unit asks, control figure, unit asks within it, approved."""
_BINDING = ("一下", "二上", "二下")
"""Stages at which nothing of the 三保 may lack money any more."""
_BASIS = "县级“三保”预算审核：三保需求按国家标准足额安排，不留缺口"


class Item(NamedTuple):
    """An item of the 三保 list; `payday` is the day of the month it is due, 0 for no fixed one."""

    code: str
    block: str
    name: str
    measure: str
    """What a standard is per: 人·月, 人·年, 村·年."""
    payday: int
    start: date
    end: date | None
    """Exclusive."""
    basis: str
    evidence: str

    def on_list(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.start <= on and (self.end is None or on < self.end)


class ListRow(NamedTuple):
    """A line of the province's list (REG-05)."""

    sheet: str
    row: int
    code: str
    block: str
    name: str
    measure: str
    payday: int | None
    start: date
    end: date | None
    basis: str


class NeedRow(NamedTuple):
    """A line of IN-13; amounts in fen."""

    sheet: str
    row: int
    stage: str
    item: str
    name: str
    kind: str
    standard_fen: int
    persons: int
    months: int
    need_fen: int
    budget_fen: int
    gap_fen: int


class StaffRow(NamedTuple):
    """A line of IN-35: a unit's heads and what was paid of one item; the amount in fen."""

    sheet: str
    row: int
    agency: str
    posts: int
    serving: int
    retired: int
    item: str
    persons: int
    amount_fen: int
    payday: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands on a day: fen."""

    item: Item
    persons: int
    need_fen: int
    budget_fen: int
    """Quotas that carry the item."""
    due_fen: int
    paid_fen: int

    @property
    def shown_persons(self) -> str:
        """Heads as printed."""
        return f"{self.persons:,}" if self.persons else "—"

    @property
    def gap_fen(self) -> int:
        """Need that no budget covers."""
        return max(self.need_fen - self.budget_fen, 0)

    @property
    def owed_fen(self) -> int:
        """Due by the day and not paid."""
        return max(self.due_fen - self.paid_fen, 0)

    @property
    def coverage(self) -> Fraction | None:
        """Budget over need, at most one; None without a need."""
        if not self.need_fen:
            return None
        return min(Fraction(self.budget_fen, self.need_fen), Fraction(1))


def due(item: Item, need_fen: int, on: date) -> int:
    """What of a year's need ought to be paid by the end of a day, month by month.

    >>> wages = Item("201", "2", "基本工资", "人·月", 10, date(2018, 1, 1), None, "", "")
    >>> due(wages, 1200, date(2023, 6, 9)), due(wages, 1200, date(2023, 6, 10))
    (500, 600)
    """
    months = on.month if item.payday and on.day >= item.payday else on.month - 1
    if not item.payday:
        months = on.month
    return need_fen * months // MONTHS


def check_list(rows: Iterable[ListRow]) -> list[Finding]:
    """Blocks are three, a payday is a day of a month, an item ends after it begins."""
    return [
        Finding("guarantee.list", f"{row.code} {row.name}：{what}", place=_at(row, ""))
        for row in rows
        for what in _list_faults(row)
    ]


def check_needs(rows: Iterable[NeedRow], known: Mapping[str, Item]) -> list[Finding]:
    """需求 = 标准 × 人数 × 月数, 缺口 = 需求 − 已安排, and no gap once a stage binds."""
    findings = []
    for row in rows:
        needed = row.standard_fen * row.persons * row.months
        if needed != row.need_fen:
            text = (
                f"{row.item} {row.name}：标准 {show(row.standard_fen, '元')} 元 × {row.persons} × "
                f"{row.months} ＝ {show(needed, '元')} 元，表列需求 {show(row.need_fen, '元')} 元；"
                "请更正其中一处"
            )
            findings.append(Finding("guarantee.need", text, place=_at(row, "需求")))
        if row.gap_fen != max(row.need_fen - row.budget_fen, 0):
            text = f"{row.item} {row.name}：缺口应为需求减已安排（足额时为零）；请更正缺口"
            findings.append(Finding("guarantee.gap_sum", text, place=_at(row, "缺口")))
        if row.item not in known:
            text = f"{row.item} 不在当年三保清单内；请核对项目编码，或先导入省清单（REG-05）"
            findings.append(Finding("guarantee.unknown", text, place=_at(row, "项目编码")))
        if row.stage in _BINDING and row.budget_fen < row.need_fen:
            findings.append(short(row))
    return findings


def short(row: NeedRow) -> Finding:
    """A gap in a stage at which there may be none."""
    gap = show(row.need_fen - row.budget_fen, "万元")
    text = (
        f"{row.item} {row.name}：{row.stage}需求 {show(row.need_fen, '万元')} 万元，已安排 "
        f"{show(row.budget_fen, '万元')} 万元，缺口 {gap} 万元；请在提交人代会前安排足额"
    )
    return Finding("guarantee.gap", text, _BASIS, WARNING, _at(row, "缺口"))


def check_staff(rows: Iterable[StaffRow]) -> list[Finding]:
    """Nobody is paid who is not counted, and heads beyond the posts are named."""
    findings = []
    for row in rows:
        counted = row.serving + row.retired
        if row.persons > counted:
            text = (
                f"{row.agency} {row.item}：发放 {row.persons} 人，在职和离退休共 {counted} 人；"
                "请核对人数"
            )
            findings.append(Finding("staff.persons", text, place=_at(row, "人数")))
        if row.serving > row.posts:
            text = (
                f"{row.agency}：在职 {row.serving} 人，超过编制 {row.posts} 人；"
                "请人事股核对编制文件"
            )
            findings.append(
                Finding("staff.posts", text, severity=WARNING, place=_at(row, "在职人数"))
            )
    return findings


def _list_faults(row: ListRow) -> list[str]:
    faults = []
    if row.block not in BLOCKS:
        faults.append("三保类别只能是 1、2、3；请更正")
    if not 0 <= (row.payday or 0) <= 31:  # noqa: PLR2004 the longest month
        faults.append("发放日应在 1 至 31 之间，不固定的留空；请更正")
    if row.end is not None and row.end <= row.start:
        faults.append("失效日期应晚于生效日期；请更正")
    return faults


def _at(row: ListRow | NeedRow | StaffRow, column: str) -> Place:
    return Place("", row.sheet, row.row, column)

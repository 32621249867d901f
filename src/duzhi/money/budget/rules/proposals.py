"""二上二下, light: what a unit asks for, the figure it is given, and 三保 before everything.

三保需求 = Σ 人数 × 标准 × 月数, item by item on the list of the year; from the control figure on
nothing of it may lack money (domain.md §1.1, §3.5).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duzhi.kernel.finding import Finding
from duzhi.kernel.money import MAX_FEN, show
from duzhi.kernel.period import MONTHS

FIRST_ASK, CONTROL, SECOND_ASK, APPROVED = "一上", "一下", "二上", "二下"
RETURNED = "已退回"
STATES = (FIRST_ASK, CONTROL, SECOND_ASK, APPROVED, RETURNED)
PROPOSAL = "budget.proposal"
"""Kind of the document."""
_MOST_PERSONS = 2**31 - 1
"""What the column holds."""
_BASIS = "县级“三保”预算审核：三保需求按国家标准足额安排，不留缺口"


class Need(NamedTuple):
    """A 三保 item of a unit: heads, a standard in fen, months, and what is set aside for it."""

    item: str
    persons: int
    standard_fen: int
    months: int
    asked_fen: int

    @property
    def need_fen(self) -> int:
        """人数 × 标准 × 月数."""
        return self.persons * self.standard_fen * self.months

    @property
    def gap_fen(self) -> int:
        """Need that is not set aside."""
        return max(self.need_fen - self.asked_fen, 0)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a unit asks for in a year: its 三保 items and everything else; fen."""

    agency: str
    year: int
    needs: Sequence[Need]
    other_fen: int = 0

    @property
    def need_fen(self) -> int:
        """三保需求."""
        return sum(one.need_fen for one in self.needs)

    @property
    def whole_fen(self) -> int:
        """All that is asked for."""
        return self.other_fen + sum(one.asked_fen for one in self.needs)


def check_ask(ask: Ask, listed: Iterable[str]) -> list[Finding]:
    """一上: every item is on the list of the year, once, and something is asked for."""
    findings = []
    known, times = set(listed), Counter(one.item for one in ask.needs)
    for item in sorted(times):
        if item not in known:
            text = f"{item} 不在{ask.year}年三保清单内；请核对项目编码，或先导入省清单（REG-05）"
            findings.append(_no(ask, "item", text))
        if times[item] > 1:
            findings.append(_no(ask, "twice", f"{item} 填了 {times[item]} 行；请合并为一行"))
    if any(min(one.persons, one.standard_fen, one.months) <= 0 for one in ask.needs):
        findings.append(_no(ask, "line", "人数、标准、月数都应大于零；请更正"))
    if any(one.months > MONTHS for one in ask.needs):
        findings.append(_no(ask, "months", f"月数不超过 {MONTHS}；按年发放的填年标准、1 个月"))
    if any(one.persons > _MOST_PERSONS for one in ask.needs) or _most(ask) > MAX_FEN:
        findings.append(_no(ask, "size", "人数或金额超出可记录的范围；请核对人数和标准"))
    if ask.whole_fen <= 0:
        findings.append(_no(ask, "empty", "没有申报金额；请填写三保项目或其他支出"))
    return findings


def _most(ask: Ask) -> int:
    return max(ask.need_fen, ask.whole_fen)


def check_control(ask: Ask, control_fen: int) -> list[Finding]:
    """一下: a control figure that does not cover the 三保 is none."""
    if control_fen >= ask.need_fen:
        return []
    text = (
        f"控制数 {show(control_fen, '元')} 元低于三保需求 {show(ask.need_fen, '元')} 元"
        "（Σ 人数 × 标准 × 月数）；请先足额安排三保，再定控制数"
    )
    return [_no(ask, "control", text, _BASIS)]


def check_second(ask: Ask, control_fen: int) -> list[Finding]:
    """二上: within the control figure, and every 三保 item in full."""
    findings = [
        _no(
            ask,
            "short",
            f"{one.item} 需求 {show(one.need_fen, '元')} 元，只安排 "
            f"{show(one.asked_fen, '元')} 元；请补足，不留缺口",
            _BASIS,
        )
        for one in ask.needs
        if one.gap_fen
    ]
    if ask.whole_fen > control_fen:
        over = show(ask.whole_fen - control_fen, "元")
        text = f"申报合计超过控制数 {show(control_fen, '元')} 元，多 {over} 元；请压减其他支出"
        findings.append(_no(ask, "over", text))
    return findings


def _no(ask: Ask, code: str, text: str, basis: str = "") -> Finding:
    return Finding(f"proposal.{code}", f"{ask.agency} {ask.year}年预算申报：{text}", basis)

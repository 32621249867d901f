"""过紧日子: 三公 and other general running costs against their control (domain.md §3.7)."""

from dataclasses import dataclass
from fractions import Fraction

ITEMS = {
    "30212": "因公出国（境）费",
    "30217": "公务接待费",
    "31013": "公务用车购置",
    "30231": "公务用车运行维护费",
    "30215": "会议费",
    "30216": "培训费",
    "30211": "差旅费",
    "30227": "委托业务费",
}
"""部门经济分类 that are watched; the first four are the 三公."""
THREE = ("30212", "30217", "31013", "30231")


@dataclass(frozen=True, slots=True)
class Control:
    """One item of a unit or of all: control, this year so far, last year's same period; fen."""

    code: str
    control_fen: int
    spent_fen: int
    before_fen: int
    cut_fen: int

    @property
    def name(self) -> str:
        """What it is called."""
        return ITEMS[self.code]

    @property
    def share(self) -> Fraction | None:
        """Spent of the control; None where there is none."""
        return Fraction(self.spent_fen, self.control_fen) if self.control_fen else None

    @property
    def change(self) -> Fraction | None:
        """Against last year's same period."""
        return Fraction(self.spent_fen, self.before_fen) - 1 if self.before_fen > 0 else None

    @property
    def over_fen(self) -> int:
        """Spent beyond the control of the whole year."""
        return max(self.spent_fen - self.control_fen, 0) if self.control_fen else 0


def per_head(fen: int, heads: int) -> Fraction | None:
    """Fen for each person on the payroll; None where nobody is counted."""
    return Fraction(fen, heads) if heads else None

"""What a text says in numbers: one printed figure with its subject, role, period and place."""

from dataclasses import dataclass
from fractions import Fraction

AMOUNT, PERCENT, POINTS, MULTIPLE, RANK, COUNT = (
    "amount",
    "percent",
    "points",
    "multiple",
    "rank",
    "count",
)
"""Kinds of figures: 金额, 百分比, 百分点, 倍, 名次, 个数."""

LEVEL, BUDGET, PRIOR, DELTA, REDUCED = "level", "budget", "prior", "delta", "reduced"
"""Roles of amounts and counts: 本数, 预算数, 上年数, 增减额, 审减额."""
GROWTH, COMPLETION, SHARE, RATE, AHEAD, CHANGE = (
    "growth",
    "completion",
    "share",
    "rate",
    "ahead",
    "change",
)
"""Roles of ratios: 增幅, 完成率, 占比, 其他比率 (审减率 …), 超欠进度, 与上年相比的百分点."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure as printed. `start` and `end` are offsets into the text that was handed in."""

    id: str
    text: str
    start: int
    end: int
    kind: str
    number: str
    """Digits as printed: `12,345`, `58.7`, `八`; `*` where the amount is masked."""
    unit: str
    """元 千元 万元 亿元 万亿元 · % · 个百分点 · 倍 · 名 · 个 项 家 户 人次 …"""
    nominal: Fraction | None
    """Signed (下降 is negative), in 元 for amounts, in percent for percentages; None if masked."""
    half: Fraction = Fraction(0)
    """Half a unit of the last printed digit, in the same measure as `nominal`."""
    role: str = ""
    subject: str = ""
    period: str = ""
    scope: str = ""

    @property
    def masked(self) -> bool:
        """Printed as `*`."""
        return self.nominal is None

    @property
    def digits(self) -> bool:
        """Printed in digits, not in Chinese numerals or as `*`."""
        return self.number[-1:].isdigit()

    @property
    def low(self) -> Fraction:
        """Least value that prints like this. Raises ValueError for a masked claim."""
        return self.known - self.half

    @property
    def high(self) -> Fraction:
        """Largest value that prints like this. Raises ValueError for a masked claim."""
        return self.known + self.half

    @property
    def known(self) -> Fraction:
        """The value. Raises ValueError for a masked claim."""
        if self.nominal is None:
            raise ValueError(f"{self.text}：数字被遮住")
        return self.nominal

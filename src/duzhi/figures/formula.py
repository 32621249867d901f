"""The small algebra of derived figures: one declaration computes, explains and traces.

Money parts come in fen, ratios as plain fractions (0.587 for 58.7 ％).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Part:
    """A figure inside a formula, perhaps as it stood the same period a year before."""

    code: str
    years_back: int = 0


@dataclass(frozen=True, slots=True)
class Formula:
    """One operation over parts."""

    kind: str
    parts: tuple[Part, ...]

    def compute(self, values: Sequence[Number]) -> Number | None:
        """The exact result; None where it cannot be computed (a base of zero or below)."""
        return _COMPUTE[self.kind](values)

    def words(self, names: Sequence[str]) -> str:
        """The formula as people read it, with the names of its parts."""
        if self.kind in _JOINED:
            return f" {_JOINED[self.kind]} ".join(names)
        return _WORDS[self.kind].format(*names)


def ratio(part: str, whole: str) -> Formula:
    """Part ÷ whole: 完成率, 占比."""
    return Formula("ratio", (Part(part), Part(whole)))


share = ratio


def growth(code: str) -> Formula:
    """同比: now ÷ the same period last year − 1, last year on this year's classification."""
    return Formula("growth", (Part(code), Part(code, 1)))


def difference(left: str, *right: str) -> Formula:
    """What remains of the left after every right."""
    return Formula("difference", (Part(left), *map(Part, right)))


def points(left: str, right: str) -> Formula:
    """个百分点: difference of two exact ratios, rounded once when shown."""
    return Formula("difference", (Part(left), Part(right)))


def cut(before: str, after: str) -> Formula:
    """(before − after) ÷ before: 审减率, 节约率."""
    return Formula("cut", (Part(before), Part(after)))


def multiple(left: str, right: str) -> Formula:
    """倍数: left ÷ right."""
    return Formula("ratio", (Part(left), Part(right)))


def mean(*codes: str) -> Formula:
    """Arithmetic mean."""
    return Formula("mean", tuple(map(Part, codes)))


def total(*codes: str) -> Formula:
    """Sum."""
    return Formula("sum", tuple(map(Part, codes)))


def same(code: str) -> Formula:
    """Another name for the same number (F28 = F03)."""
    return Formula("sum", (Part(code),))


def rank(code: str, *others: str) -> Formula:
    """1 for the largest; equals share a rank (1, 2, 2, 4)."""
    return Formula("rank", (Part(code), *map(Part, others)))


def count(*codes: str) -> Formula:
    """How many of the figures are above zero."""
    return Formula("count", tuple(map(Part, codes)))


def _ratio(values: Sequence[Number]) -> Number | None:
    return Fraction(values[0]) / values[1] if values[1] else None


def _growth(values: Sequence[Number]) -> Number | None:
    return Fraction(values[0]) / values[1] - 1 if values[1] > 0 else None


def _cut(values: Sequence[Number]) -> Number | None:
    return 1 - Fraction(values[1]) / values[0] if values[0] else None


def _whole(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


_COMPUTE: dict[str, Callable[[Sequence[Number]], Number | None]] = {
    "ratio": _ratio,
    "growth": _growth,
    "cut": _cut,
    "difference": lambda values: values[0] - sum(values[1:]),
    "sum": sum,
    "mean": lambda values: _whole(Fraction(sum(values)) / len(values)),
    "rank": lambda values: 1 + sum(other > values[0] for other in values[1:]),
    "count": lambda values: sum(value > 0 for value in values),
}
_JOINED = {"difference": "－", "sum": "＋"}
_WORDS = {
    "ratio": "{0} ÷ {1}",
    "growth": "{0} ÷ {1} － 1",
    "cut": "（{0} － {1}）÷ {0}",
    "mean": "各项平均",
    "rank": "{0}的位次",
    "count": "大于零的项数",
}

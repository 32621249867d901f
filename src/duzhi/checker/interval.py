"""Arithmetic with printed numbers: each stands for every value that rounds to it."""

from dataclasses import dataclass
from fractions import Fraction

from duzhi.checker.claim import Claim


@dataclass(frozen=True, slots=True)
class Interval:
    """low ≤ value ≤ high, with the value as printed between them."""

    low: Fraction
    nominal: Fraction
    high: Fraction

    def __add__(self, other: "Interval") -> "Interval":
        """Every sum."""
        return Interval(self.low + other.low, self.nominal + other.nominal, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        """Every difference."""
        return Interval(self.low - other.high, self.nominal - other.nominal, self.high - other.low)

    def __neg__(self) -> "Interval":
        """The other sign."""
        return Interval(-self.high, -self.nominal, -self.low)

    def __abs__(self) -> "Interval":
        """Without sign; what spans zero starts at zero."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Interval(Fraction(0), abs(self.nominal), max(-self.low, self.high))

    def __mul__(self, factor: Fraction | int) -> "Interval":
        """Times a number without doubt, not negative."""
        return Interval(self.low * factor, self.nominal * factor, self.high * factor)

    def __truediv__(self, other: "Interval") -> "Interval":
        """Every quotient.

        Raises:
            ZeroDivisionError: the divisor may be zero.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("除数可能为零")
        corners = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), self.nominal / other.nominal, max(corners))

    def meets(self, other: "Interval") -> bool:
        """Some value belongs to both."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: "Interval") -> Fraction:
        """How far apart they are, 0 when they meet."""
        return max(self.low - other.high, other.low - self.high, Fraction(0))


def of(claim: Claim) -> Interval:
    """What a printed number may be. Raises ValueError for a masked one."""
    return Interval(claim.low, claim.known, claim.high)


def exactly(value: Fraction | int) -> Interval:
    """A number without doubt."""
    one = Fraction(value)
    return Interval(one, one, one)


def total(parts: list[Interval]) -> Interval:
    """Every sum of the parts."""
    answer = exactly(0)
    for part in parts:
        answer = answer + part
    return answer

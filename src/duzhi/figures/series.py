"""A figure through the months: month ends of its year, and the whole of last year as a ghost.

Last year is asked as 上年同期 of every month, so the ghost's June is the number that growth uses.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duzhi.figures.catalogue import Figure, figure
from duzhi.figures.formula import Number
from duzhi.figures.value import Evaluator, Value
from duzhi.kernel.period import MONTHS


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at a month's end, or on the asked day of the last month; `exact` as in `Value`."""

    on: date
    value: Value

    @property
    def month(self) -> int:
        """1–12."""
        return self.on.month

    @property
    def exact(self) -> Number | None:
        """Fen, a count or a plain ratio; None where it is missing."""
        return self.value.exact

    @property
    def in_unit(self) -> Fraction | None:
        """The value in the figure's unit."""
        return self.value.in_unit


@dataclass(frozen=True, slots=True)
class Series:
    """January up to the day, and twelve months of the year before."""

    figure: Figure
    now: tuple[Point, ...]
    before: tuple[Point, ...]

    @property
    def known(self) -> bool:
        """Whether there is a line to draw: two months of either year."""
        drawn = ([one for one in line if one.exact is not None] for line in (self.now, self.before))
        return any(len(line) > 1 for line in drawn)


def series(code: str, on: date, region: str, *, years_back: int = 0) -> tuple[Point, ...]:
    """Month ends January … month of the day's year, or all twelve of an earlier one.

    Raises:
        LookupError: no such figure.
    """
    return _points(code, on, region, years_back, {})


def both(code: str, on: date, region: str) -> Series:
    """This year's months and last year's, read together.

    Raises:
        LookupError: no such figure.
    """
    memo: dict[object, object] = {}
    now = _points(code, on, region, 0, memo)
    return Series(figure(code), now, _points(code, on, region, 1, memo))


def _points(
    code: str, on: date, region: str, years_back: int, memo: dict[object, object]
) -> tuple[Point, ...]:
    last = MONTHS if years_back else on.month
    found = []
    for no in range(1, last + 1):
        day = _end(on.year, no) if years_back else min(_end(on.year, no), on)
        value = Evaluator(day, region, memo=memo, monthly=True).value(code, years_back)
        found.append(Point(value.on, value))
    return tuple(found)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])

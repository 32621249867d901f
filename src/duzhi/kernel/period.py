"""When: calendar spans, fiscal periods and how much of the year has passed.

A span's end is exclusive. Fiscal periods are numbered 1–12, 13 is 调整期 (domain.md §0.2).
"""

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

ADJUSTMENT = 13
MONTHS = 12


class Span(NamedTuple):
    """Days from `start` up to but not including `end`."""

    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)

    def __contains__(self, on: object) -> bool:
        """Whether a day lies inside."""
        return isinstance(on, date) and self.start <= on < self.end


def day(on: date) -> Span:
    """日."""
    return Span(on, on + timedelta(days=1))


def ten_days(on: date) -> Span:
    """旬: days 1–10, 11–20, 21–end of month."""
    first = min((on.day - 1) // 10, 2) * 10 + 1
    start = on.replace(day=first)
    return Span(start, start + timedelta(days=10)) if first < 21 else Span(start, month(on).end)  # noqa: PLR2004 the third 旬 runs to month end


def month(on: date) -> Span:
    """月."""
    start = on.replace(day=1)
    return Span(start, start + timedelta(days=monthrange(on.year, on.month)[1]))


def quarter(on: date) -> Span:
    """季."""
    return _months(on, 3)


def half_year(on: date) -> Span:
    """半年."""
    return _months(on, 6)


def year(on: date) -> Span:
    """年."""
    return _months(on, 12)


def year_to_date(on: date) -> Span:
    """累计: 1 January up to and including the day."""
    return Span(date(on.year, 1, 1), on + timedelta(days=1))


def same_day_last_year(on: date) -> date:
    """上年同期: month ends map to month ends, so 29 February finds 28 February and back."""
    if on == month(on).last:
        return month(date(on.year - 1, on.month, 1)).last
    return on.replace(year=on.year - 1)


def time_progress(on: date, basis: str = "month") -> Fraction:
    """序时进度: share of the year that has passed at the end of the day.

    `month` counts whole months begun (June = 1/2), `day` counts days (domain.md §1.4).

    >>> time_progress(date(2023, 6, 30)), time_progress(date(2023, 6, 30), "day")
    (Fraction(1, 2), Fraction(181, 365))
    """
    if basis == "month":
        return Fraction(on.month, MONTHS)
    if basis == "day":
        return Fraction(on.timetuple().tm_yday, 366 if isleap(on.year) else 365)
    raise ValueError(f"序时进度口径只有 month 和 day，没有 {basis}")


class Fiscal(NamedTuple):
    """A fiscal year and period 1–13."""

    year: int
    no: int

    @property
    def code(self) -> int:
        """One sortable number: 202306, 202313."""
        return self.year * 100 + self.no

    @classmethod
    def of(cls, on: date, *, adjustment: bool = False) -> "Fiscal":
        """The period a business day belongs to; January with the 调整期 flag is last year's 13."""
        return cls(on.year - 1, ADJUSTMENT) if adjustment else cls(on.year, on.month)

    @classmethod
    def from_code(cls, code: int) -> "Fiscal":
        """Back from the sortable number."""
        return cls(*divmod(code, 100))


def _months(on: date, size: int) -> Span:
    first = (on.month - 1) // size * size + 1
    last = date(on.year, first + size - 1, 1)
    return Span(date(on.year, first, 1), month(last).end)

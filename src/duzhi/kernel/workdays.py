"""Which days offices, banks and the treasury are open: weekdays, but for holidays and swaps."""

from datetime import date, timedelta
from typing import NamedTuple

_SATURDAY = 5
_DAY = timedelta(1)


class Workdays(NamedTuple):
    """Holidays of some years, and the weekend days worked in exchange (调休)."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def opens(self, on: date) -> bool:
        """Whether a day is worked.

        >>> days = Workdays(frozenset({date(2023, 10, 2)}), frozenset({date(2023, 10, 7)}))
        >>> [days.opens(date(2023, 10, day)) for day in (1, 2, 3, 7)]
        [False, False, True, True]
        """
        return on in self.worked or (on.weekday() < _SATURDAY and on not in self.holidays)

    def on_or_after(self, on: date) -> date:
        """The day itself, or the next one that is worked."""
        while not self.opens(on):
            on += _DAY
        return on

    def on_or_before(self, on: date) -> date:
        """The day itself, or the last one before it that is worked."""
        while not self.opens(on):
            on -= _DAY
        return on

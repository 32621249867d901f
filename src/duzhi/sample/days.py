"""Business days of treasury and banks 2021–2023: weekdays outside the public holidays.

Holidays as announced by the State Council each year; the shifted working weekends are left out.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

HOLIDAYS = (
    ("2021-01-01", 3), ("2021-02-11", 7), ("2021-04-03", 3), ("2021-05-01", 5), ("2021-06-12", 3),
    ("2021-09-19", 3), ("2021-10-01", 7), ("2022-01-01", 3), ("2022-01-31", 7), ("2022-04-03", 3),
    ("2022-04-30", 5), ("2022-06-03", 3), ("2022-09-10", 3), ("2022-10-01", 7), ("2022-12-31", 3),
    ("2023-01-21", 7), ("2023-04-05", 1), ("2023-04-29", 5), ("2023-06-22", 3),
)  # fmt: skip
"""First day and number of days."""
SATURDAY = 5


@cache
def closed() -> frozenset[date]:
    """Every public holiday."""
    return frozenset(
        date.fromisoformat(first) + timedelta(days=offset)
        for first, count in HOLIDAYS
        for offset in range(count)
    )


@cache
def calendar_days(year: int, month: int) -> tuple[date, ...]:
    """Every day of a month."""
    return tuple(date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))


@cache
def business_days(year: int, month: int) -> tuple[date, ...]:
    """The days on which money moves."""
    return tuple(
        day
        for day in calendar_days(year, month)
        if day.weekday() < SATURDAY and day not in closed()
    )


def nth(year: int, month: int, index: int) -> date:
    """A business day by index from 0; the month's last where there are fewer."""
    days = business_days(year, month)
    return days[min(index, len(days) - 1)]

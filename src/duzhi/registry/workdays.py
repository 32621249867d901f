"""Which days are worked, by the yearly notices on holidays (`data/law/calendar.yaml`)."""

from datetime import date

from duzhi.kernel.workdays import Workdays
from duzhi.registry.lawbook import dates


def workdays(first: date, last: date) -> Workdays:
    """Holidays and worked weekends of the years from `first` to `last`."""
    years = [date(year, 12, 31) for year in range(first.year, last.year + 1)]
    return Workdays(
        frozenset(day for year in years for day in dates("public_holidays", year)),
        frozenset(day for year in years for day in dates("worked_weekends", year)),
    )

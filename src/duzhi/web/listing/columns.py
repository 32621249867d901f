"""Columns of a list: declared once for the page, its totals and its export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from duzhi.documents.api import COUNT, MONEY, NUMBER, PERCENT, POINTS, TEXT
from duzhi.kernel.money import show
from duzhi.web.numbers import grouped, percent, points

CODE, DAY, MOMENT, STATE = "code", "day", "moment", "state"
"""Kinds of a list besides those of a table: a code in a lighter tone, days, a badge."""
NOTHING = "—"
_NUMBERS = {MONEY, PERCENT, POINTS, COUNT, NUMBER}

Lead = Callable[[Any], "tuple[object, ...] | None"]
"""Row → page name and its arguments, None where the cell leads nowhere."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field` is an attribute, a key or `a__b`; money is fen, ratios plain fractions.

    `sort` needs an index behind it where rows come from a table that grows. `show` makes the text
    of a cell from its row; `lead` says which page it opens. `wide` columns are left out on a phone.
    """

    field: str
    title: str
    kind: str = TEXT
    sort: bool = False
    total: bool = False
    lead: Lead | None = None
    show: Callable[[Any], object] | None = None
    wide: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is set flush right."""
        return self.kind in _NUMBERS


class Cell(NamedTuple):
    """What stands in a cell, where it leads, and how it is set."""

    text: str
    column: Column
    lead: tuple[object, ...] | None = None


def value_of(row: object, field: str) -> Any:  # noqa: ANN401 rows hold anything
    """The value of a field: an attribute, a key, or a path over both."""
    for name in field.split("__"):
        if row is None:
            return None
        row = row[name] if isinstance(row, dict) else getattr(row, name)
    return row


def raw(row: object, column: Column) -> Any:  # noqa: ANN401 rows hold anything
    """The value of a column as an export takes it."""
    return column.show(row) if column.show else value_of(row, column.field)


def text_of(value: Any, kind: str, unit: str) -> str:  # noqa: ANN401 rows hold anything
    """A value as people read it."""
    if value is None or value == "":
        return NOTHING
    if kind in _SHOWN:
        return _SHOWN[kind](value, unit)
    return str(value)


def cell(row: object, column: Column, unit: str) -> Cell:
    """One cell of one row."""
    lead = column.lead(row) if column.lead else None
    return Cell(text_of(raw(row, column), column.kind, unit), column, lead)


def _moment(value: datetime, _: str) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def _day(value: date | str, _: str) -> str:
    return value if isinstance(value, str) else value.isoformat()


_SHOWN: dict[str, Callable[[Any, str], str]] = {
    MONEY: lambda value, unit: show(value, unit, thousands=True),
    COUNT: lambda value, _: grouped(str(value)),
    PERCENT: lambda value, _: percent(value),
    POINTS: lambda value, _: points(value),
    DAY: _day,
    MOMENT: _moment,
}

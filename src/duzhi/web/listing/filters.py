"""Filters of a list: what the reader may narrow it by, read from the address, kept in the address.

Each gives conditions that work on a table of the database and on rows in memory alike.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from duzhi.kernel.money import parse_fen
from duzhi.office import api as office
from duzhi.web.forms import day_or_none
from duzhi.web.listing.columns import value_of
from duzhi.web.screen import Screen

Choices = Sequence[tuple[str, str]]
BEGINS = "begins"
"""How a code or a document's name starts, found by an index where `startswith` is not."""


class Condition(NamedTuple):
    """One test; several fields mean any of them."""

    fields: tuple[str, ...]
    how: str
    """exact, startswith, begins, icontains, gte, lte or lt."""
    value: Any

    def as_q(self) -> Q:
        """For a query."""
        found = Q()
        for field in self.fields:
            plain = {f"{field}__{self.how}": self.value}
            found |= office.beginning(field, self.value) if self.how == BEGINS else Q(**plain)
        return found

    def holds(self, row: object) -> bool:
        """For a row in memory."""
        return any(_TESTS[self.how](value_of(row, field), self.value) for field in self.fields)


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda have, want: bool(have == want) or str(have) == str(want),
    "startswith": lambda have, want: str(have or "").startswith(want),
    BEGINS: lambda have, want: str(have or "").startswith(want),
    "icontains": lambda have, want: str(want).lower() in str(have or "").lower(),
    "gte": lambda have, want: have is not None and have >= want,
    "lte": lambda have, want: have is not None and have <= want,
    "lt": lambda have, want: have is not None and have < want,
}


class Field(NamedTuple):
    """An input of a filter as the page draws it."""

    name: str
    title: str
    kind: str
    value: str
    choices: Choices = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list of values; `choices` may be asked of the screen."""

    name: str
    title: str
    choices: Choices | Callable[[Screen], Choices]
    field: str = ""
    how: str = "exact"

    def fields(self, data: QueryDict, screen: Screen) -> list[Field]:
        """A select."""
        return [Field(self.name, self.title, "choice", data.get(self.name, ""), self.all(screen))]

    def conditions(self, data: QueryDict, screen: Screen) -> list[Condition]:
        """Nothing for a value that is not on the list."""
        asked = data.get(self.name, "")
        if not asked or asked not in {value for value, _ in self.all(screen)}:
            return []
        return [Condition((self.field or self.name,), self.how, asked)]

    def all(self, screen: Screen) -> Choices:
        """The values with their names."""
        return self.choices(screen) if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Search:
    """Words in any of the fields; `how` is `icontains`, or `begins` for codes and numbers."""

    name: str
    title: str
    over: tuple[str, ...]
    how: str = "icontains"

    def fields(self, data: QueryDict, screen: Screen) -> list[Field]:
        """A text input."""
        return [Field(self.name, self.title, "text", data.get(self.name, "")[:60])]

    def conditions(self, data: QueryDict, screen: Screen) -> list[Condition]:
        """Nothing for an empty search."""
        asked = data.get(self.name, "").strip()[:60].replace("\x00", "")
        return [Condition(self.over, self.how, asked)] if asked else []


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included."""

    name: str
    title: str
    field: str = ""
    moment: bool = False
    """Whether the field is a moment, not a day."""

    def fields(self, data: QueryDict, screen: Screen) -> list[Field]:
        """Two day inputs."""
        return [
            Field(f"{self.name}_from", f"{self.title}起", "day", data.get(f"{self.name}_from", "")),
            Field(f"{self.name}_to", "止", "day", data.get(f"{self.name}_to", "")),
        ]

    def conditions(self, data: QueryDict, screen: Screen) -> list[Condition]:
        """Nothing where no day, or none that exists, is written."""
        found = []
        for part, how, clock in (("from", "gte", time.min), ("to", "lte", time.max)):
            if day := day_or_none(data.get(f"{self.name}_{part}", "")):
                # A moment is compared with a moment: a function of the field would miss its index.
                when = timezone.make_aware(datetime.combine(day, clock)) if self.moment else day
                found.append(Condition((self.field or self.name,), how, when))
        return found


@dataclass(frozen=True, slots=True)
class Amounts:
    """From one amount to another, in the unit of the page."""

    name: str
    title: str
    field: str = ""

    def fields(self, data: QueryDict, screen: Screen) -> list[Field]:
        """Two amount inputs."""
        return [
            Field(
                f"{self.name}_{part}",
                f"{self.title}{word}（{screen.unit}）",
                "amount",
                text := data.get(f"{self.name}_{part}", ""),
                fault=_fault(text, screen.unit),
            )
            for part, word in (("min", "不低于"), ("max", "不高于"))
        ]

    def conditions(self, data: QueryDict, screen: Screen) -> list[Condition]:
        """Nothing where no amount is written, or something that is none."""
        found = []
        for part, how in (("min", "gte"), ("max", "lte")):
            text = data.get(f"{self.name}_{part}", "")
            if text and not _fault(text, screen.unit):
                fen = parse_fen(text, screen.unit)
                found.append(Condition((self.field or self.name,), how, fen))
        return found


Filter = Choice | Search | Days | Amounts


def matching(rows: Iterable[object], conditions: Sequence[Condition]) -> list[object]:
    """Rows in memory that pass every condition."""
    return [row for row in rows if all(one.holds(row) for one in conditions)]


def _fault(text: str, unit: str) -> str:
    try:
        parse_fen(text[:40], unit)
    except ValueError as error:
        return str(error)
    return ""

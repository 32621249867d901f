"""The numbers of the half-year report on a day, and who still owes which."""

from dataclasses import dataclass
from datetime import date

from duzhi.areas.reports.rules import BY_ID, ITEMS
from duzhi.figures import api as figures


@dataclass(frozen=True, slots=True)
class ItemValue:
    """One of the 71 with its value; `office` is the 股室 that owes it."""

    id: str
    value: figures.Value
    office: str


def items(on: date, region: str) -> list[ItemValue]:
    """All 71 numbers in their order, F01 to F71."""
    evaluator = figures.Evaluator(on, region)
    return [ItemValue(item.id, evaluator.value(item.code), item.office) for item in ITEMS]


def missing(on: date, region: str) -> list[ItemValue]:
    """Those that are neither computed nor reported."""
    return [one for one in items(on, region) if one.value.exact is None]


def code_of(name: str) -> str:
    """The figure behind an id (`F03`), or the code itself when it is one already."""
    item = BY_ID.get(name.upper())
    return item.code if item else name

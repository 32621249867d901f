"""Reading 三保: the list of items of a day."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from duzhi.money.budget.rules.guarantee import Item

_LIST = Path(__file__).parents[1] / "data" / "guarantee_items.csv"


def items(on: date) -> Sequence[Item]:
    """The 三保 items in force on a day, by code."""
    return [item for item in _shipped() if item.on_list(on)]


@cache
def _shipped() -> tuple[Item, ...]:
    """The skeleton that comes with the house, until the province's list is imported."""
    with _LIST.open(encoding="utf-8", newline="") as file:
        return tuple(sorted(map(_item, csv.DictReader(file))))


def _item(row: Mapping[str, str]) -> Item:
    return Item(
        row["code"],
        row["block"],
        row["name"],
        row["measure"],
        int(row["payday"]),
        date.fromisoformat(row["start"]),
        date.fromisoformat(row["end"]) if row["end"] else None,
        row["basis"],
        row["evidence"],
    )

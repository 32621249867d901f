"""三保: what is on the list of a day, and demand against budget, due and paid (domain.md §3.5)."""

from datetime import date
from typing import NamedTuple

BLOCKS = {"1": "保基本民生", "2": "保工资", "3": "保运转"}
"""三保标识 → block; the order of the three is a parameter, never this one."""


class Item(NamedTuple):
    """An item of the 三保 list; `payday` is the day of the month it is due, 0 for no fixed one."""

    code: str
    block: str
    name: str
    measure: str
    """What a standard is per: 人·月, 人·年, 村·年."""
    payday: int
    start: date
    end: date | None
    """Exclusive."""
    basis: str
    evidence: str

    def on_list(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.start <= on and (self.end is None or on < self.end)

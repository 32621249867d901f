"""Which unknown amount a figure speaks of: each record has its own, unless it clearly repeats one.

Two records speak of the same amounts where subject and place agree and a ratio of at least two
digits is printed the same in both. Two that merely share a subject may be a month and a half-year.
"""

from collections.abc import Iterable

from duzhi.checker.claim import Claim
from duzhi.checker.records import Record
from duzhi.checker.subjects import WHOLE_SCOPES

LEVEL, PAST, COMPARABLE = "本年", "上年", "上年同口径"
"""Beside 上年同口径, 预算, 调整预算 …: what an amount of a record is called."""

Measured = dict[str, Claim]
"""What a record's own level is divided by (上年, 预算 …) → the percentage."""


class Amounts:
    """Names for the amounts of records; the same name is the same amount."""

    def __init__(self, measured: Iterable[tuple[Record, Measured]]) -> None:
        self._number: dict[Record, int] = {}
        self._first: dict[Record, Record] = {}
        said: dict[tuple[str, ...], tuple[Record, Measured]] = {}
        for record, ratios in measured:
            self._number[record] = len(self._number)
            for basis, claim in ratios.items():
                place = (_place(record), record.key, basis, claim.number, str(claim.nominal))
                before = said.setdefault(place, (record, ratios))
                if _telling(claim) and _agree(before[1], ratios):
                    self._first.setdefault(record, self._top(before[0]))

    def name(self, record: Record, what: str = LEVEL) -> str:
        """Of its level, or of what that is measured against."""
        return f"{self._number[self._top(record)]}{what}"

    def _top(self, record: Record) -> Record:
        return self._first.get(record, record)


def same_place(one: str, other: str) -> bool:
    """全市 is meant where no place is named."""
    return _widest(one) == _widest(other)


def _place(record: Record) -> str:
    return _widest(record.scope)


def _widest(scope: str) -> str:
    return "" if scope in WHOLE_SCOPES else scope


def _telling(claim: Claim) -> bool:
    """At least two digits beside leading zeros: 5％ is printed the same by chance."""
    return len(claim.number.replace(".", "").lstrip("0")) > 1


def _agree(one: Measured, other: Measured) -> bool:
    """No ratio that both print differs."""
    return all(one[basis].nominal == other[basis].nominal for basis in one.keys() & other.keys())

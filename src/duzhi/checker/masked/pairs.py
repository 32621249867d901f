"""Ratios between the levels of two records: 审减率 of what was submitted, 倍 of what stands before.

Both are read only where the sentence itself shows the two amounts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from duzhi.checker.claim import Claim
from duzhi.checker.records import Record

_CUT = re.compile(r"(?:审减|核减)率$")
_SUBMITTED = re.compile(r"送审|报审|评审|报送|申报")
_APPROVED = re.compile(r"审定|核定|审后")


class Pair(NamedTuple):
    """The level of a record ÷ an amount lies between low and high, in parts of one."""

    claim: Claim
    above: Record
    below: Record | Claim
    """A record's level, or an amount that stands by itself."""
    low: Fraction
    high: Fraction
    words: str


def pairs(near: Mapping[int, Sequence[Record]]) -> Iterator[Pair]:
    """Every such ratio; `near` are the records of each sentence, in order."""
    for rows in near.values():
        for record in rows:
            yield from _multiples(record)
        yield from _cuts(rows)


def _multiples(record: Record) -> Iterator[Pair]:
    """A *亿元，是B*亿元的2.83倍."""
    for claim, of in record.multiples:
        if of is not None and record.main and not claim.masked and claim.low > 0:
            words = f"{record.subject}的{claim.text}"
            yield Pair(claim, record, of, claim.low, claim.high, words)


def _cuts(rows: Sequence[Record]) -> Iterator[Pair]:
    """送审*万元，审定*万元，审减率7.6％: what is left is approved."""
    submitted = [one for one in rows if _SUBMITTED.search(one.subject) and _is_money(one)]
    approved = [one for one in rows if _APPROVED.search(one.subject) and _is_money(one)]
    rates = [rate for one in rows for rate in one.rates if _CUT.search(rate.name)]
    if not len(submitted) == len(approved) == len(rates) == 1 or rates[0].percent.masked:
        return
    claim = rates[0].percent
    low, high = 1 - claim.high / 100, 1 - claim.low / 100
    if low > 0:
        yield Pair(claim, approved[0], submitted[0], low, high, f"{rates[0].name}{claim.text}")


def _is_money(record: Record) -> bool:
    return record.main is not None and record.main.unit.endswith("元")

"""Ratios between the levels of two records: 审减率 of what was submitted, 倍 of what stands before.

Both are read only where the sentence itself shows the two amounts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from duzhi.checker.claim import Claim
from duzhi.checker.masked.phrases import Phrases
from duzhi.checker.records import Record

_CUT = re.compile(r"(?:审减|核减)率$")
_SUBMITTED = re.compile(r"送审|报审|评审|报送|申报")
_APPROVED = re.compile(r"审定|核定|审后")


class Pair(NamedTuple):
    """above ÷ below lies between low and high, in parts of one."""

    claim: Claim
    above: Record
    below: Record
    low: Fraction
    high: Fraction
    words: str


def pairs(near: Mapping[int, Sequence[Record]], phrases: Phrases) -> Iterator[Pair]:
    """Every such ratio; `near` are the records of each sentence, in order."""
    for rows in near.values():
        for before, record in zip([None, *rows], rows, strict=False):
            if before is not None:
                yield from _multiples(before, record, phrases)
        yield from _cuts(rows)


def _multiples(before: Record, record: Record, phrases: Phrases) -> Iterator[Pair]:
    """A *亿元，是B*亿元的2.83倍."""
    for claim in record.multiples:
        beside = claim.nominal is not None and claim.low > 0 and before.main and record.main
        if beside and phrases.between(claim) == "的" and record.subject[:1] in "是为":
            words = f"{before.subject}{record.subject}的{claim.text}"
            yield Pair(claim, before, record, claim.low, claim.high, words)


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

"""Rows of several figures: 送审, 审定, 审减 of the whole and of each part."""

import re
from collections.abc import Sequence

from duzhi.checker import subjects
from duzhi.checker.claim import COUNT
from duzhi.checker.records import Record

_FAMILIES = (
    ("送审", re.compile(r"送审|评审|报审|申报|审核")),
    ("审定", re.compile(r"审定|审后|核定")),
    ("审减", re.compile(r"审减|核减")),
    ("节约", re.compile(r"节约|节支|节省")),
    ("实际", re.compile(r"实际|成交|中标|合同")),
    ("计划", re.compile(r"计划|预算金额|采购预算|控制价")),
)
"""Names of one column: domain.md §5.5, §6.4."""
_PAIR = 2
_ENDING = 2
"""Characters that names of one column end with in common."""


def by_column(
    wholes: Sequence[Record], parts: Sequence[Record]
) -> list[tuple[Record, list[Record]]]:
    """Each figure of the whole with its like in the parts; empty where they are not such rows."""
    if len(wholes) < _PAIR or len(parts) < _PAIR * 2:
        return []
    found = [(whole, [one for one in parts if _alike(whole, one, wholes)]) for whole in wholes]
    good = [(whole, chosen) for whole, chosen in found if len(chosen) > 1]
    fits = len(good) > 1 and sum(len(one) for _, one in good) <= len(parts)
    return good if fits else []


def _alike(whole: Record, part: Record, wholes: Sequence[Record]) -> bool:
    one, other = whole.main, part.main
    if one is None or other is None or one.kind != other.kind:
        return False
    if one.kind == COUNT:
        return one.unit == other.unit
    if family := _family(whole.subject):
        return _family(part.subject) == family
    common = subjects.tail(whole.subject, part.subject)
    best = max(subjects.tail(one.subject, part.subject) for one in wholes)
    return common >= _ENDING and common == best


def _family(subject: str) -> str:
    return next((name for name, pattern in _FAMILIES if pattern.search(subject)), "")

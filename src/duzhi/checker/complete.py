"""Lists that leave nothing out by the terms of the field: 税收＋非税, 一般债＋专项债.

Each line of data/complete.txt: words of the parts, one word each; then a word of the whole.
"""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

from duzhi.checker.records import Group

_PAIR = 2


def adds_up_by_terms(group: Group) -> bool:
    """Whether the parts of a group are all there can be, or their shares make 100 %."""
    return _shares_full(group) or _terms_full(group) or _rest_named(group)


def _rest_named(group: Group) -> bool:
    """A list that ends with 其他 names everything."""
    parts = group.parts[: group.ends[0]] if group.ends else group.parts
    return len(parts) > _PAIR and bool(re.search(r"其他|其它|其余", parts[-1].subject))


def _shares_full(group: Group) -> bool:
    parts = group.parts[: group.ends[0]] if group.ends else group.parts
    shares = [one.shares[0].percent for one in parts if one.shares]
    if len(shares) < _PAIR or len(shares) < len([one for one in parts if one.main]):
        return False
    whole = sum((one.nominal or Fraction(0) for one in shares), Fraction(0))
    return abs(whole - 100) <= sum(one.half for one in shares) + Fraction(1, 2)


def _terms_full(group: Group) -> bool:
    parts = group.parts[: group.ends[0]] if group.ends else group.parts
    names = [one.subject for one in parts if one.main]
    whole = group.whole.subject
    for words, word in _table():
        if len(words) != len(names) or not re.search(word, whole):
            continue
        if all(any(re.search(one, name) for name in names) for one in words) and all(
            any(re.search(one, name) for one in words) for name in names
        ):
            return True
    return False


@cache
def _table() -> tuple[tuple[tuple[str, ...], str], ...]:
    lines = (Path(__file__).parent / "data" / "complete.txt").read_text("utf-8").splitlines()
    rows = [line.split("：") for line in lines if line and not line.startswith("#")]
    return tuple((tuple(parts.split()), whole.strip()) for parts, whole in rows)

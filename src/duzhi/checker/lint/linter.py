"""Runs every rule about words over one reading; order of place, and never without end."""

from collections.abc import Callable, Iterator
from itertools import islice

from duzhi.checker.lint import (
    counted_list,
    dates,
    double_half,
    doubled,
    growth_sign,
    look_alike,
    misspelt,
    new_holds_refinancing,
    unit_slip,
)
from duzhi.checker.records import Reading
from duzhi.checker.report import Remark

RULES: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    unit_slip.find,
    growth_sign.find,
    look_alike.find,
    misspelt.find,
    new_holds_refinancing.find,
    double_half.find,
    dates.find,
    counted_list.find,
    doubled.find,
)
MOST = 200
"""Remarks of one rule on one text: a page of brackets must not become a page of remarks."""


def lint(reading: Reading) -> list[Remark]:
    """Everything the rules have to say about one reading, in the order of the text."""
    found = [remark for find in RULES for remark in islice(find(reading), MOST)]
    return sorted(set(found), key=lambda one: (one.start, one.end, one.rule))

"""Shares of one whole that are told one after another make 100 %, or something was left out."""

from collections.abc import Iterator
from fractions import Fraction

from duzhi.checker.interval import of, total
from duzhi.checker.records import AMONG, BRACKETS, LIST, RESPECTIVE, Group, Portion, Reading
from duzhi.checker.report import EXACT, ROUNDING, SOFT, VIOLATED, Identity
from duzhi.kernel.money import decimal

_PAIR, _ALL = 2, 100
_ASKED = Fraction(90)
"""From this many percent on a list is presented as complete."""


def find(reading: Reading) -> Iterator[Identity]:
    """Every enumeration with a share for each of its names."""
    for group in reading.groups:
        if group.kind in (RESPECTIVE, AMONG, LIST, BRACKETS):
            yield from _one(reading, group)


def _one(reading: Reading, group: Group) -> Iterator[Identity]:
    parts = group.parts[: group.ends[0] if group.ends else None]
    portions: list[Portion] = [one.shares[0] for one in parts if one.shares]
    if len(portions) < _PAIR or len(portions) < len(parts) or any(one.soft for one in portions):
        return
    if any(one.percent.masked for one in portions) or len({one.of for one in portions} - {""}) > 1:
        return
    whole = total([of(one.percent) for one in portions])
    if whole.nominal < _ASKED:
        return
    good = whole.low <= _ALL <= whole.high
    if not good and group.kind != RESPECTIVE:
        return
    numbers = tuple(one.percent.number for one in portions)
    yield Identity(
        "whole_hundred" if good else "shares_below_100",
        tuple(one.percent.id for one in portions),
        reading.sentence(group.parts[0].sentence),
        numbers,
        "100",
        whole.nominal,
        whole.low,
        whole.high,
        (EXACT if whole.nominal == _ALL else ROUNDING) if good else VIOLATED,
        "" if good else SOFT,
        "" if good else _message(whole.nominal),
        "＋".join(f"{one}％" for one in numbers) + "＝" + decimal(whole.nominal, 2) + "％",
    )


def _message(whole: Fraction) -> str:
    shown = decimal(whole, 2).rstrip("0").rstrip(".")
    return f"各项占比相加是{shown}％，不是100％；请核实是否还有没有列出的部分"

"""Where the 库款保障水平 stands among its levels, in thousandths of a band, and in words."""

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from duzhi.kernel.money import decimal
from duzhi.money.treasury.queries.position import Position
from duzhi.money.treasury.rules.cash import LEVELS

COLOURS = {"预警": "red", "偏低": "yellow", "正常": "good", "闲置": "grey"}
"""A level's colour; it always stands beside its word."""
_WIDTH, _K_PLACES = 1000, 3
_BEYOND = Fraction(5, 4)
"""The band ends a quarter beyond its last edge."""


class Segment(NamedTuple):
    """A level as a part of the band."""

    name: str
    colour: str
    x: int
    width: int


class Band(NamedTuple):
    """The levels, and k before and after special-bond money; None where k is not known."""

    segments: tuple[Segment, ...]
    k: int | None
    k_net: int | None


def band(found: Position) -> Band:
    """The band of a day."""
    end = found.bands[-1] * _BEYOND
    stops = (Fraction(0), *found.bands, end)
    segments = tuple(
        Segment(name, COLOURS[name], _at(low, end), _at(high, end) - _at(low, end))
        for name, (low, high) in zip(LEVELS, pairwise(stops), strict=True)
    )
    return Band(segments, _mark(found.k, end), _mark(found.k_net, end))


def k_text(value: Fraction | None) -> str:
    """K with three places, as the bureau says it."""
    return "—" if value is None else decimal(value, _K_PLACES)


def _at(value: Fraction, end: Fraction) -> int:
    return int(min(max(value, Fraction(0)), end) * _WIDTH / end)


def _mark(value: Fraction | None, end: Fraction) -> int | None:
    return None if value is None else _at(value, end)

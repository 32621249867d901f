"""Money is whole fen in an `int`; only the screen rounds (half up), and division loses nothing.

Source: domain.md §0.1.
"""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

UNIT_FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
"""Fen in one of each unit; "分" is not offered because no file of the field uses it."""

MAX_FEN = 2**63 - 1
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BLANK = {"", "-", "--", "—", "——", "/", "－"}


def parse_fen(text: str, unit: str) -> int | None:
    """Fen from what a cell or a person wrote; None when it is blank or a dash.

    Accepts full-width digits, thousands separators, ￥ and ¥, and brackets for negatives.

    Raises:
        ValueError: not a number, smaller than a fen, or beyond 64 bits.

    >>> parse_fen("１，２３４.５", "万元")
    1234500000
    >>> parse_fen("(12.30)", "元")
    -1230
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").lstrip("￥¥$")
    if plain in _BLANK:
        return None
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    plain = _THOUSANDS.sub("", plain)
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"“{text}”不是金额")
    return to_fen(Fraction(plain), unit)


def to_fen(value: Fraction, unit: str) -> int:
    """Exact fen of a value in a unit.

    Raises:
        ValueError: the value has parts of a fen, or does not fit 64 bits.
    """
    fen = Fraction(value * UNIT_FEN[unit])
    if fen.denominator != 1:
        raise ValueError(f"{decimal(value, 8).rstrip('0')}{unit}含有不足一分的尾数")
    if abs(fen.numerator) > MAX_FEN:
        raise ValueError("金额超出可记录的范围")
    return fen.numerator


def round_half_up(value: Fraction, places: int) -> int:
    """The value times 10**places, rounded half away from zero (四舍五入).

    >>> round_half_up(Fraction(-25, 10), 0)
    -3
    """
    scaled: Fraction = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return whole if value >= 0 else -whole


def decimal(value: Fraction, places: int) -> str:
    """The value half-up with exactly `places` decimals and an ASCII minus sign.

    >>> decimal(Fraction(1, 8), 2)
    '0.13'
    """
    whole = round_half_up(value, places)
    sign = "-" if whole < 0 else ""
    digits = str(abs(whole)).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def in_unit(fen: int, unit: str) -> Fraction:
    """The exact amount in 元, 万元 or 亿元."""
    return Fraction(fen, UNIT_FEN[unit])


def show(fen: int, unit: str = "元", places: int = 2, *, thousands: bool = False) -> str:
    """An amount for people, without the unit word.

    >>> show(117_402_000_000, "万元", 0)
    '117402'
    >>> show(-123_456_789, "元", thousands=True)
    '-1,234,567.89'
    """
    text = decimal(in_unit(fen, unit), places)
    if not thousands:
        return text
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole != "-0" else text


def rate(part: int, whole: int) -> Fraction | None:
    """Part ÷ whole as an exact fraction; None where the whole is zero (nothing to compare)."""
    return Fraction(part, whole) if whole else None


def growth(now: int, before: int) -> Fraction | None:
    """Relative change; None where the base is zero or negative (domain.md §0.1)."""
    return Fraction(now - before, before) if before > 0 else None


def allocate(total_fen: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weights; the parts add up to it to the fen.

    Leftover fen go to the largest remainders, earlier parts first among equals.

    Raises:
        ValueError: no weights, a negative one, or all zero.

    >>> allocate(100, [1, 1, 1])
    [34, 33, 33]
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("分摊权重必须非负且不全为零")
    floors = [total_fen * weight // whole for weight in weights]
    short = total_fen - sum(floors)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total_fen * weights[i] % whole), i))
    for index in by_remainder[:short]:
        floors[index] += 1
    return floors

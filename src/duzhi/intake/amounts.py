"""Fen and exact numbers out of cells, without ever trusting a float's last bits."""

import math
import re
import unicodedata
from fractions import Fraction

from duzhi.intake.cells import Cell, quote, squeezed, text_of
from duzhi.intake.faults import FORMULA_START, CellError, refuse_formula
from duzhi.kernel.money import UNIT_FEN, parse_fen, to_fen

_EXACT_FLOAT = 2.0**52
_NOISE = 1e-3
"""A float this close to a whole fen is a whole fen: the rest is binary noise, not a tail."""
_LONGEST = 40
_HUGE_EXPONENT = re.compile(r"[eE][-+]?\d{3,}")
_PLAIN_YUAN = re.compile(r"(-?\d{1,15})\.(\d\d)", re.ASCII)
_UNIT_INSIDE = re.compile(r"[\d.]\s*(?:[十百千万亿]|元)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", re.ASCII)
_DASHES = {"", "-", "--", "—", "——", "/"}


def fen_of(cell: Cell, unit: str) -> int | None:
    """Fen of an amount written in a unit; None for an empty cell or a dash.

    Raises:
        CellError: not an amount, or parts of a fen.
    """
    return _of_text(cell, unit) if isinstance(cell, str) else _of_value(cell, unit)


def number_of(cell: Cell) -> Fraction | None:
    """The exact number; 12.5％ is one eighth; None for an empty cell or a dash.

    Raises:
        CellError: it is not a number.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise _not_a_number(cell)
    text = squeezed(format(cell, ".15g") if isinstance(cell, float) else text_of(cell))
    if text in _DASHES:
        return None
    bare = text.removesuffix("%")
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    plain = _THOUSANDS.sub("", bare)
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
        raise _not_a_number(cell)
    return Fraction(plain) / 100 if text.endswith("%") else Fraction(plain)


def _of_value(cell: Cell, unit: str) -> int:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise _not_an_amount(cell)
    near = cell * UNIT_FEN[unit]
    if abs(near) < _EXACT_FLOAT and abs(near - round(near)) < _NOISE:
        return round(near)
    try:
        return to_fen(Fraction(format(cell, ".15g")), unit)
    except ValueError as error:
        raise CellError("intake.amount", f"{quote(cell)}：{error}；请核对金额和单位") from None


def _of_text(cell: str, unit: str) -> int | None:
    if unit == "元" and (plain := _PLAIN_YUAN.fullmatch(cell)):
        return int(plain[1] + plain[2])
    if cell.startswith(FORMULA_START):
        refuse_formula(cell)
    if len(cell) > _LONGEST or _HUGE_EXPONENT.search(cell):
        raise _not_an_amount(cell)
    try:
        return parse_fen(text_of(cell), unit)
    except ValueError as error:
        if "不是金额" in str(error):
            raise _not_an_amount(cell) from None
        raise CellError("intake.amount", f"{quote(cell)}：{error}；请核对金额和单位") from None


def _not_an_amount(cell: Cell) -> CellError:
    mixed = isinstance(cell, str) and _UNIT_INSIDE.search(unicodedata.normalize("NFKC", cell))
    hint = "，单元格里混入了单位；请只填数字，单位写在表头" if mixed else "；请只填数字"
    return CellError("intake.amount", f"{quote(cell)}不是金额{hint}")


def _not_a_number(cell: Cell) -> CellError:
    return CellError("intake.number", f"{quote(cell)}不是数字；请只填数字")

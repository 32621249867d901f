"""Why a cell cannot be used, and the two dangers any text or code cell may carry."""

import re

from duzhi.intake.cells import Cell, quote

SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+|\d\.\d+[eE]\d+")
FORMULA_START = ("=", "@", "\t", "\r")
_SIGNED_NUMBER = re.compile(r"[-+][\d\s,.\-()]*%?")
_LOST_FROM = 1e15
"""Spreadsheets keep fifteen digits; a longer number has lost its last ones."""


class CellError(Exception):
    """A cell that cannot be used: a stable code and one Chinese sentence."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        self.text = text
        super().__init__(text)


def refuse_formula(cell: Cell) -> None:
    """CellError for text that a spreadsheet would run as a formula."""
    if not isinstance(cell, str) or not cell:
        return
    signed = cell[0] in "+-" and not _SIGNED_NUMBER.fullmatch(cell)
    if signed or cell.startswith(FORMULA_START):
        raise CellError(
            "intake.formula", f"{quote(cell)}是像公式的文本，可能被表格软件执行；请改为普通文字"
        )


def refuse_lost_digits(cell: Cell) -> None:
    """CellError for a number too long to have kept all its digits."""
    if isinstance(cell, int | float) and not abs(cell) < _LOST_FROM:
        raise lost(cell)


def lost(cell: Cell) -> CellError:
    """The fault of a code that a spreadsheet turned into a number."""
    return CellError(
        "intake.code_lost",
        f"{quote(cell)}：编码/证件号被表格软件转成了数字，末几位已丢失；请把该列设为文本后重新导出",
    )


def too_long(cell: Cell, length: int, limit: int) -> CellError:
    """The fault of more characters than a column takes."""
    text = f"{quote(cell)}有 {length} 个字，最多 {limit} 个；请缩短"
    return CellError("intake.too_long", text)

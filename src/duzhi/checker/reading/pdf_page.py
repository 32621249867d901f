"""What stands on a page of a .pdf, and where, turned so that its words are upright."""

from collections import Counter
from collections.abc import Iterator
from ctypes import byref
from math import pi
from typing import Any

import pypdfium2
from pypdfium2 import raw

from duzhi.checker.reading import limits, pdf_rules
from duzhi.checker.reading.pdf_shapes import Box, Glyph, Page, Turn

UNKNOWN = "□"
"""Printed for a character without a code."""
_QUARTER = pi / 2
_LEAN = 0.06
"""Of a quarter turn: a line may lean so much, a watermark leans more."""
_LINE_ENDS = {0x0A, 0x0D}
_SPACES = {0x20, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x09}
_NO_CODES = {0, 0xFFFD, 0xFFFE, 0xFFFF}
_PRIVATE, _HALVES = range(0xE000, 0xF900), range(0xD800, 0xE000)


def page_of(page: pypdfium2.PdfPage, number: int) -> Page:
    """Read one page, upright as most of its characters are.

    Raises:
        Refused: more characters than a whole report may have.
        PdfiumError: the page is damaged.
    """
    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text)
        if count > limits.MOST_CHARACTERS:
            raise limits.too_long()
        printed = list(_printed(text.raw, count))
    finally:
        text.close()
    quarter = Counter(quarter for *_, quarter in printed).most_common(1)
    return _upright(page, number, quarter[0][0] if quarter else 0, printed)


def _upright(
    page: pypdfium2.PdfPage, number: int, quarter: int, printed: list[tuple[Box, str, int]]
) -> Page:
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    turns = (
        lambda a, b, c, d: Box(a - left, b - bottom, c - left, d - bottom),
        lambda a, b, c, d: Box(top - d, a - left, top - b, c - left),
        lambda a, b, c, d: Box(right - c, top - d, right - a, top - b),
        lambda a, b, c, d: Box(b - bottom, right - c, d - bottom, right - a),
    )
    turn: Turn = turns[quarter % 4]
    width, height = right - left, top - bottom
    found = Page(number, height, width) if quarter % 2 else Page(number, width, height)
    found.glyphs = [Glyph(*turn(*box), char) for box, char, turned in printed if turned == quarter]
    found.printed = sum(one.char != " " for one in found.glyphs)
    found.unknown = sum(one.char == UNKNOWN for one in found.glyphs)
    pdf_rules.look(page, found, turn)
    return found


def _printed(
    text: Any,  # noqa: ANN401 a handle of PDFium
    count: int,
) -> Iterator[tuple[Box, str, int]]:
    """Characters with their quarter turns; those that lean, as in a watermark, are left out."""
    box = raw.FS_RECTF()
    place = byref(box)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _LINE_ENDS or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, place):
            continue
        turns = raw.FPDFText_GetCharAngle(text, index) / _QUARTER
        if abs(turns - round(turns)) < _LEAN:
            lost = raw.FPDFText_HasUnicodeMapError(text, index) == 1
            char = UNKNOWN if lost else _char(code)
            yield Box(box.left, box.bottom, box.right, box.top), char, round(turns) % 4


def _char(code: int) -> str:
    if code in _SPACES:
        return " "
    return UNKNOWN if code in _NO_CODES or code in _PRIVATE or code in _HALVES else chr(code)

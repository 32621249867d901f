"""The rules of a page of a .pdf (the lines of its tables), and whether a picture fills it."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from typing import Any

import pypdfium2
from pypdfium2 import raw

from duzhi.checker.reading.pdf_shapes import Box, Page, Turn

_THIN = 3.0
"""A rule is no thicker, in points, and at least twice as long."""
_MOST_OBJECTS, _MOST_SEGMENTS, _MOST_RULES = 20_000, 2_000, 4_000
"""Of a page, of a path, of a page: more makes a drawing, which has no tables to look for."""
_SCAN = 0.3
"""A picture that covers so much of a page may be one of words."""
_Point = tuple[float, float]


def look(page: pypdfium2.PdfPage, found: Page, turn: Turn) -> None:
    """Add the rules of a page to it, and say whether a picture takes the place of words."""
    handle = page.raw
    count = raw.FPDFPage_CountObjects(handle)
    if count > _MOST_OBJECTS:
        return
    area = found.width * found.height
    for index in range(count):
        one = raw.FPDFPage_GetObject(handle, index)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = turn(*_bounds(one))
            found.scanned |= (box.right - box.left) * (box.top - box.bottom) > _SCAN * area
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(found.rules) <= _MOST_RULES:
            found.rules += [turn(*box) for box in _rules(one)]
    if len(found.rules) > _MOST_RULES:
        found.rules = []


def _rules(path: Any) -> Iterator[Box]:  # noqa: ANN401 a handle of PDFium
    """Straight thin lines of a path, drawn or filled."""
    box = _bounds(path)
    if _is_rule(box):
        yield box
        return
    filled, drawn = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(filled), byref(drawn))
    if drawn.value:
        for (left, bottom), (right, top) in _segments(path):
            side = Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            if _is_rule(side):
                yield side


def _is_rule(box: Box) -> bool:
    wide, high = box.right - box.left, box.top - box.bottom
    return min(wide, high) <= _THIN and max(wide, high) >= 2 * _THIN


def _bounds(one: Any) -> Box:  # noqa: ANN401
    sides = [c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(one, *map(byref, sides))
    return Box(*(side.value for side in sides))


def _segments(path: Any) -> Iterator[tuple[_Point, _Point]]:  # noqa: ANN401
    """From point to point, in the page's own coordinates."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, byref(matrix))
    first = last = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        point = _point(segment, matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, first
            last = first


def _point(segment: Any, matrix: Any) -> _Point:  # noqa: ANN401
    x, y = c_float(), c_float()
    raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
    return (
        matrix.a * x.value + matrix.c * y.value + matrix.e,
        matrix.b * x.value + matrix.d * y.value + matrix.f,
    )

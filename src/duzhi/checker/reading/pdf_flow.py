"""Printed lines become paragraphs again: a line goes on in the next unless something ends it.

A paragraph ends where its line leaves room that the next word would have had, where the next line
is indented or another size, and before a heading or an item of a list.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from duzhi.checker.reading.pdf_lines import Line
from duzhi.checker.reading.pdf_shapes import Page

_HEADING = re.compile(
    r"第[一二三四五六七八九十百]+[章节条部]|[一二三四五六七八九十]{1,3}[、．.]"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}(?:[、．]|[.](?!\d))|[①-⑳]|——"
)
_ENDS = tuple("。！？；：!?;:")
_GOES_ON = tuple("，、,（(《“")
_INDENT, _ROOM, _SIZES = 0.8, 0.6, 0.2
"""In characters: what makes an indent, what a full line may still leave; part of a size."""
_EDGE = 0.05
"""Share of lines that may stick out of the margin: hanging punctuation, one wide formula."""
_LEAST = 0.6
"""Of the page's width: where all lines are shorter, none is full."""
_Sort = tuple[int, int]


class _Margins(NamedTuple):
    """Where the body of the text stands on a sort of page, in points."""

    left: float
    right: float


def flowing(parts: Sequence[Sequence[Line]], pages: Sequence[Page]) -> str:
    """The text, a paragraph a line."""
    margins = _margins(parts, pages)
    lines = [
        (line, margins[_sort(page)])
        for page, found in zip(pages, parts, strict=True)
        for line in found
    ]
    return "\n".join(_paragraphs(lines))


def _margins(parts: Sequence[Sequence[Line]], pages: Sequence[Page]) -> dict[_Sort, _Margins]:
    """Where lines begin, and how far they reach, on each sort of page."""
    lefts: dict[_Sort, list[int]] = {}
    rights: dict[_Sort, list[float]] = {}
    for page, found in zip(pages, parts, strict=True):
        lines = [line for line in found if not line.whole]
        lefts.setdefault(_sort(page), []).extend(round(line.left) for line in lines)
        rights.setdefault(_sort(page), [_LEAST * page.width]).extend(line.right for line in lines)
    return {
        sort: _Margins(_body(lefts[sort]), sorted(ends)[int(len(ends) * (1 - _EDGE))])
        for sort, ends in rights.items()
    }


def _body(lefts: Iterable[int]) -> int:
    """The leftmost place where more than one line begins."""
    return min((left for left, count in Counter(lefts).items() if count > 1), default=0)


def _sort(page: Page) -> _Sort:
    """Pages of one width with the same side of the sheet up have the same margins."""
    return round(page.width), page.number % 2


def _paragraphs(lines: Iterable[tuple[Line, _Margins]]) -> Iterator[str]:
    words: list[str] = []
    before: tuple[Line, _Margins] | None = None
    for line, margins in lines:
        if before and (_ended(*before, line) or (len(words) == 1 and _anew(*before, line))):
            yield "".join(words)
            words = []
        elif words and _apart(words[-1], line.text):
            words[-1] += " "
        words.append(line.text)
        before = line, margins
    if words:
        yield "".join(words)


def _ended(before: Line, margins: _Margins, line: Line) -> bool:
    """Whether a paragraph ends with the line `before`, which has these margins."""
    if before.whole or line.whole or abs(before.em - line.em) > _SIZES * before.em:
        return True
    if margins.right - before.right > line.head + _ROOM * before.em:
        return True
    if _HEADING.match(line.text) and not before.text.endswith(_GOES_ON):
        return True
    deeper = line.left - before.left > _INDENT * before.em
    return deeper and (before.text.endswith(_ENDS) or not _HEADING.match(before.text))


def _anew(before: Line, margins: _Margins, line: Line) -> bool:
    """Whether two lines with the same indent are two paragraphs: the first has begun one."""
    indent = before.left - margins.left
    return indent > _INDENT * before.em and abs(line.left - before.left) < _INDENT * before.em


def _apart(first: str, second: str) -> bool:
    return first[-1:].isalpha() and second[:1].isalpha() and (first[-1] + second[0]).isascii()

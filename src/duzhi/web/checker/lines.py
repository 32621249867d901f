"""A checked text cut into lines: what each is, under which heading it stands, which marks it bears.

Pure, one pass: lines and marks are both in order.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duzhi.web.checker.marking import Mark

HEADLINE, CHAPTER, SECTION, BODY, TABLE = "headline", "chapter", "section", "body", "table"
"""What a line is."""

TITLE = 60
"""Characters of a heading at most."""
_LONGEST = 2_000
"""Characters of a paragraph before it is cut in two for the page."""
_DULL = 120
"""Characters without a mark that are worth leaving out."""
_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_STOP = re.compile(r"[。；！？;!?]")
_NUMBER = re.compile(r"[-+－]?[\d,.，]+[％%]?|\*|—+|-+")
_CHAPTER = re.compile(r"\s*([一二三四五六七八九十]{1,3})、")
_SECTION = re.compile(r"\s*[（(]([一二三四五六七八九十]{1,3})[）)]")
_ENDS = ("。", "；", "，", ";", ",", ".", "：", ":")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or one row of a table; `first` and `last` bound its marks."""

    start: int
    end: int
    kind: str
    label: str
    """The heading it stands under, as people refer to it: 二（一）, 第 3 段."""
    first: int
    last: int


class Piece(NamedTuple):
    """A stretch of plain text, or of a mark."""

    text: str
    mark: Mark | None = None
    begins: bool = True
    """Whether the mark begins here: it may go on over the end of a line."""
    ends: bool = True
    skipped: int = 0
    """Sentences that are left out between marks; shown when asked for."""


def cut_lines(text: str, marks: Sequence[Mark]) -> Iterator[Line]:
    """Lines that say something, in order, each with its heading and its marks."""
    chapter = section = ""
    headed = any(_CHAPTER.match(found[0]) for found in _LINE.finditer(text))
    at = 0
    for number, (start, end) in enumerate(_stretches(text, marks), 1):
        kind, heading = _kind(text[start:end], number)
        if kind == CHAPTER:
            chapter, section = heading, ""
        elif kind == SECTION:
            section = f"（{heading}）"
        while at < len(marks) and marks[at].end <= start:
            at += 1
        last = at
        while last < len(marks) and marks[last].start < end:
            last += 1
        yield Line(start, end, kind, f"{chapter}{section}" or _before(headed, number), at, last)
        at = max(at, last - 1)  # a mark may go on in the next line


class Cell(NamedTuple):
    """A cell of a table; numbers stand flush right."""

    pieces: tuple[Piece, ...]
    number: bool


def condensed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Long stretches without a mark shortened to the sentences beside the marks."""
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if piece.mark or len(piece.text) < _DULL:
            yield piece
            continue
        stops = [found.end() for found in _STOP.finditer(piece.text)]
        start = 0 if number == 0 else next(iter(stops), 0)
        end = len(piece.text) if number == last else (stops or [0])[-1]
        if end - start < _DULL:
            yield piece
            continue
        inside = sum(start < stop <= end for stop in stops)
        parts = (piece.text[:start], piece.text[start:end], piece.text[end:])
        for text, count in zip(parts, (0, max(inside, 1), 0), strict=True):
            if text:
                yield Piece(text, skipped=count)


def pieces_of(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Plain text and marks by turns."""
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], mark, first == mark.start, last == mark.end)
        at = last
    if at < end:
        yield Piece(text[at:end])


def cells_of(text: str, line: Line, marks: Sequence[Mark]) -> Iterator[Cell]:
    """Cells between the bars; the last one closes the row and opens no cell."""
    start, stop = line.start, line.end - (text[line.end - 1] == "|")
    while start <= stop:
        bar = text.find("|", start, stop)
        end = stop if bar < 0 else bar
        near = [mark for mark in marks if mark.start < end and mark.end > start]
        start, last = _bare(text, start, end)
        number = bool(_NUMBER.fullmatch(text, start, last))
        yield Cell(tuple(pieces_of(text, start, last, near)), number)
        start = end + 1


def _before(headed: bool, number: int) -> str:  # noqa: FBT001 one of two words
    return "开头" if headed else f"第 {number} 段"


def _stretches(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Lines without the blanks around them; endless ones are cut behind a sentence."""
    for found in _LINE.finditer(text):
        start, end = found.span()
        start += len(found[0]) - len(found[0].lstrip())
        end -= len(found[0]) - len(found[0].rstrip())
        while end - start > _LONGEST:
            cut = _cut(text, start, marks)
            yield start, cut
            start = cut
        yield start, end


def _cut(text: str, start: int, marks: Sequence[Mark]) -> int:
    """Where to cut: behind the last sentence that fits, never inside a mark."""
    limit = start + _LONGEST
    stops = [found.end() for found in _STOP.finditer(text, start + _LONGEST // 2, limit)]
    cut = stops[-1] if stops else limit
    index = bisect_left(marks, cut, key=lambda mark: mark.end)
    inside = marks[index] if index < len(marks) else None
    fits = inside and start < inside.start < cut < inside.end
    return inside.start if inside and fits else cut


def _kind(line: str, number: int) -> tuple[str, str]:
    """What a line is, and the number of the heading."""
    if line.count("|") > 1 or " | " in line:
        return TABLE, ""
    short = len(line) <= TITLE and not line.rstrip().endswith(_ENDS)
    for kind, pattern in ((CHAPTER, _CHAPTER), (SECTION, _SECTION)):
        if short and (found := pattern.match(line)):
            return kind, found[1]
    return (HEADLINE, "") if number == 1 and short else (BODY, "")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end

"""The lines of a checked text as a page shows them: headings, paragraphs, tables, what is folded.

Pure and linear: lines and marks are both in order and are walked once. A long report shows only
the lines with errors and hints; every folded stretch is laid out when somebody asks for it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from duzhi.web.checker.marking import LIGHT, Mark

HEADLINE, CHAPTER, SECTION, BODY, TABLE = "headline", "chapter", "section", "body", "table"
"""What a line is."""

SHORT = 60_000
"""A text up to this many characters is on the page as a whole, its folds closed."""
MOST_MARKS = 1_200
"""Marks on one page; beyond, lines without errors and hints are folded too."""
MOST_LINES = 600
"""Lines on one page."""
_FOLD_CHARACTERS = 20_000
"""What one fold holds at most: it is fetched in one go."""
_LONGEST = 2_000
"""Characters of a paragraph before it is cut in two for the page."""
_TITLE = 60

_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_STOP = re.compile(r"[。；！？;!?]")
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


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands on the page: a line, a table, or a fold."""

    kind: str
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    """Cells of a table."""
    inside: "tuple[Block, ...]" = ()
    """What a fold hides, where the page holds it already."""
    label: str = ""
    lines: int = 0
    marks: int = 0


@dataclass(slots=True)
class Sheet:
    """A text cut into lines, with its marks."""

    text: str
    marks: Sequence[Mark]
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = list(_lines(self.text, self.marks))

    def label(self, at: int) -> str:
        """Under which heading a character stands."""
        index = bisect_right(self.lines, at, key=lambda line: line.start) - 1
        return self.lines[index].label if index >= 0 else ""

    def mark_at(self, at: int) -> Mark | None:
        """The mark over a character."""
        index = bisect_right(self.marks, at, key=lambda mark: mark.start) - 1
        mark = self.marks[index] if index >= 0 else None
        return mark if mark and mark.end > at else None

    def blocks(self, at: int | None = None) -> list[Block]:
        """The whole text: what matters shown, the rest folded; the line at `at` is shown too."""
        shown = self._shown(at)
        found: list[Block] = []
        for visible, group in _groups(shown):
            lines = self.lines[group.start : group.stop]
            found += self._laid(lines) if visible else self._folds(lines)
        return found

    def part(self, start: int, end: int) -> list[Block]:
        """The lines that begin between two characters."""
        first = bisect_left(self.lines, start, key=lambda line: line.start)
        last = bisect_left(self.lines, end, key=lambda line: line.start)
        return self._laid(self.lines[first:last])

    def _shown(self, at: int | None) -> list[bool]:
        """Line by line: whether it is on the page at once."""
        least = LIGHT if len(self.marks) > MOST_MARKS else 0
        shown = [self._worst(line) >= least for line in self.lines]
        if sum(shown) > MOST_LINES:
            left = iter(range(MOST_LINES))
            shown = [one and next(left, None) is not None for one in shown]
        if shown and self.lines[0].kind == HEADLINE:
            shown[0] = True
        for index in range(len(shown) - 1, 0, -1):
            heads = self.lines[index - 1].kind in (CHAPTER, SECTION)
            shown[index - 1] |= heads and shown[index]
        if at is not None:
            index = bisect_right(self.lines, at, key=lambda line: line.start) - 1
            shown = [one or index == number for number, one in enumerate(shown)]
        return _without_crumbs(shown, self.lines)

    def _worst(self, line: Line) -> int:
        return max((self.marks[at].weight for at in range(line.first, line.last)), default=-1)

    def _folds(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Folds of a size that can be fetched in one go."""
        some: list[Line] = []
        for line in lines:
            if some and line.end - some[0].start > _FOLD_CHARACTERS:
                yield self._fold(some)
                some = []
            some.append(line)
        if some:
            yield self._fold(some)

    def _fold(self, lines: Sequence[Line]) -> Block:
        marks = sum(line.last - line.first for line in lines)
        inside = tuple(self._laid(lines)) if len(self.text) <= SHORT and not marks else ()
        return Block(
            "fold",
            lines[0].start,
            lines[-1].end,
            inside=inside,
            label=_named(lines),
            lines=len(lines),
            marks=marks,
        )

    def _laid(self, lines: Sequence[Line]) -> list[Block]:
        """Lines with their marks; neighbouring rows become one table."""
        blocks: list[Block] = []
        for line in lines:
            if line.kind != TABLE:
                pieces = tuple(_pieces(self.text, line.start, line.end, self._of(line)))
                blocks.append(Block(line.kind, line.start, line.end, pieces))
                continue
            row = tuple(_cells(self.text, line, self._of(line)))
            last = blocks[-1] if blocks else None
            if last and last.kind == TABLE and self.text[last.end : line.start].isspace():
                blocks[-1] = Block(TABLE, last.start, line.end, rows=(*last.rows, row))
            else:
                blocks.append(Block(TABLE, line.start, line.end, rows=(row,)))
        return blocks

    def _of(self, line: Line) -> Sequence[Mark]:
        return self.marks[line.first : line.last]


def _lines(text: str, marks: Sequence[Mark]) -> Iterator[Line]:
    """Lines that say something, in order, each with its heading and its marks."""
    chapter = section = ""
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
        yield Line(start, end, kind, f"{chapter}{section}" or f"第 {number} 段", at, last)
        at = max(at, last - 1)  # a mark may go on in the next line


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
    short = len(line) <= _TITLE and not line.rstrip().endswith(_ENDS)
    for kind, pattern in ((CHAPTER, _CHAPTER), (SECTION, _SECTION)):
        if short and (found := pattern.match(line)):
            return kind, found[1]
    return (HEADLINE, "") if number == 1 and short else (BODY, "")


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
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


def _cells(text: str, line: Line, marks: Sequence[Mark]) -> Iterator[tuple[Piece, ...]]:
    """Cells between the bars; a bar at either end closes the table and opens no cell."""
    inner = text[line.start : line.end]
    start = line.start + inner.startswith("|")
    stop = line.end - inner.endswith("|")
    while start <= stop:
        bar = text.find("|", start, stop)
        end = stop if bar < 0 else bar
        near = [mark for mark in marks if mark.start < end and mark.end > start]
        yield tuple(_pieces(text, *_bare(text, start, end), near))
        start = end + 1


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _groups(shown: Sequence[bool]) -> Iterator[tuple[bool, range]]:
    start = 0
    for at in range(1, len(shown) + 1):
        if at == len(shown) or shown[at] != shown[start]:
            yield shown[start], range(start, at)
            start = at


def _without_crumbs(shown: Sequence[bool], lines: Sequence[Line]) -> list[bool]:
    """A single short line between two shown ones is not worth a fold."""
    whole = list(shown)
    for visible, group in _groups(shown):
        first, last = lines[group.start], lines[group.stop - 1]
        if not visible and len(group) == 1 and last.end - first.start <= _TITLE:
            whole[group.start] = True
    return whole


def _named(lines: Sequence[Line]) -> str:
    """The headings a fold covers: 二（一）至（三）."""
    first, last = lines[0].label, lines[-1].label
    return first if first == last else f"{first} 至 {last}"

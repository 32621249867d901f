"""Characters of a page as lines, from top to bottom, each in chunks that wide gaps keep apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from duzhi.checker.reading.pdf_shapes import Glyph

_SAME_LINE = 0.45
"""Share of its height by which a character may stand off the middle of its line."""
_APART, _SPACE, _WORD = 0.8, 1.3, 0.25
"""Gaps in widths of a Chinese character: between chunks, wide as a space, between Latin words."""
_TWICE = 0.2
"""A character printed again so near is the same one, made bold."""
_OF_HEIGHT = 0.85
_TOKEN = re.compile(
    r"[“”‘’《（〔—…(\"']*(?:[!-~À-ɏ]+|.)(?:[，。、；：！？）》〕％]|[“”‘’《（〔—…(\"']+(?:[!-~À-ɏ]+|.)?|[)\]%,.:;!?]+[!-~À-ɏ]*){0,9}"
)
"""What cannot be broken at the end of a line."""
_HALF = 0.55


class Chunk(NamedTuple):
    """Words that stand together."""

    left: float
    right: float
    text: str
    lead: str = ""
    """The space before it, if there is one when the line is read as prose."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or one that a table has made."""

    chunks: tuple[Chunk, ...]
    bottom: float
    top: float
    em: float
    """Width of a Chinese character in it, in points."""
    whole: bool = False
    """It stands for itself: a row of a table, a remark."""

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.chunks[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.chunks[-1].right

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(one.lead + one.text for one in self.chunks)

    @property
    def head(self) -> float:
        """How much room its first word takes, in points."""
        found = _TOKEN.match(self.text)
        word = found.group() if found else ""
        return sum(_HALF if char.isascii() else 1 for char in word) * self.em


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines of characters, spaces alone are none."""
    made: list[Line] = []
    group: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: -one.middle):
        if group and not _together(group[0], glyph):
            made += _line(group)
            group = []
        group.append(glyph)
    return made + _line(group)


def remark(text: str) -> Line:
    """A line of our own at the foot of a page."""
    return Line((Chunk(0, 0, text),), 0, 0, 1, whole=True)


def _together(first: Glyph, other: Glyph) -> bool:
    height = min(first.top - first.bottom, other.top - other.bottom)
    return first.middle - other.middle <= _SAME_LINE * max(height, 1)


def _line(group: list[Glyph]) -> list[Line]:
    printed = [one for one in group if one.char != " "]
    if not printed:
        return []
    high = median(one.top - one.bottom for one in printed)
    wide = [one.right - one.left for one in printed if one.char > "\u2e80"]
    em = max(median(wide) if wide else high * _OF_HEIGHT, 1)
    bottom, top = min(one.bottom for one in printed), max(one.top for one in printed)
    return [Line(tuple(_chunks(group, em)), bottom, top, em)]


def _chunks(group: list[Glyph], em: float) -> Iterator[Chunk]:
    first = last = None
    words, lead, space = "", "", False
    for glyph in sorted(group):
        if glyph.char == " ":
            space = True
            continue
        if first is None or last is None:
            first, words = glyph, glyph.char
        elif glyph.char == last.char and glyph.left - last.left < _TWICE * em:
            continue
        else:
            gap = (glyph.left - last.right) / em
            between = " " if space or _spaced(gap, last.char + glyph.char) else ""
            if gap > _APART:
                yield Chunk(first.left, last.right, words, lead)
                first, words, lead = glyph, glyph.char, between
            else:
                words += between + glyph.char
        last, space = glyph, False
    if first is not None and last is not None:
        yield Chunk(first.left, last.right, words, lead)


def _spaced(gap: float, around: str) -> bool:
    return gap > _SPACE or (gap > _WORD and around.isascii())

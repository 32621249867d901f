"""The lines of a checked text as a page shows them: headings, paragraphs, tables, what is folded.

Pure and linear: lines and marks are both in order and are walked once. A long report shows only
the lines with errors and hints; every folded stretch is laid out when somebody asks for it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from duzhi.web.checker.lines import (
    CHAPTER,
    HEADLINE,
    SECTION,
    TABLE,
    TITLE,
    Cell,
    Line,
    Piece,
    cells_of,
    condensed,
    cut_lines,
    pieces_of,
)
from duzhi.web.checker.marking import LIGHT, Mark

SHORT = 60_000
"""A text up to this many characters is on the page as a whole, its folds closed."""
MOST_MARKS = 1_200
"""Marks on one page; beyond, lines without errors and hints are folded too."""
MOST_SHOWN = 3_000
"""Marks on a page of lines with errors and hints."""
MOST_LINES = 600
"""Lines on one page."""
_MOST_ROWS = 80
"""Rows of a table that is shown as a whole."""
_FOLD_CHARACTERS = 20_000
"""What one fold holds at most: it is fetched in one go."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands on the page: a line, a table, or a fold."""

    kind: str
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Cells of a table."""
    inside: "tuple[Block, ...]" = ()
    """What a fold hides, where the page holds it already."""
    label: str = ""
    lines: int = 0
    marks: int = 0
    bad: bool = False
    """Whether a fold hides errors or hints: a page does not bear any number of them."""


@dataclass(slots=True)
class Sheet:
    """A text cut into lines, with its marks."""

    text: str
    marks: Sequence[Mark]
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = list(cut_lines(self.text, self.marks))

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
            found += self._laid(lines, brief=True) if visible else self._folds(lines)
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
        shown = list(self._afforded(shown))
        if shown and self.lines[0].kind == HEADLINE:
            shown[0] = True
        self._whole_tables(shown)
        for index in range(len(shown) - 1, 0, -1):
            heads = self.lines[index - 1].kind in (CHAPTER, SECTION)
            shown[index - 1] |= heads and shown[index]
        if at is not None:
            index = bisect_right(self.lines, at, key=lambda line: line.start) - 1
            shown = [one or index == number for number, one in enumerate(shown)]
        return _without_crumbs(shown, self.lines)

    def _afforded(self, shown: Sequence[bool]) -> Iterator[bool]:
        """As many of them as one page bears, from the top."""
        lines = marks = 0
        for one, line in zip(shown, self.lines, strict=True):
            lines, marks = lines + one, marks + one * (line.last - line.first)
            yield one and lines <= MOST_LINES and marks <= MOST_SHOWN

    def _whole_tables(self, shown: list[bool]) -> None:
        """A row is read with its table; of a very long one, with its head."""
        start = 0
        for at in range(1, len(self.lines) + 1):
            ends = at == len(self.lines) or self.lines[at].kind != TABLE
            if self.lines[start].kind != TABLE:
                start = at
            elif ends or self._apart(self.lines[at - 1], self.lines[at]):
                if any(shown[start:at]):
                    stop = at if at - start <= _MOST_ROWS else start + 1
                    shown[start:stop] = [True] * (stop - start)
                start = at

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
            bad=any(self._worst(line) >= LIGHT for line in lines),
        )

    def _laid(self, lines: Sequence[Line], *, brief: bool = False) -> list[Block]:
        """Lines with their marks; neighbouring rows become one table.

        With `brief` long stretches without marks are shortened.
        """
        blocks: list[Block] = []
        rows: list[Line] = []
        for line in lines:
            if rows and (line.kind != TABLE or self._apart(rows[-1], line)):
                blocks.append(self._table(rows))
                rows = []
            if line.kind == TABLE:
                rows.append(line)
            else:
                whole = tuple(pieces_of(self.text, line.start, line.end, self._of(line)))
                pieces = tuple(condensed(whole)) if brief and len(whole) > 1 else whole
                blocks.append(Block(line.kind, line.start, line.end, pieces))
        return [*blocks, self._table(rows)] if rows else blocks

    def _table(self, lines: Sequence[Line]) -> Block:
        """Rows of one table; a first column that is empty throughout only closes the frame."""
        rows = [tuple(cells_of(self.text, line, self._of(line))) for line in lines]
        if not any(row[0].pieces for row in rows):
            rows = [row[1:] for row in rows]
        return Block(TABLE, lines[0].start, lines[-1].end, rows=tuple(rows))

    def _apart(self, one: Line, other: Line) -> bool:
        """Whether a blank line stands between two rows: another table begins."""
        return self.text.count("\n", one.end, other.start) > 1

    def _of(self, line: Line) -> Sequence[Mark]:
        return self.marks[line.first : line.last]


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
        if not visible and len(group) == 1 and last.end - first.start <= TITLE:
            whole[group.start] = True
    return whole


def _named(lines: Sequence[Line]) -> str:
    """The headings a fold covers: 二（一）至（三）."""
    first, last = lines[0].label, lines[-1].label
    return first if first == last else f"{first} 至 {last}"

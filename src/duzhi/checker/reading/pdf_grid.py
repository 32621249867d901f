"""The ruled tables of a page: every character falls into the cell whose rules surround it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duzhi.checker.reading import rows
from duzhi.checker.reading.pdf_lines import Chunk, Line, lines_of
from duzhi.checker.reading.pdf_shapes import Box, Glyph, Page
from duzhi.checker.reading.rows import Cell

_NEAR = 4.0
"""Points within which two rules are one."""
_MOST_CELLS = 20_000
_STEP = 0.001
"""Points between the lines that one row makes: they stay in their order."""
Span = tuple[float, float]


@dataclass(slots=True)
class _Grid:
    """A ruled table: x of its columns from the left, y of its rows from below."""

    xs: list[float]
    ys: list[float]
    up: list[list[Span]]
    """For each x: where a rule stands."""
    along: list[list[Span]]
    """For each y: where a rule lies."""

    def slot(self, glyph: Glyph) -> tuple[int, int] | None:
        """Row from below and column of a character, None if it stands outside."""
        column = bisect_right(self.xs, (glyph.left + glyph.right) / 2) - 1
        row = bisect_right(self.ys, glyph.middle) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if inside else None


def parts_of(page: Page) -> list[Line]:
    """The lines of a page from top to bottom, rows of ruled tables among them."""
    grids = [grid for band in _bands(page.rules) if (grid := _grid(band)) is not None]
    inside: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in grids]
    outside = []
    for glyph in page.glyphs:
        at = next((at for at, one in enumerate(grids) if one.ys[0] < glyph.middle < one.ys[-1]), -1)
        slot = grids[at].slot(glyph) if at >= 0 else None
        if slot is None:
            outside.append(glyph)
        else:
            inside[at].setdefault(slot, []).append(glyph)
    parts = lines_of(outside)
    for grid, glyphs in zip(grids, inside, strict=True):
        parts += _table(grid, glyphs)
    return sorted(parts, key=lambda one: -one.top)


def _bands(rules: Iterable[Box]) -> list[list[Box]]:
    """Rules in heaps with nothing but white between them, from top to bottom."""
    heaps: list[list[Box]] = []
    lowest = 0.0
    for rule in sorted(rules, key=lambda one: -one.top):
        if heaps and rule.top >= lowest - _NEAR:
            heaps[-1].append(rule)
            lowest = min(lowest, rule.bottom)
        else:
            heaps.append([rule])
            lowest = rule.bottom
    return heaps


def _grid(band: Sequence[Box]) -> _Grid | None:
    """The table of a heap of rules; None if they only frame or underline something."""
    lying = [one for one in band if one.right - one.left > one.top - one.bottom]
    standing = [one for one in band if one.right - one.left <= one.top - one.bottom]
    if not standing or len(lying) < 2:  # noqa: PLR2004 head and foot
        return None
    up = _merged(((one.left + one.right) / 2, (one.bottom, one.top)) for one in standing)
    along = _merged(((one.bottom + one.top) / 2, (one.left, one.right)) for one in lying)
    _close_sides(up, min(one.left for one in lying), max(one.right for one in lying))
    _close_sides(along, min(one.bottom for one in standing), max(one.top for one in standing))
    columns, height = len(up) - 1, len(along) - 1
    if columns < 2 or height * columns > _MOST_CELLS:  # noqa: PLR2004 one column is a frame
        return None
    xs, ys = sorted(up), sorted(along)
    return _Grid(xs, ys, [up[x] for x in xs], [along[y] for y in ys])


def _merged(rules: Iterable[tuple[float, Span]]) -> dict[float, list[Span]]:
    """By place: the spans that rules in one line cover together."""
    found: dict[float, list[Span]] = {}
    place = None
    for at, span in sorted(rules):
        if place is None or at - place > _NEAR:
            place = at
        found.setdefault(place, []).append(span)
    return {at: _union(spans) for at, spans in found.items()}


def _union(spans: Iterable[Span]) -> list[Span]:
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1] + _NEAR:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def _close_sides(lines: dict[float, list[Span]], first: float, last: float) -> None:
    """Tables are often open to the sides: rules that stick out end at a border."""
    if first < min(lines) - 2 * _NEAR:
        lines[first] = []
    if last > max(lines) + 2 * _NEAR:
        lines[last] = []


def _covered(spans: Sequence[Span], at: float) -> bool:
    spot = bisect_right(spans, (at, float("inf"))) - 1
    return spot >= 0 and spans[spot][1] >= at


def _table(grid: _Grid, glyphs: dict[tuple[int, int], list[Glyph]]) -> list[Line]:
    """The rows of a table as lines, from the top."""
    owner = _owners(grid)
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for slot, found in glyphs.items():
        cells.setdefault(owner[slot], []).extend(found)
    made = []
    for row in reversed(range(len(grid.ys) - 1)):
        columns = range(len(grid.xs) - 1)
        real = len({owner[row, column] for column in columns})
        texts = [lines_of(cells.get((row, column), ())) for column in columns]
        for low, part in _split(texts):
            made += _row_lines(grid, grid.ys[row + 1] - low, part, real)
    return made


def _owners(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For every slot the one at the upper left of its merged cell."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    middles = [sum(pair) / 2 for pair in pairwise(grid.xs)]
    for row in reversed(range(len(grid.ys) - 1)):
        height = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column, middle in enumerate(middles):
            slot = (row, column)
            if column and not _covered(grid.up[column], height):
                owner[slot] = owner[row, column - 1]
            elif row + 2 < len(grid.ys) and not _covered(grid.along[row + 1], middle):
                owner[slot] = owner[row + 1, column]
            else:
                owner[slot] = slot
    return owner


def _split(texts: list[list[Line]]) -> list[tuple[float, list[list[str]]]]:
    """A row without rules between its lines of numbers is many rows: each with how low it is."""
    numbers = next((one for one in texts if len(one) > 1 and all(map(_is_number, one))), None)
    if numbers is None:
        return [(0.0, [[line.text for line in one] for one in texts])]
    top = numbers[0].top
    made = []
    for number, line in enumerate(numbers):
        below = numbers[number + 1].top if number + 1 < len(numbers) else float("-inf")
        above = line.top if number else float("inf")
        part = [[one.text for one in cell if below < _middle(one) <= above] for cell in texts]
        made.append((top - line.top, part))
    return made


def _middle(line: Line) -> float:
    return (line.bottom + line.top) / 2


def _is_number(line: Line) -> bool:
    return rows.is_number(line.text)


def _row_lines(grid: _Grid, top: float, texts: list[list[str]], real: int) -> list[Line]:
    into = Cell()
    rows.write([Cell(text) for text in texts], real, into)
    left, right = grid.xs[0], grid.xs[-1]
    return [
        Line((Chunk(left, right, text),), top - number * _STEP, top, 1, whole=True)
        for number, text in enumerate(into.lines)
    ]

"""Tables without rules: neighbouring lines whose chunks stand below each other are rows."""

from collections.abc import Iterable, Sequence

from duzhi.checker.reading import rows
from duzhi.checker.reading.pdf_lines import Chunk, Line

_ROW = 3
"""Chunks that make a row by themselves; two do if the second is a number."""


def with_rows(parts: Iterable[Line]) -> list[Line]:
    """The lines of a page, those that are rows of a table in cells."""
    made: list[Line] = []
    block: list[Line] = []
    for line in parts:
        if _is_row(line):
            block.append(line)
            continue
        made += _table(block)
        block = []
        made.append(line)
    return made + _table(block)


def _is_row(line: Line) -> bool:
    """Set in columns; a word whose characters are spread out is not."""
    if line.whole or all(len(one.text) == 1 for one in line.chunks):
        return False
    count = len(line.chunks)
    return count >= _ROW or (count > 1 and rows.is_number(line.chunks[-1].text))


def _table(block: Sequence[Line]) -> list[Line]:
    """Rows of as many cells as the widest has; every chunk goes where it overlaps most."""
    if not block:
        return []
    most = max(len(line.chunks) for line in block)
    columns: list[tuple[float, float]] = []
    for line in block:
        if len(line.chunks) == most:
            spans = [(one.left, one.right) for one in line.chunks]
            columns = [
                (min(old[0], new[0]), max(old[1], new[1]))
                for old, new in zip(columns or spans, spans, strict=True)
            ]
    return [_row(line, columns) for line in block]


def _row(line: Line, columns: Sequence[tuple[float, float]]) -> Line:
    cells: list[list[str]] = [[] for _ in columns]
    for chunk in line.chunks:
        cells[_column(chunk, columns)].append(chunk.text)
    text = rows.table_line(map(rows.joined, cells))
    return Line((Chunk(line.left, line.right, text),), line.bottom, line.top, line.em, whole=True)


def _column(chunk: Chunk, columns: Sequence[tuple[float, float]]) -> int:
    """The column that shares most room with a chunk, or stands nearest."""

    def shared(at: int) -> float:
        left, right = columns[at]
        return min(chunk.right, right) - max(chunk.left, left)

    return max(range(len(columns)), key=shared)

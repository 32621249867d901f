"""A table for the terminal: aligned by display width, Chinese characters count two."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from duzhi.documents import cells
from duzhi.documents.table import Row, Table

_GAP = "  "
_INDENT = "  "


def to_text(table: Table) -> str:
    """Title, period and 单位 at the right, header, rows, notes; every line ends without blanks."""
    columns = table.columns
    body = [
        _indent(texts, row, table)
        for texts, row in zip(cells.lines(table), table.rows, strict=True)
    ]
    widths = [
        max(width(line[index]) for line in [_titles(table), *body]) for index in range(len(columns))
    ]
    grouped = cells.groups(columns)
    for group in grouped:
        _widen(widths, group)
    full = _span(widths, 0, len(widths) - 1)
    right = [cells.is_number(column) for column in columns]
    head = [_line(_titles(table), widths, right)]
    if grouped:
        head.insert(0, _groups(grouped, widths))
    rows = [_line(line, widths, right) for line in body]
    parts = [
        _centre(table.title, full),
        _caption(table, full),
        *head,
        "─" * full,
        *rows,
        "─" * full,
        *(f"注：{note}" for note in table.notes),
    ]
    return "\n".join(line.rstrip() for line in parts)


def width(text: str) -> int:
    """Columns on a terminal.

    >>> width("完成％"), width("58.70")
    (6, 5)
    """
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def _indent(texts: list[str], row: Row, table: Table) -> list[str]:
    spot = cells.indented(row, table.columns)
    texts[spot] = _INDENT * row.depth + texts[spot]
    return texts


def _span(widths: Sequence[int], first: int, last: int) -> int:
    return sum(widths[first : last + 1]) + len(_GAP) * (last - first)


def _widen(widths: list[int], group: cells.Group) -> None:
    """Room for a group title that is longer than its columns."""
    short = width(group.title) - _span(widths, group.first, group.last)
    widths[group.last] += max(short, 0)


def _groups(grouped: Sequence[cells.Group], widths: Sequence[int]) -> str:
    spans = ((group, _span(widths, group.first, group.last)) for group in grouped)
    return _GAP.join(_rule(group.title, full) for group, full in spans)


def _rule(title: str, full: int) -> str:
    """A group title between strokes, so that one sees what it spans."""
    if not title:
        return " " * full
    room = full - width(title)
    left = room // 2
    return "·" * left + title + "·" * (room - left)


def _caption(table: Table, full: int) -> str:
    unit = f"单位：{table.unit}" if table.unit else ""
    return table.period + " " * max(full - width(table.period) - width(unit), 2) + unit


def _centre(text: str, full: int) -> str:
    return " " * max((full - width(text)) // 2, 0) + text


def _line(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        " " * (room - width(text)) + text if flush else text + " " * (room - width(text))
        for text, room, flush in zip(texts, widths, right, strict=True)
    )
    return _GAP.join(padded)

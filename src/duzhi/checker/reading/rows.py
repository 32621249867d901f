"""A row of a table as text: a line of cells, `甲 | 1 | 2 |`, or lines where a cell holds prose."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

_MOST_LINES, _MOST_WORDS = 4, 300
"""A cell with more is prose that somebody set out in a table."""
_NUMBER = re.compile(r"[-+−－]?[\d,，.．]*[\d*＊][%％]?")
_SPACES = re.compile(r"[ \t]+")


@dataclass(slots=True)
class Cell:
    """Lines of a cell, with the rows of tables inside it among them."""

    lines: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    """Which of the lines are rows of a table inside."""

    @property
    def own(self) -> list[str]:
        """The lines that are no rows of a table inside."""
        return [line for at, line in enumerate(self.lines) if at not in self.rows]

    @property
    def prose(self) -> bool:
        """Too much for a cell of a table of numbers."""
        own = self.own
        return len(own) > _MOST_LINES or sum(map(len, own)) > _MOST_WORDS


def write(row: Sequence[Cell], real: int, into: Cell) -> None:
    """Write a row below what `into` holds; `real` is how many cells the document has for it."""
    if real == 1 or any(cell.prose for cell in row):
        for cell in row:
            _append(cell, into)
        return
    if any(cell.own for cell in row):
        into.rows.add(len(into.lines))
        into.lines.append(table_line(joined(cell.own) for cell in row))
    inside = [cell.lines[at] for cell in row for at in sorted(cell.rows)]
    into.rows.update(range(len(into.lines), len(into.lines) + len(inside)))
    into.lines += inside


def all_lines(cells: Iterable[Cell]) -> list[str]:
    """Every line, in order."""
    return list(chain.from_iterable(cell.lines for cell in cells))


def table_line(cells: Iterable[str]) -> str:
    """A row of a table as one line.

    >>> table_line(["上年结转", "6120", "", ""])
    '上年结转 | 6120 | | |'
    """
    return _SPACES.sub(" ", "".join(f"{one.replace('|', '／')} | " for one in cells)).rstrip()


def joined(lines: Iterable[str]) -> str:
    """Lines of one cell as one: Chinese is joined as it is, words and numbers keep apart.

    >>> joined(["一般公共", "预算收入", "2023", "2024"])
    '一般公共预算收入2023 2024'
    """
    made = ""
    for line in lines:
        apart = made and made[-1].isascii() and line[:1].isascii()
        made += f" {line}" if apart else line
    return made


def is_number(text: str) -> bool:
    """Whether a cell holds a figure and nothing else, be it masked.

    >>> is_number("-1,234.5"), is_number("4.6％"), is_number("2023年")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(text.strip()))


def _append(cell: Cell, into: Cell) -> None:
    into.rows.update(len(into.lines) + at for at in cell.rows)
    into.lines += cell.lines

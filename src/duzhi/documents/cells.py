"""What stands in a cell of a table as people read it, and which columns share a group title."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from duzhi.documents.table import (
    COUNT,
    MONEY,
    NUMBER,
    PERCENT,
    POINTS,
    Cell,
    Column,
    Row,
    Table,
)
from duzhi.kernel.money import decimal, in_unit
from duzhi.kernel.wording import trimmed

NOTHING = "—"
PERCENT_PLACES = 2


class Group(NamedTuple):
    """A merged title over the columns from `first` to `last`; empty over columns without one."""

    title: str
    first: int
    last: int


def number(cell: int | Fraction, column: Column, table: Table) -> Fraction:
    """The cell in the unit it is printed in: 万元, per cent, points or plain."""
    if column.kind == MONEY:
        return in_unit(int(cell), table.unit)
    if column.kind in (PERCENT, POINTS):
        return Fraction(cell) * 100
    return Fraction(cell)


def places(column: Column, table: Table) -> int:
    """Decimals of a column of numbers."""
    if column.kind == MONEY:
        return table.places
    return PERCENT_PLACES if column.kind in (PERCENT, POINTS) else 0


def signed(column: Column) -> bool:
    """Whether cells of the column carry their own ％: its title does not say it."""
    return column.kind == PERCENT and not {"％", "%"} & set(column.title)


def shown(cell: Cell, column: Column, table: Table) -> str:
    """The cell as text: thousands separators, two decimals for percentages, — for nothing."""
    if cell is None:
        return NOTHING
    if isinstance(cell, str):
        return cell
    value = number(cell, column, table)
    text = trimmed(value) if column.kind == NUMBER else decimal(value, places(column, table))
    return thousands(text) + ("％" if signed(column) else "")


def thousands(text: str) -> str:
    """Separators in the whole part.

    >>> thousands("-1234567.80"), thousands("-0.5")
    ('-1,234,567.80', '-0.5')
    """
    sign = "-" if text.startswith("-") else ""
    whole, dot, rest = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}"


def is_number(column: Column) -> bool:
    """Whether the column is set flush right."""
    return column.kind in (MONEY, PERCENT, POINTS, COUNT, NUMBER)


def groups(columns: Sequence[Column]) -> list[Group]:
    """Runs of neighbouring columns with the same group title; empty when no column has one."""
    if not any(column.group for column in columns):
        return []
    found: list[Group] = []
    for index, column in enumerate(columns):
        if found and column.group and found[-1].title == column.group:
            found[-1] = found[-1]._replace(last=index)
        else:
            found.append(Group(column.group, index, index))
    return found


def indented(row: Row, columns: Sequence[Column]) -> int:
    """The column that carries the indent of a row: its first column of text, else the first."""
    texts = (index for index, column in enumerate(columns) if not is_number(column))
    named = [index for index in texts if isinstance(row.cells[index], str)]
    return named[-1] if len(named) == _CODE_AND_NAME else (named[0] if named else 0)


def lines(table: Table) -> Iterator[list[str]]:
    """The rows as texts, without indents."""
    for row in table.rows:
        pairs = zip(row.cells, table.columns, strict=True)
        yield [shown(cell, column, table) for cell, column in pairs]


_CODE_AND_NAME = 2
"""A table with a code and a name column indents the name."""

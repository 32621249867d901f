"""A statement as data: areas build it, the engine prints it to terminal, workbook and page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duzhi.documents.leads import Lead

TEXT, MONEY, PERCENT, POINTS, COUNT = "text", "money", "percent", "points", "count"
NUMBER = "number"
"""A plain number in the unit that its own row names (半年报告数据表)."""
Cell = str | int | Fraction | None
"""Text as it is, money in fen, ratios as plain fractions (0.587), None where nothing applies."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `group` is the merged title above it, empty for none."""

    title: str
    kind: str = TEXT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; depth indents the first text cell and makes the tree, totals are bold.

    `key` is the code the row stands for (科目, 区划, 单位); `leads` say for every cell where it
    leads, None where nowhere, and are empty where no cell leads anywhere.
    """

    cells: tuple[Cell, ...]
    depth: int = 0
    bold: bool = False
    key: str = ""
    leads: tuple[Lead | None, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError when leads and cells do not stand side by side."""
        if self.leads and len(self.leads) != len(self.cells):
            raise ValueError(f"{len(self.cells)} 格的行有 {len(self.leads)} 个去处")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with everything a printed one carries; `unit` (元, 万元, 亿元) is for money cells."""

    title: str
    period: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    places: int = 2
    finding: str = ""
    """The answer in one sentence with its number, for the head of a page; not printed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that an area offers: `build(on, region)` returns its tables."""

    code: str
    name: str
    office: str
    build: Callable[[date, str], Sequence[Table]]

"""One column of a sheet: the same text is parsed once and remembered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from duzhi.intake.cells import Cell
from duzhi.intake.columns import Column, Context, Subject
from duzhi.intake.faults import CellError
from duzhi.intake.header import Header

_REMEMBERED = 20_000
Faults = list[tuple[int, CellError]]
"""Index in the chunk and what is wrong there."""


class ColumnReader:
    """Parses the cells of one column; a column that is not in the sheet reads as empty."""

    def __init__(self, column: Column, header: Header, unit: str, ctx: Context) -> None:
        self.column = column
        self.dated = isinstance(column.kind, Subject)
        self._position = header.positions.get(column.field)
        own = "" if self._position is None else header.titles[self._position].unit
        self._ctx = replace(ctx, unit=own or unit)
        self._memos: dict[int, _Memo] = {}

    def read(
        self, raw: Sequence[Sequence[Cell]], years: Sequence[int], count: int
    ) -> tuple[list[Any], Faults]:
        """Values of `count` rows given as columns; a faulty cell reads None."""
        if self._position is None:
            return [self.column.kind.blank] * count, []
        cells = raw[self._position]
        if bool in set(map(type, cells)):  # True would be found under 1.0
            cells = [str(cell).upper() if isinstance(cell, bool) else cell for cell in cells]
        try:
            return self._fast(cells, years), []
        except CellError:
            return self._one_by_one(cells, years or [self._ctx.year] * count)

    def _fast(self, cells: Sequence[Cell], years: Sequence[int]) -> list[Any]:
        if not years:
            return list(map(self._memo(self._ctx.year).__getitem__, cells))
        return [self._memo(year)[cell] for year, cell in zip(years, cells, strict=True)]

    def _one_by_one(self, cells: Sequence[Cell], years: Sequence[int]) -> tuple[list[Any], Faults]:
        values: list[Any] = [None] * len(cells)
        faults: Faults = []
        for index, (year, cell) in enumerate(zip(years, cells, strict=True)):
            try:
                values[index] = self._memo(year)[cell]
            except CellError as fault:
                faults.append((index, fault))
        return values, faults

    def _memo(self, year: int) -> "_Memo":
        if year not in self._memos:
            self._memos[year] = _Memo(self.column, replace(self._ctx, year=year))
        return self._memos[year]


class _Memo(dict[Cell, Any]):
    """Cell → value; forgets everything when it grows too large."""

    def __init__(self, column: Column, ctx: Context) -> None:
        super().__init__()
        self._column = column
        self._ctx = ctx

    def __missing__(self, cell: Cell) -> object:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self._column.kind.parse(cell, self._ctx)
        if self._column.required and (value is None or value == ""):
            raise CellError("intake.required", "必填，不能为空；请补填")
        self[cell] = value
        return value

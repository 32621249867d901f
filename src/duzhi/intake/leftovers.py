"""Rows of a sheet that are not data: blank ones, subtotals, notes below, repeated headers."""

import re
from collections.abc import Sequence

from duzhi.intake.cells import Cell, is_blank, squeezed, text_of
from duzhi.intake.columns import Amount, Day, Kind, Number, Whole
from duzhi.intake.header import Header
from duzhi.intake.layout import Layout

BLANK, TOTAL, NOTE, REPEATED = "空行", "小计、合计行", "表下说明行", "重复的表头"
_TOTAL = re.compile(r".*(?:合计|小计|总计|共计)(?:\(.*\))?:?", re.DOTALL)
_NOTE = re.compile(r"\(?(?:注|附注|备注|填表|制表|审核|复核|说明|经办|单位负责人|负责人|数据来源)")
_FIRST_COLUMNS = 3
_REMEMBERED = 50_000


class Leftovers:
    """Says why a raw row of a sheet is not data; the default rule before a layout's own `skip`."""

    def __init__(self, layout: Layout, header: Header) -> None:
        here = [column for column in layout.columns if column.field in header.positions]
        kinds: dict[int, Kind] = {header.positions[column.field]: column.kind for column in here}
        places = sorted(kinds)
        words = [place for place in places if _holds_words(kinds[place])]
        self._first = sorted({places[0], *words[:_FIRST_COLUMNS]})
        self._names = [
            place
            for place in words[_FIRST_COLUMNS:]
            if header.titles[place].name.endswith(("名称", "项目"))
        ]
        self._required = [header.positions[c.field] for c in here if c.required] or places
        self._titles = {place: header.titles[place].name for place in places}
        self._heading = places[0]
        self._totals = _Totals()

    def why(self, cells: Sequence[Cell]) -> str:
        """The reason, empty for a row of data; cells are as wide as the header."""
        totals = self._totals
        for place in self._first:
            if totals[cells[place]]:
                return TOTAL
        for place in self._names:
            if totals[cells[place]] and self._incomplete(cells):
                return TOTAL
        if cells[self._required[-1]] == "" or not any(cells):
            return self._why_sparse(cells)
        if cells[self._heading] == self._titles[self._heading] and self._repeats(cells):
            return REPEATED
        return ""

    def _why_sparse(self, cells: Sequence[Cell]) -> str:
        filled = [cell for cell in cells if not is_blank(cell)]
        if not filled:
            return BLANK
        notes = [isinstance(cell, str) and bool(_NOTE.match(squeezed(cell))) for cell in filled]
        return NOTE if all(notes) or (notes[0] and len(filled) == 1) else ""

    def _incomplete(self, cells: Sequence[Cell]) -> bool:
        return any(is_blank(cells[place]) for place in self._required)

    def _repeats(self, cells: Sequence[Cell]) -> bool:
        return all(squeezed(text_of(cells[place])) == name for place, name in self._titles.items())


class _Totals(dict[Cell, bool]):
    """Remembers which cells read 合计, 小计 or 总计."""

    def __missing__(self, cell: Cell) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = isinstance(cell, str) and "计" in cell and bool(_TOTAL.fullmatch(squeezed(cell)))
        self[cell] = found
        return found


def _holds_words(kind: Kind) -> bool:
    return not isinstance(kind, Amount | Number | Whole | Day)

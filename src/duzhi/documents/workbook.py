"""Tables as an Excel workbook by the field's rules (domain.md Appendix B): numbers are numbers.

Text never becomes a formula; the unit stands in the caption; A4 landscape, header rows repeated.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from duzhi.documents import cells
from duzhi.documents.chart import Chart
from duzhi.documents.chart_xlsx import add_sheet
from duzhi.documents.table import MONEY, NUMBER, Cell, Column, Row, Table
from duzhi.documents.terminal import width
from duzhi.documents.workbook_options import PLAIN_STRINGS
from duzhi.kernel.wording import trimmed

_A4 = 9
_NAME_LENGTH = 31
_NARROW, _WIDE = 9, 28
_LINE_POINTS = 14
_MONEY_WIDE, _TEXT_WIDE = 16, 20
_ROWS = 1_048_576 - 8
"""Rows of a sheet, less what stands below a list."""
_HEADER = 2
"""The row of the header: under title and caption."""
_SIGNATURES = ("填表人：", "审核人：")
_UNSAID = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation time when none is given, so that the same tables make the same file."""


def write_workbook(
    path: Path,
    tables: Sequence[Table],
    *,
    charts: Sequence[Chart] = (),
    prepared: date | None = None,
    compiler: str = "",
    mark: str = "",
) -> Path:
    """One sheet for every table, then one for every chart; `mark` (虚构数据) is in the header.

    `prepared` is 编制日期, `compiler` 编制单位; what is not given is left open for the pen.
    """
    with xlsxwriter.Workbook(str(path), PLAIN_STRINGS) as book:
        created = datetime(*prepared.timetuple()[:3], tzinfo=UTC) if prepared else _UNSAID
        book.set_properties({"title": tables[0].title if tables else "", "created": created})
        styles = _Styles(book)
        used: set[str] = set()
        for table in tables:
            page = book.add_worksheet(_sheet_name(table.title, used))
            _Sheet(page, table, styles).write(_Origin(prepared, compiler, mark))
        for number, chart in enumerate(charts, 1):
            page = add_sheet(book, _sheet_name(f"图{number} {chart.title}", used), chart)
            _printable(page, mark)
    return path


def write_list(
    path: Path,
    table: Table,
    rows: Iterable[Row],
    *,
    prepared: date | None = None,
    compiler: str = "",
    mark: str = "",
) -> int:
    """A long list (250,000 rows) written row by row in constant memory; returns how many.

    `table` says title, period, unit, columns and notes; its own rows are left out. Widths follow
    the kind of a column, because nobody has seen the rows yet.
    """
    options = {**PLAIN_STRINGS, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        created = datetime(*prepared.timetuple()[:3], tzinfo=UTC) if prepared else _UNSAID
        book.set_properties({"title": table.title, "created": created})
        page = book.add_worksheet(_sheet_name(table.title, set()))
        flat = replace(table, columns=tuple(map(_ungrouped, table.columns)))
        return _List(page, flat, _Styles(book)).stream(rows, _Origin(prepared, compiler, mark))


@dataclass(frozen=True, slots=True)
class _Origin:
    prepared: date | None
    compiler: str
    mark: str

    def caption(self, table: Table) -> str:
        """编制单位, period and 编制日期: those that are said."""
        day = self.prepared
        made = f"{day.year}年{day.month}月{day.day}日" if day else "    年  月  日"
        by = f"编制单位：{self.compiler}" if self.compiler else ""
        return "　　".join(filter(None, (by, table.period, f"编制日期：{made}")))


@dataclass(slots=True)
class _Styles:
    """Formats of one workbook, made once each."""

    book: Workbook
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def of(self, **look: object) -> Format:
        """A format in the workbook's font."""
        key = tuple(sorted(look.items()))
        if key not in self.made:
            full = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", **look}
            self.made[key] = self.book.add_format(full)
        return self.made[key]


@dataclass(frozen=True, slots=True)
class _Sheet:
    page: Worksheet
    table: Table
    styles: _Styles

    def write(self, origin: _Origin) -> None:
        """Everything from the title to the signatures."""
        grouped = cells.groups(self.table.columns)
        first = _HEADER + (2 if grouped else 1)
        self._head(origin, grouped)
        widths = self._fit()
        for line, (row, texts) in enumerate(
            zip(self.table.rows, cells.lines(self.table), strict=True), first
        ):
            self._row(line, row)
            high = max(-(-width(text) // room) for text, room in zip(texts, widths, strict=True))
            self.page.set_row(line, _LINE_POINTS * max(high, 1) + 4)
        end = self._foot(first + len(self.table.rows))
        self._print(first, end, origin.mark)

    @property
    def _last(self) -> int:
        return len(self.table.columns) - 1

    def _head(self, origin: _Origin, grouped: list[cells.Group]) -> None:
        title = self.styles.of(bold=True, font_size=16, align="center")
        self._merged(0, 0, self._last, self.table.title, title)
        self.page.set_row(0, 30)
        self._caption(origin.caption(self.table))
        head = self.styles.of(
            bold=True, border=1, align="center", text_wrap=True, bg_color="#f5f7f9"
        )
        for index, column in enumerate(self.table.columns):
            if grouped and not column.group:
                self.page.merge_range(_HEADER, index, _HEADER + 1, index, column.title, head)
            else:
                self.page.write_string(_HEADER + bool(grouped), index, column.title, head)
        for group in grouped:
            if group.title:
                self._merged(_HEADER, group.first, group.last, group.title, head)

    def _caption(self, text: str) -> None:
        """What the table is of at the left, 单位 in the last column."""
        unit = f"单位：{self.table.unit}" if self.table.unit else ""
        if not self._last:
            text, unit = f"{text}　　{unit}".rstrip("　"), ""
        if unit:
            self.page.write_string(1, self._last, unit, self.styles.of(align="right"))
        self._merged(1, 0, max(self._last - bool(unit), 0), text, self.styles.of(shrink=True))

    def _row(self, line: int, row: Row) -> None:
        spot = cells.indented(row, self.table.columns)
        for index, (cell, column) in enumerate(zip(row.cells, self.table.columns, strict=True)):
            self._cell(line, index, cell, column, row, row.depth if index == spot else 0)

    def _cell(
        self, line: int, index: int, cell: Cell, column: Column, row: Row, depth: int
    ) -> None:
        look = {"border": 1, "bold": row.bold}
        if cell is None:
            self.page.write_string(
                line, index, cells.NOTHING, self.styles.of(align="right", **look)
            )
        elif isinstance(cell, str):
            align = "right" if cells.is_number(column) else "left"
            style = self.styles.of(align=align, indent=depth, text_wrap=True, **look)
            self.page.write_string(line, index, cell, style)
        else:
            value = cells.number(cell, column, self.table)
            shown = float(value / 100 if cells.signed(column) else value)
            pattern = _pattern(column, self.table, trimmed(value))
            self.page.write_number(line, index, shown, self.styles.of(num_format=pattern, **look))

    def _foot(self, line: int) -> int:
        """Notes and signatures; returns the last row."""
        for note in self.table.notes:
            self.page.write_string(line, 0, f"注：{note}", self.styles.of(font_size=9))
            line += 1
        places = (0, max(self._last // 2, 1))
        for text, spot in zip(_SIGNATURES, places, strict=True):
            self.page.write_string(line + 1, spot, text, self.styles.of())
        return line + 1

    def _fit(self) -> list[int]:
        """Sets the column widths; returns how many characters fit into each."""
        bodies = list(cells.lines(self.table))
        widths = []
        for index, column in enumerate(self.table.columns):
            widest = max((width(line[index]) for line in bodies), default=0)
            least = _NARROW + 3 if index == self._last else _NARROW
            wanted = max(widest, width(column.title), least - 3) + 3
            room = wanted if cells.is_number(column) else min(wanted, _WIDE)
            self.page.set_column(index, index, room)
            widths.append(room - 2)
        return widths

    def _print(self, first: int, end: int, mark: str) -> None:
        self.page.freeze_panes(first, 0)
        self.page.repeat_rows(0, first - 1)
        self.page.print_area(0, 0, end, self._last)
        _printable(self.page, mark)

    def _merged(self, line: int, first: int, last: int, text: str, style: Format) -> None:
        if first == last:
            self.page.write_string(line, first, text, style)
        else:
            self.page.merge_range(line, first, line, last, text, style)


@dataclass(frozen=True, slots=True)
class _List(_Sheet):
    """A sheet whose rows are not known beforehand and are never held together."""

    def stream(self, rows: Iterable[Row], origin: _Origin) -> int:
        """Rows in order, each written once; returns how many."""
        first = _HEADER + 1
        for index, column in enumerate(self.table.columns):
            least = _MONEY_WIDE if cells.is_number(column) else _TEXT_WIDE
            self.page.set_column(index, index, max(width(column.title) + 3, least))
        self._head(origin, [])
        count = 0
        for row in rows:
            if first + count >= _ROWS:
                raise ValueError(f"一张表最多 {_ROWS - first:,} 行，请先缩小筛选范围再导出")
            self._row(first + count, row)
            count += 1
        end = self._foot(first + count)
        self._print(first, end, origin.mark)
        return count


def _ungrouped(column: Column) -> Column:
    """One line of titles: rows are written in their order, a merged head would go back."""
    return Column(column.group + column.title, column.kind)


def _printable(page: Worksheet, mark: str) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")
    if mark:
        page.set_header(f"&C{mark}")


def _pattern(column: Column, table: Table, shown: str) -> str:
    if cells.signed(column):
        return "0.00%"
    if column.kind == NUMBER:
        decimals = len(shown.partition(".")[2])
    else:
        decimals = cells.places(column, table)
    whole = "#,##0" if column.kind in (MONEY, NUMBER) or not decimals else "0"
    return f"{whole}.{'0' * decimals}" if decimals else whole


def _sheet_name(title: str, used: set[str]) -> str:
    """A sheet name Excel accepts, unique in its workbook."""
    name = re.sub(r"[\[\]:*?/\\']", "", title)[:_NAME_LENGTH] or "表"
    number = 1
    fresh = name
    while fresh in used:
        number += 1
        fresh = f"{name[: _NAME_LENGTH - len(str(number))]}{number}"
    used.add(fresh)
    return fresh

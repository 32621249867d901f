"""Writing the files: workbooks with title, caption, header and rows, and plain CSV.

Amounts arrive in whole fen; a column says in which unit it is printed.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from duzhi.kernel.money import UNIT_FEN

Cell = str | int | dt.date | None
MARK = "（虚构数据）"
BORN = dt.datetime(2023, 7, 1, tzinfo=dt.UTC)
"""Creation time inside every workbook, so that the same seed gives the same file."""
TEXT, DAY, COUNT = "text", "day", "count"
FORMATS = {"元": "#,##0.00", "万元": "#,##0.00####", DAY: "yyyy-mm-dd"}
WIDTHS = {TEXT: 16, DAY: 12, COUNT: 8}


@dataclass(frozen=True)
class Sheet:
    """One table: what stands above it, its columns and their kinds."""

    title: str
    caption: Sequence[str]
    columns: Sequence[tuple[str, str]]
    """Title and kind: text, day, count, 元 or 万元."""
    name: str = "Sheet1"
    groups: Sequence[tuple[str, int]] = field(default=())
    """A second header row above the columns: title and how many columns it spans."""


def write_xlsx(path: Path, sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> Path:
    """Write one workbook with one sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": sheet.title, "comments": "虚构数据", "created": BORN})
    page = book.add_worksheet(sheet.name)
    first = _head(book, page, sheet)
    _body(page, sheet, first, rows)
    book.close()
    return path


def write_csv(path: Path, header: str, lines: Iterable[str], encoding: str) -> Path:
    """Write a CSV whose lines are ready-made; no field holds a comma or a quote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\r\n".join((header, *lines, ""))
    path.write_bytes(text.encode(encoding))
    return path


def _head(book: Workbook, page: Worksheet, sheet: Sheet) -> int:
    """Title, caption and header; returns the first row of the body."""
    bold = book.add_format({"bold": True, "align": "center"})
    last = len(sheet.columns) - 1
    page.merge_range(0, 0, 0, last, sheet.title + MARK, bold)
    step = max(last // max(len(sheet.caption) - 1, 1), 1)
    for index, text in enumerate(sheet.caption):
        at = last if index == len(sheet.caption) - 1 else index * step
        page.write_string(1, at, text)
    for index, (_, kind) in enumerate(sheet.columns):
        shown = book.add_format({"num_format": FORMATS[kind]}) if kind in FORMATS else None
        page.set_column(index, index, WIDTHS.get(kind, 18), shown)
    return _header(page, sheet, bold)


def _header(page: Worksheet, sheet: Sheet, bold: object) -> int:
    row, column = 2, 0
    if not sheet.groups:
        for index, (title, _) in enumerate(sheet.columns):
            page.write_string(row, index, title, bold)
        return row + 1
    for title, span in sheet.groups:
        names = [name for name, _ in sheet.columns[column : column + span]]
        if span == 1:
            page.merge_range(row, column, row + 1, column, names[0], bold)
        else:
            page.merge_range(row, column, row, column + span - 1, title, bold)
            for offset, name in enumerate(names):
                page.write_string(row + 1, column + offset, name, bold)
        column += span
    return row + 2


def _body(page: Worksheet, sheet: Sheet, first: int, rows: Iterable[Sequence[Cell]]) -> None:
    units = [UNIT_FEN.get(kind, 1) for _, kind in sheet.columns]
    text, number = page.write_string, page.write_number
    for at, row in enumerate(rows, start=first):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    text(at, column, value)
            elif isinstance(value, int):
                number(at, column, value / units[column])
            elif value is not None:
                page.write_datetime(at, column, value)

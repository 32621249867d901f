"""A file as sheets of raw rows with the row numbers the user sees."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from duzhi.intake.cells import Cell, RawRow
from duzhi.intake.guard import CSV, Form, refusal

HEAD_ROWS = 40
_SNIFFED = 65_536


@dataclass(slots=True)
class Sheet:
    """One sheet; `total` counts its rows, for a text file its lines."""

    name: str
    hidden: bool
    total: int
    _source: "CalamineSheet | _TextFile" = field(repr=False)

    def rows(self) -> Iterator[RawRow]:
        """Every row, the first one numbered 1; rows of one sheet need not be equally long."""
        if isinstance(self._source, _TextFile):
            return self._source.rows()
        return _sheet_rows(self._source)

    def head(self) -> list[RawRow]:
        """The first forty rows."""
        return list(islice(self.rows(), HEAD_ROWS))


@dataclass(frozen=True, slots=True)
class _TextFile:
    path: Path
    encoding: str
    delimiter: str

    def rows(self) -> Iterator[RawRow]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            try:
                for number, cells in enumerate(csv.reader(file, delimiter=self.delimiter), 1):
                    yield RawRow(number, cells)
            except csv.Error:
                text = "文本里有超长的字段，可能缺了一个引号；请用 Excel 打开检查后另存为 .xlsx"
                raise refusal(self.path, "file_damaged", text) from None


def open_sheets(path: Path, form: Form) -> list[Sheet]:
    """The sheets of a file, hidden ones included, in its own order.

    Raises:
        Refused: the workbook cannot be opened after all.
    """
    if form.kind == CSV:
        return [Sheet("", hidden=False, total=form.lines, _source=_text_file(path, form))]
    try:
        with path.open("rb") as file:
            book = load_workbook(file)  # by content: from a path it would trust the suffix
        return [_sheet(book, name) for name in _worksheets(book)]
    except PasswordError:
        text = "文件设有打开密码，无法读取；请取消密码后另存，再重新导入"
        raise refusal(path, "file_locked", text) from None
    except (CalamineError, OSError, ValueError):
        text = "文件不完整或已损坏，打不开；请用 Excel 打开另存后再导入"
        raise refusal(path, "file_damaged", text) from None


def _worksheets(book: CalamineWorkbook) -> list[str]:
    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    visible = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    source = book.get_sheet_by_name(name)
    hidden = visible[name] != SheetVisibleEnum.Visible
    total = source.end[0] + 1 if source.end else 0
    return Sheet(name, hidden=hidden, total=total, _source=source)


def _sheet_rows(source: CalamineSheet) -> Iterator[RawRow]:
    """Rows come from row 1 on, but without the empty columns on the left."""
    margin: list[Cell] = [""] * (source.start[1] if source.start else 0)
    for number, cells in enumerate(source.iter_rows(), 1):
        yield RawRow(number, margin + cells if margin else cells)


def _text_file(path: Path, form: Form) -> _TextFile:
    with path.open(encoding=form.encoding, newline="") as file:
        sample = file.read(_SNIFFED).splitlines()[:HEAD_ROWS]
    tabs, commas = (sum(line.count(mark) for line in sample) for mark in "\t,")
    return _TextFile(path, form.encoding, "\t" if tabs > commas else ",")

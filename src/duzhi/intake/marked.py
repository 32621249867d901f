"""The rejected file for its sender: own workbook, wrong cells tinted, 退回原因 in a last column."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet as StyledSheet
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as PlainSheet

from duzhi.intake.cells import Cell, RawRow, text_of
from duzhi.intake.guard import XLSX, Form
from duzhi.intake.table import Sheet
from duzhi.kernel.finding import Finding

REASON = "退回原因"
LARGE_ROWS = 50_000
_TINT, _RED = "f8dcd8", "c0392b"
_AUTHOR = "度支"
_WIDTH = 48
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, BadZipFile, OSError)


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """Where the header of a sheet ends and in which 0-based column each title stands."""

    header_row: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Marks:
    """The findings of one sheet: by row the reasons, by cell the texts."""

    reasons: dict[int, list[str]]
    cells: dict[tuple[int, int], list[str]]


def write(
    source: Path,
    form: Form,
    sheets: Sequence[Sheet],
    heads: Mapping[str, MarkedSheet],
    findings: Sequence[Finding],
    target: Path,
) -> Path:
    """Writes the marked copy and returns where it is; always .xlsx.

    A file of more than 50,000 rows comes back as its header and the marked rows only.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    marks = _by_sheet(findings, heads)
    large = is_large(sheets)
    if form.kind == XLSX and not large and _mark_own(source, marks, heads, target):
        return target
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        for index, sheet in enumerate(sheets):
            mark = marks.get(sheet.name, _Marks({}, {}))
            page = book.add_worksheet(sheet.name or f"退回{index + 1}")
            tint = book.add_format({"bg_color": f"#{_TINT}"})
            red = book.add_format({"font_color": f"#{_RED}"})
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            _Page(page, tint, red, day).fill(_shown(sheet, mark, heads, large=large), mark)
    return target


def is_large(sheets: Sequence[Sheet]) -> bool:
    """Whether only the marked rows are sent back."""
    return sum(sheet.total for sheet in sheets) > LARGE_ROWS


def _by_sheet(findings: Sequence[Finding], heads: Mapping[str, MarkedSheet]) -> dict[str, _Marks]:
    """Findings about the whole file stand in the header row of the first sheet that was read."""
    marks: dict[str, _Marks] = {}
    first = next(iter(heads), "")
    for finding in findings:
        place = finding.place
        sheet = place.sheet or first
        head = heads.get(sheet)
        mark = marks.setdefault(sheet, _Marks({}, {}))
        row = place.row or (head.header_row if head else 1)
        said = f"{place.column}：{finding.text}" if place.column else finding.text
        mark.reasons.setdefault(row, []).append(said)
        column = head.columns.get(place.column) if head and place.column else None
        if column is not None and place.row:
            mark.cells.setdefault((row, column), []).append(finding.text)
    return marks


def _mark_own(
    source: Path, marks: Mapping[str, _Marks], heads: Mapping[str, MarkedSheet], target: Path
) -> bool:
    """Marks the user's own workbook; False when it cannot be rewritten faithfully."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a rewrite drops is not the sender's concern
        try:
            book = openpyxl.load_workbook(source)
            for name, mark in marks.items():
                if name in book.sheetnames:
                    _mark_styled(book[name], mark, heads.get(name))
            book.save(target)
        except _UNREADABLE:
            return False
    return True


def _mark_styled(page: StyledSheet, mark: _Marks, head: MarkedSheet | None) -> None:
    last = (page.max_column or 0) + 1
    title = page.cell(head.header_row if head else 1, last)
    title.value = REASON
    title.font = Font(color=f"FF{_RED.upper()}", bold=True)
    page.column_dimensions[get_column_letter(last)].width = _WIDTH
    for row, texts in mark.reasons.items():
        cell = page.cell(row, last)
        cell.value = "；".join(([REASON] if row == title.row else []) + texts)
        cell.data_type = "s"
        cell.font = Font(color=f"FF{_RED.upper()}")
    for (row, column), texts in mark.cells.items():
        wrong = page.cell(row, column + 1)
        wrong.fill = PatternFill("solid", fgColor=f"FF{_TINT.upper()}")
        wrong.comment = Comment("；".join(texts), _AUTHOR)


def _shown(
    sheet: Sheet, mark: _Marks, heads: Mapping[str, MarkedSheet], *, large: bool
) -> Iterator[RawRow]:
    """Every row, or of a large file everything up to the header and the marked rows."""
    header = heads[sheet.name].header_row if sheet.name in heads else 1
    for row in sheet.rows():
        if not large or row.number <= header or row.number in mark.reasons:
            yield row


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet of a new workbook and its formats."""

    page: PlainSheet
    tint: Format
    red: Format
    day: Format

    def fill(self, rows: Iterator[RawRow], mark: _Marks) -> None:
        """Writes the rows one below another; the reason names the row's number in the original."""
        shown = list(rows)
        last = max((len(row.cells) for row in shown), default=0)
        self.page.set_column(last, last, _WIDTH)
        for line, row in enumerate(shown):
            for column, cell in enumerate(row.cells):
                self._write(line, column, cell, mark.cells.get((row.number, column)))
            if texts := mark.reasons.get(row.number):
                moved = f"原第{row.number}行：" if line + 1 != row.number else ""
                self.page.write_string(line, last, moved + "；".join(texts), self.red)

    def _write(self, line: int, column: int, cell: Cell, texts: list[str] | None) -> None:
        style = self.tint if texts else None
        if isinstance(cell, datetime | date):
            self.page.write_datetime(line, column, cell, style or self.day)
        elif isinstance(cell, int | float):
            self.page.write(line, column, cell, style)
        elif cell != "" or texts:
            self.page.write_string(line, column, text_of(cell), style)
        if texts:
            self.page.write_comment(line, column, "；".join(texts), {"author": _AUTHOR})

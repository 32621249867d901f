"""One row of an imported original, as it stood in its file: the end of every trace."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings

from duzhi.intake import guard, personal, recognise
from duzhi.intake.cells import RawRow, text_of
from duzhi.intake.header import Header
from duzhi.intake.layout import Layout, layouts
from duzhi.intake.models import ImportFile
from duzhi.intake.sheet_view import ColumnView, columns_of, text_in
from duzhi.intake.table import Sheet, open_sheets
from duzhi.kernel.finding import refuse

AROUND = 3
"""Rows shown before and after the one asked for."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the original with its neighbours; cells as text, personal data masked."""

    file_id: int
    file: str
    layout: str
    sha256: str
    imported_at: datetime
    imported_by: str
    standing: bool
    sheet: str
    row: int
    total: int
    header_row: int
    columns: tuple[ColumnView, ...]
    cells: tuple[str, ...]
    neighbours: tuple[tuple[int, tuple[str, ...]], ...]
    """(row number, cells) from three above to three below, the row itself among them."""
    masked: tuple[str, ...]
    """Titles of the columns that are masked."""


def source_row(*, file_id: int, sheet: str, row: int, plain: bool = False) -> SourceRow:
    """A row of an original; `plain` shows personal data to somebody who may see it.

    Raises:
        LookupError: no such file was imported.
        Refused: the original is gone or no longer the same, or has no such sheet or row.
    """
    file = ImportFile.objects.filter(pk=file_id).first()
    if file is None:
        raise LookupError(f"没有第 {file_id} 次导入")
    found = _sheet(file, sheet)
    one = next((known for known in layouts() if known.code == file.layout), None)
    header = _header(one, found) if one else None
    columns = _columns(one, header, found)
    rows = _rows(found, row)
    if not any(number == row for number, _ in rows):
        where = f"「{sheet}」" if sheet else ""
        raise refuse("intake.row_missing", f"{file.name}{where}没有第 {row} 行；请核对行号")
    return _shown(file, found, row, header, columns, rows, plain=plain)


def original(file: ImportFile) -> Path:
    """The kept original, proven to be the file that was imported.

    Raises:
        Refused: it is gone, or its digest is another one.
    """
    path: Path = settings.HOME / file.stored_path
    if not file.stored_path or not path.is_file():
        text = f"{file.name} 的原件不在原处（{file.stored_path or '未保存'}）；请从备份恢复后再查看"
        raise refuse("intake.original_gone", text)
    if guard.digest(path) != file.sha256:
        text = f"{file.name} 的原件与入账时的指纹 {file.sha256[:12]} 不符，可能被改动；请从备份恢复"
        raise refuse("intake.original_altered", text)
    return path


def _sheet(file: ImportFile, name: str) -> Sheet:
    path = original(file)
    sheets = open_sheets(path, guard.inspect(path))
    found = next((one for one in sheets if one.name == name), None)
    if found is None:
        names = "、".join(one.name for one in sheets) or "无"
        raise refuse("intake.sheet_missing", f"{file.name} 没有工作表“{name}”；它有：{names}")
    return found


def _header(one: Layout, sheet: Sheet) -> Header | None:
    tops = recognise.tops([sheet])
    near = recognise.fit(one, tops).nearest if tops else None
    return near[1] if near else None


def _columns(one: Layout | None, header: Header | None, sheet: Sheet) -> tuple[ColumnView, ...]:
    if one is None or header is None:
        return ()
    return columns_of(one, header, sheet.head())


def _rows(sheet: Sheet, row: int) -> list[RawRow]:
    first = max(row - AROUND, 1)
    return [one for one in islice(sheet.rows(), row + AROUND) if one.number >= first]


def _shown(
    file: ImportFile,
    sheet: Sheet,
    row: int,
    header: Header | None,
    columns: tuple[ColumnView, ...],
    rows: list[RawRow],
    *,
    plain: bool,
) -> SourceRow:
    masks = {} if plain else personal.masks([column.title for column in columns])
    texts = {
        number: tuple(
            masks[place](text_of(cell))
            if place in masks
            else text_in(cell, number=place < len(columns) and columns[place].number)
            for place, cell in enumerate(cells)
        )
        for number, cells in rows
    }
    return SourceRow(
        file_id=file.pk,
        file=file.name,
        layout=file.layout,
        sha256=file.sha256,
        imported_at=file.at,
        imported_by=file.by,
        standing=file.status == ImportFile.STANDING,
        sheet=sheet.name,
        row=row,
        total=sheet.total,
        header_row=header.last if header else 0,
        columns=columns,
        cells=texts[row],
        neighbours=tuple(texts.items()),
        masked=tuple(columns[place].title for place in masks),
    )


def sheets_of(file: ImportFile) -> list[tuple[str, int]]:
    """Sheets of an original that were read, each with its first row below the header.

    Raises:
        Refused: the original is gone or altered.
    """
    path = original(file)
    one = next((known for known in layouts() if known.code == file.layout), None)
    tops = recognise.tops(open_sheets(path, guard.inspect(path))) if one else []
    pairs = recognise.fit(one, tops).matched if one else []
    return [(top.sheet.name, header.last + 1) for top, header in pairs]

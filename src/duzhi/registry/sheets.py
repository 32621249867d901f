"""Cells of a CSV or Excel file as plain texts, for the subject lists a bureau loads."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from python_calamine import CalamineError, CalamineWorkbook

from duzhi.kernel.finding import Finding, Place, Refused

_ENCODINGS = ("utf-8-sig", "gb18030")
_EXCEL = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


class Sheet(NamedTuple):
    """One sheet: its file, its name and its rows of trimmed texts."""

    file: str
    name: str
    rows: Sequence[Sequence[str]]


def sheets(path: Path) -> list[Sheet]:
    """Every sheet of a file (a CSV has one, without a name); refused when it cannot be read."""
    if not path.is_file():
        raise _unreadable(path, "文件不存在；请核对路径")
    if path.stat().st_size > settings.MAX_UPLOAD_BYTES:
        raise _unreadable(path, "文件过大；请拆分后重新载入")
    if path.suffix.lower() in _EXCEL:
        return _excel(path)
    rows = csv.reader(io.StringIO(_text(path)))
    return [Sheet(path.name, "", [[_plain(cell) for cell in row] for row in rows])]


def _excel(path: Path) -> list[Sheet]:
    _guard(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            return [
                Sheet(path.name, name, _cells(book.get_sheet_by_name(name).to_python()))
                for name in book.sheet_names
            ]
    except CalamineError as fault:
        raise _unreadable(path, f"不是能打开的表格（{fault}）；请另存为 xlsx") from fault


def _guard(path: Path) -> None:
    """A small archive may unpack to a huge one."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > settings.MAX_UNPACKED_BYTES:
        raise _unreadable(path, "表格展开后过大；请核对文件")


def _cells(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: object) -> str:
    """Text of a cell; Excel keeps codes typed as numbers as floats."""
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return str(whole).strip()


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(path, "文字编码既不是 UTF-8 也不是 GB18030；请另存为 UTF-8")


def _unreadable(path: Path, text: str) -> Refused:
    return Refused([Finding("registry.unreadable", text, place=Place(path.name))])

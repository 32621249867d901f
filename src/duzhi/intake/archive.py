"""Guards for .xlsx, which is a zip: bombs, macros, damage, and sheets that claim to be endless."""

import re
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 it is a class

_CHUNK = 1 << 20
_OVERLAP = 64
_MAX_RATIO = 200
_MAX_ENTRIES = 5_000
_MAX_CELLS = 30_000_000
"""The reader lays a sheet out densely: one stray cell in the last corner would eat all memory."""
_NESTED = (".zip", ".rar", ".7z", ".gz", ".xz", ".bz2")
_MAX_NESTED = 20
_FAR_CELL = re.compile(rb'r="([A-Z]{2,3}\d+|[A-Z]\d{6,7})"')
_ODD_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{2,3}\d+|[A-Z]\d{6,7})["']""")
_ODDLY_WRITTEN = re.compile(rb"r(?:\s|=\s|=')")
_NEAR = (100_000, 26)


class Unsafe(Exception):
    """A file that must not be opened: a stable code and one Chinese sentence."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        self.text = text
        super().__init__(text)


def check_workbook(path: Path, max_bytes: int) -> None:
    """Unsafe unless the zip is a whole, plain and reasonably sized workbook."""
    try:
        with ZipFile(path) as bundle:
            entries = bundle.infolist()
            _check_sizes(entries, max_bytes)
            _check_names({entry.filename.lower() for entry in entries})
            for entry in entries:
                _check_entry(bundle, entry)
    except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError):
        text = "文件不完整或已损坏，打不开；请重新导出或重新拷贝后再导入"
        raise Unsafe("file_damaged", text) from None


def _check_sizes(entries: list[ZipInfo], max_bytes: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    nested = sum(entry.filename.lower().endswith(_NESTED) for entry in entries)
    if unpacked > max_bytes or unpacked > _MAX_RATIO * max(packed, 1):
        text = f"文件解压后有 {unpacked >> 20} MB，疑似压缩炸弹，未解压；请用 Excel 另存后再导入"
        raise Unsafe("file_bomb", text)
    if len(entries) > _MAX_ENTRIES or nested > _MAX_NESTED:
        text = f"文件内含 {len(entries)} 个部件，不像正常的工作簿，未解压；请用 Excel 另存后再导入"
        raise Unsafe("file_bomb", text)


def _check_names(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Unsafe("file_macro", "工作簿含有宏，不予读取；请另存为不含宏的 .xlsx 后再导入")
    if "xl/workbook.xml" not in names:
        text = "这个压缩包不是 Excel 工作簿；请导入 xlsx、xls、et 或 csv 文件"
        raise Unsafe("file_not_table", text)


def _check_entry(bundle: ZipFile, entry: ZipInfo) -> None:
    """Reads it through once: declared size and checksum must be true."""
    with bundle.open(entry) as part:
        if PurePosixPath(entry.filename).match("xl/worksheets/*.xml"):
            _check_extent(part)
            return
        while part.read(_CHUNK):
            pass


def _check_extent(part: IO[bytes]) -> None:
    rows, columns = _NEAR
    tail = b""
    while chunk := part.read(_CHUNK):
        window = tail + chunk
        pattern = _ODD_CELL if _ODDLY_WRITTEN.search(window) else _FAR_CELL
        for cell in set(pattern.findall(window)):
            column, row = _position(cell)
            rows, columns = max(rows, row), max(columns, column)
        tail = window[-_OVERLAP:]
    if rows * columns > _MAX_CELLS:
        text = f"工作表一直延伸到第 {rows} 行、第 {columns} 列；请删除数据区以外的内容后再导入"
        raise Unsafe("file_endless", text)


def _position(cell: bytes) -> tuple[int, int]:
    letters = cell.rstrip(b"0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column, int(cell[len(letters) :])

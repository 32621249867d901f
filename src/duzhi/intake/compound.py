"""Guards for .xls and old .et, which are OLE compound files: passwords, macros, damage."""

from pathlib import Path
from struct import unpack_from
from typing import IO

import olefile

from duzhi.intake.archive import Unsafe

_BOOK_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_FILE_PASSWORD, _END_OF_GLOBALS = 0x002F, 0x000A
_RECORD_HEAD = 4
_MAX_GLOBALS = 100_000


def check_workbook(path: Path) -> None:
    """Unsafe unless the compound file is a whole workbook without password and macros."""
    try:
        with olefile.OleFileIO(str(path)) as ole:
            _check_streams(ole)
    except OSError:
        text = "文件不完整或已损坏，打不开；请重新导出或重新拷贝后再导入"
        raise Unsafe("file_damaged", text) from None


def _check_streams(ole: "olefile.OleFileIO[str]") -> None:
    if ole.exists("EncryptedPackage"):
        raise _locked()
    if ole.exists("_VBA_PROJECT_CUR") or ole.exists("VBA"):
        raise Unsafe("file_macro", "工作簿含有宏，不予读取；请另存为不含宏的 .xlsx 后再导入")
    book = next((name for name in _BOOK_STREAMS if ole.exists(name)), "")
    if not book:
        text = "这个文件不是 Excel 工作簿；请导入 xlsx、xls、et 或 csv 文件"
        raise Unsafe("file_not_table", text)
    with ole.openstream(book) as stream:
        if _has_password(stream):
            raise _locked()


def _has_password(stream: IO[bytes]) -> bool:
    for _ in range(_MAX_GLOBALS):
        head = stream.read(_RECORD_HEAD)
        if len(head) < _RECORD_HEAD:
            return False
        kind, size = unpack_from("<HH", head)
        if kind == _FILE_PASSWORD:
            return True
        if kind == _END_OF_GLOBALS:
            return False
        stream.seek(size, 1)
    return False


def _locked() -> Unsafe:
    text = "文件设有打开密码，无法读取；请取消密码后另存，再重新导入"
    return Unsafe("file_locked", text)

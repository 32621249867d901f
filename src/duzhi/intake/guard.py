"""Is this file safe and a table at all? Decided by its size and bytes, never by its name."""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

from django.conf import settings

from duzhi.intake import archive, compound
from duzhi.kernel.finding import Finding, Place, Refused

XLSX, XLS, CSV = "xlsx", "xls", "csv"
_CHUNK = 1 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_FOREIGN = {
    b"%PDF": "PDF",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\xff\xd8\xff": "图片",
    b"\x89PNG": "图片",
}


@dataclass(frozen=True, slots=True)
class Form:
    """How to read a file that passed: its kind, and for text the encoding and number of lines."""

    kind: str
    encoding: str = ""
    lines: int = 0


def inspect(path: Path) -> Form:
    """The form of a file.

    Raises:
        Refused: missing, empty, too large, dangerous, locked, damaged, or no table; one sentence.
    """
    if not path.is_file():
        raise refusal(path, "file_missing", "找不到这个文件；请核对路径后重试")
    size = path.stat().st_size
    if not size:
        raise refusal(path, "file_empty", "文件是空的；请重新导出后再导入")
    if size > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES >> 20
        text = f"文件有 {size >> 20} MB，超过上限 {limit} MB，未读取；请按月份拆分后再导入"
        raise refusal(path, "file_too_large", text)
    with path.open("rb") as file:
        head = file.read(512)
    try:
        return _form(path, head)
    except archive.Unsafe as error:
        raise refusal(path, error.code, error.text) from None


def refusal(path: Path, code: str, text: str) -> Refused:
    """A refusal of the whole file."""
    return Refused([Finding(f"intake.{code}", text, place=Place(path.name))])


def digest(path: Path) -> str:
    """SHA-256 of the file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _form(path: Path, head: bytes) -> Form:
    if head.startswith(_ZIP):
        archive.check_workbook(path, settings.MAX_UNPACKED_BYTES)
        return Form(XLSX)
    if head.startswith(_OLE):
        compound.check_workbook(path)
        return Form(XLS)
    _refuse_foreign(head)
    if is_zipfile(path):
        raise archive.Unsafe("file_not_table", "文件前面有多余的内容，不是正常的工作簿；请重新导出")
    return _text_form(path, head)


def _refuse_foreign(head: bytes) -> None:
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            text = f"这是{name}，不是表格；请导入 xlsx、xls、et 或 csv 文件"
            raise archive.Unsafe("file_not_table", text)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        text = "这是网页格式的表格；请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"
        raise archive.Unsafe("file_not_table", text)


def _text_form(path: Path, head: bytes) -> Form:
    if head.startswith(_UTF16):
        candidates: tuple[str, ...] = ("utf-16",)
    elif b"\0" in head:
        candidates = ()
    else:
        candidates = ("utf-8-sig", "gb18030")
    for encoding in candidates:
        lines = _lines(path, encoding)
        if lines is not None:
            return Form(CSV, encoding, lines)
    text = "文件不是表格，或文字编码无法识别；请另存为 .xlsx 或 UTF-8 的 .csv 后再导入"
    raise archive.Unsafe("file_not_table", text)


def _lines(path: Path, encoding: str) -> int | None:
    """Line count of the text, None when it is not in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, ended = 0, False
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                if "\0" in text:
                    return None
                lines += text.count("\n")
                ended = text.endswith("\n") if text else ended
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines if ended else lines + 1

"""Any file as one plain text: its bytes say what it is, its name only helps with text."""

from dataclasses import replace
from io import BytesIO
from pathlib import PurePath

import olefile

from duzhi.checker.reading import encodings, limits
from duzhi.checker.reading.cleaning import clean
from duzhi.checker.reading.docx import read_docx
from duzhi.checker.reading.html import read_html
from duzhi.checker.reading.pdf import read_pdf
from duzhi.kernel.finding import Place, Refused, refuse

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_HEAD = 1024
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")
_TEXTS, _PAGES = {".txt", ".text", ".md", ""}, {".htm", ".html", ".shtml", ".xhtml"}
_FOREIGN = {
    b"{\\rtf": ("RTF 文件", "请用 Word 另存为 .docx 再试"),
    b"\xff\xd8\xff": ("图片", "请先识别出文字，存为 .docx 或 .txt 再试"),
    b"\x89PNG": ("图片", "请先识别出文字，存为 .docx 或 .txt 再试"),
    b"Rar!": ("压缩包", "请解压后选择其中的文件"),
    b"7z\xbc\xaf": ("压缩包", "请解压后选择其中的文件"),
}
_TAKEN = "请选择 .docx、.pdf（带文字层）、.html 或 .txt 文件，或复制文字粘贴"


def read(blob: bytes, name: str) -> str:
    """The text of a file: paragraphs and rows of tables (`甲 | 1 | 2 |`), one a line.

    Raises:
        Refused: it cannot be read or is too much; one sentence, with the name as its place.
    """
    try:
        limits.check_size(blob)
        return clean(_read(blob, PurePath(name).suffix.lower()))
    except Refused as error:
        place = Place(PurePath(name).name)
        raise Refused([replace(one, place=place) for one in error.findings]) from None


def _read(blob: bytes, suffix: str) -> str:
    head = blob[:_HEAD]
    for magic, (kind, step) in _FOREIGN.items():
        if head.startswith(magic):
            raise refuse("checker.file_kind", f"这是{kind}，不能直接校核；{step}")
    if head.startswith(_PDF) or (suffix == ".pdf" and _PDF in head):
        return read_pdf(blob)
    if head.startswith(_ZIP):
        return read_docx(blob)
    if head.startswith(_OLE):
        raise _old(blob)
    if suffix in _PAGES or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return read_html(blob)
    if suffix in _TEXTS:
        return encodings.decoded(blob)
    raise _not_what_it_says(suffix)


def _old(blob: bytes) -> Refused:
    """A compound file: Word before 2007, WPS, or a .docx behind a password."""
    try:
        with olefile.OleFileIO(BytesIO(blob)) as ole:
            locked = ole.exists("EncryptedPackage")
    except (OSError, ValueError, IndexError):
        return limits.broken("文件", "请重新拷贝后再试")
    if locked:
        step = "请取消密码后另存为 .docx 再试"
        return refuse("checker.file_encrypted", f"文件设有打开密码，无法读取；{step}")
    text = "这是旧版格式（.doc、.wps 等），不能直接校核；请用 Word 或 WPS 另存为 .docx 再试"
    return refuse("checker.file_kind", text)


def _not_what_it_says(suffix: str) -> Refused:
    if suffix in {".docx", ".docm", ".pdf"}:
        return limits.broken(f"{suffix} 文件", "请重新导出或重新拷贝后再试")
    return refuse("checker.file_kind", f"不认识这种文件（{suffix[:12]}）；{_TAKEN}")

"""What kind of paper is this file? Decided by its bytes, never by its name; macros are refused."""

from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from duzhi.kernel.finding import refuse

PDF, PICTURE_JPG, PICTURE_PNG, WORD, EXCEL, OFD = "pdf", "jpg", "png", "docx", "xlsx", "ofd"
MEDIA = {
    PDF: "application/pdf",
    PICTURE_JPG: "image/jpeg",
    PICTURE_PNG: "image/png",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    OFD: "application/ofd",
}
"""Kinds that are taken, with the type a browser is told."""
_MAGIC = {b"%PDF-": PDF, b"\xff\xd8\xff": PICTURE_JPG, b"\x89PNG\r\n\x1a\n": PICTURE_PNG}
_INSIDE = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL, "OFD.xml": OFD}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_ENTRIES = 10_000


def kind_of(file: BinaryIO, name: str) -> str:
    """The kind of a file that may be kept as evidence.

    Raises:
        Refused: anything else, in one sentence with what to do.
    """
    file.seek(0)
    head = file.read(16)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head.startswith(_ZIP):
        return _of_archive(file, name)
    if head.startswith(_OLE):
        raise refuse(
            "office.attachment_old",
            f"附件“{name}”是旧版 Office 格式，可能带宏，未接收；请另存为 PDF、docx 或 xlsx 再上传",
        )
    raise _foreign(name)


def _of_archive(file: BinaryIO, name: str) -> str:
    try:
        with ZipFile(file) as archive:
            names = [one.filename for one in archive.infolist()[:_MOST_ENTRIES]]
    except (BadZipFile, ValueError, OSError):
        raise _foreign(name) from None
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise refuse(
            "office.attachment_macro", f"附件“{name}”带有宏，未接收；请另存为不带宏的文件再上传"
        )
    for inside, kind in _INSIDE.items():
        if inside in names:
            return kind
    raise _foreign(name)


def _foreign(name: str) -> Exception:
    return refuse(
        "office.attachment_kind",
        f"附件“{name}”不是可接收的类型，未接收；请上传 PDF、OFD、docx、xlsx 或 jpg、png 图片",
    )

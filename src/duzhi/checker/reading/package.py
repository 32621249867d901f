"""The parts of a .docx, which is a zip: taken out one by one, never more than a report can need."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 it is a class

from duzhi.checker.reading import limits
from duzhi.kernel.finding import Refused, refuse

STEP = "请用 Word 打开后另存为 .docx 再试"
_PIECE = 1 << 18
_MOST_PARTS = 5_000
_ENCRYPTED = 0x1
_OTHERS = {"OFD.xml": "OFD", "xl/workbook.xml": "Excel 工作簿", "ppt/presentation.xml": "演示文稿"}


@contextmanager
def opened(blob: bytes) -> Iterator[ZipFile]:
    """The package of a .docx.

    Raises:
        Refused: damaged, locked, a bomb, or something else in a zip; also while it is read.
    """
    try:
        with ZipFile(BytesIO(blob)) as package:
            _check(package)
            yield package
    except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, ValueError):
        raise broken() from None


def pieces(package: ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of a part, piece by piece.

    Raises:
        Refused: the part unpacks to more than any report.
    """
    size = 0
    with package.open(name) as part:
        while piece := part.read(_PIECE):
            size += len(piece)
            if size > limits.MOST_UNPACKED:
                raise _bomb()
            yield piece


def broken() -> Refused:
    """The refusal of a damaged .docx."""
    return limits.broken("Word 文件", STEP)


def _check(package: ZipFile) -> None:
    entries = package.infolist()
    names = {one.filename for one in entries}
    kind = next((word for name, word in _OTHERS.items() if name in names), "")
    if kind or "[Content_Types].xml" not in names:
        text = f"这是{kind or '压缩包'}，不是可校核的文件；请另存为 .docx 或带文字层的 .pdf 再试"
        raise refuse("checker.file_kind", text)
    if len(entries) > _MOST_PARTS:
        raise _bomb()
    if any(one.flag_bits & _ENCRYPTED for one in entries):
        raise refuse("checker.file_encrypted", f"文件设有密码，无法读取；请取消密码后{STEP[1:]}")


def _bomb() -> Refused:
    text = f"文件解压后大得不合常理，疑似压缩炸弹，未读取；{STEP}"
    return refuse("checker.file_bomb", text)

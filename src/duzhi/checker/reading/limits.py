"""How much of a file is read: about 300 pages, and no more than a small server can bear."""

from duzhi.kernel.finding import Refused, refuse

MOST_BYTES = 50 << 20
MOST_UNPACKED = 100 << 20
"""Of one part of a .docx: 100,000 runs are 10 to 50 MB."""
MOST_PAGES = 300
MOST_CHARACTERS = 3_000_000
"""Of a text: a full page of a report has 700, one full of tables 3,000."""


def check_size(blob: bytes) -> None:
    """Refuse what is empty or too large.

    Raises:
        Refused: one sentence.
    """
    if not blob:
        raise refuse("checker.file_empty", "文件是空的；请核对后重新选择文件")
    if len(blob) > MOST_BYTES:
        text = f"文件有{len(blob) >> 20} MB，超过上限{MOST_BYTES >> 20} MB；请去掉图片或分开后再试"
        raise refuse("checker.file_too_large", text)


def too_long() -> Refused:
    """The refusal of a text beyond the limit."""
    text = f"文字超过{MOST_CHARACTERS // 10_000}万字，远多于{MOST_PAGES}页；请分成几份再校核"
    return refuse("checker.text_too_long", text)


def too_many_pages(count: int) -> Refused:
    """The refusal of a file with too many pages."""
    text = f"文件有{count}页，超过上限{MOST_PAGES}页；请分成几份再校核"
    return refuse("checker.text_too_long", text)


def broken(kind: str, step: str) -> Refused:
    """The refusal of a damaged file: `kind` as people call it, `step` what to do."""
    return refuse("checker.file_broken", f"{kind}不完整或已损坏，打不开；{step}")

"""Setting a .pdf: typst with the shipped fonts alone; the same content makes the same bytes.

Words go in as typst strings, so nothing in them is taken for a command.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache

import typst

from duzhi.documents import fonts
from duzhi.kernel.finding import Finding, Refused

Placed = tuple[str, str]
"""Where a text stands, as a person finds it, and the text."""


def compiled(source: str, day: date) -> bytes:
    """The .pdf of a typst source, dated on a day; no font or file of the server is read."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    stamp = int(noon.timestamp())
    return typst.compile(source.encode(), font_paths=_fonts(), format="pdf", timestamp=stamp)


@cache
def _fonts() -> typst.Fonts:
    folder = str(fonts.FOLDER)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def string(text: str) -> str:
    r"""A typst string.

    >>> print(string('说"是"'))
    "说\"是\""
    """
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def words(text: str) -> str:
    """Words in the running text: a string that is shown."""
    return f"#{string(text)}" if text else ""


def check(texts: Iterable[Placed]) -> None:
    """Refuse what the fonts cannot show.

    Raises:
        Refused: says each character with its place.
    """
    found = [
        Finding(
            "documents.no_glyph",
            f"{place}的“{char}”（U+{ord(char):04X}）不在PDF字库中，无法印出；"
            "请改用规范汉字，或下载 .docx 后在 Word 中输出",
        )
        for place, text in texts
        for char in fonts.lacking(text)
    ]
    if found:
        raise Refused(found)

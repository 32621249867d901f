"""A cell as it was read from a file, and how its content is compared and quoted."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one is the empty string."""

_QUOTED = 40
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))


class RawRow(NamedTuple):
    """A row of a sheet with the 1-based number the user sees."""

    number: int
    cells: Sequence[Cell]


def text_of(cell: Cell) -> str:
    """The cell as trimmed text; whole numbers lose their `.0`, dates read 2023-06-30.

    >>> text_of(1010101.0), text_of("　青岚市 ")
    ('1010101', '青岚市')
    """
    if isinstance(cell, str):
        return cell.strip() if cell.isprintable() else cell.translate(_INVISIBLE).strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


def squeezed(text: str) -> str:
    """NFKC without any white space, for comparing titles and words.

    >>> squeezed("合　计（元）")
    '合计(元)'
    """
    if text.isascii():
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split())


def is_blank(cell: Cell) -> bool:
    """Whether nothing is written in the cell."""
    return isinstance(cell, str) and not text_of(cell)


def quote(cell: Cell) -> str:
    """The cell for a message, in Chinese quotation marks and at most 40 characters.

    >>> quote("4,870.00万")
    '“4,870.00万”'
    """
    text = " ".join(str(cell).split()) if isinstance(cell, str) else text_of(cell)
    return f"“{text[:_QUOTED]}…”" if len(text) > _QUOTED else f"“{text}”"

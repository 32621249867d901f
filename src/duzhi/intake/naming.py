"""The name under which a received file is kept: what its sender calls it, made harmless."""

import re
import unicodedata

LONGEST = 120
"""Characters; with Chinese ones that is below the 255 bytes a file system takes only when cut."""
_MOST_BYTES = 200
_FORBIDDEN = re.compile(r'[:"/\\|?*]')
_NAMELESS = "未命名"


def safe_name(given: str) -> str:
    r"""The last part of a path without control characters, markup and leading dots.

    >>> safe_name("../../x<script>.xlsx"), safe_name("C:\\导出\\日报.xls"), safe_name("..")
    ('x＜script＞.xlsx', '日报.xls', '未命名')
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    last = last.replace("<", "＜").replace(">", "＞")
    kept = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    kept = " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    return _short(kept) or _NAMELESS


def _short(name: str) -> str:
    """Cut in the stem, so that the ending stays."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:  # noqa: PLR2004 no ending of a table is longer
        stem, ending = name, ""
    tail = f"{dot}{ending}" if ending else ""
    stem = stem[:LONGEST]
    while len((stem + tail).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return stem + tail

"""A calendar day out of text: 2023-06-30, 20230630, 2023年6月30日, 2023/6/30, 45107."""

import re
import unicodedata
from datetime import date, timedelta

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Serial numbers taken for days: 1954 to 2119; others are typing errors."""
_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_PARTS = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*(日?)" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}")


def parse_day(text: str) -> date:
    """The day a text names; a time of day behind it is dropped.

    Raises:
        ValueError: not a day, or one that is not in the calendar.

    >>> parse_day("2023年6月30日"), parse_day("45107")
    (datetime.date(2023, 6, 30), datetime.date(2023, 6, 30))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if parts := _PARTS.fullmatch(plain):
        return _of_parts(parts)
    if parts := _COMPACT.fullmatch(plain):
        return date(*map(int, parts.groups()))
    if _SERIAL.fullmatch(plain) and int(plain) in _SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(plain))
    raise ValueError(f"{text}不是日期")


def _of_parts(parts: re.Match[str]) -> date:
    year, first, month, second, day, last = parts.groups()
    words = (first, second, last)
    if words != ("年", "月", "日") and (first != second or last):
        raise ValueError(parts[0])
    return date(int(year), int(month), int(day))

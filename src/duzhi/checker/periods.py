"""Which months a sentence speaks of: 1－6月份, 上半年, 前三季度, 截至9月底, 2020年."""

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)年")
_SPAN = re.compile(
    r"(?P<half>上半年|1-6月|1至6月|一至六月)|(?P<through>(?:1|一)[-至](?P<to>\d{1,2})月)"
    r"|(?:截至|截止|至)(?:20\d\d年)?(?P<until>\d{1,2})月(?:\d{1,2}日|底|末|份)"
    r"|前?(?P<quarter>[一二三四1-4])季度|(?P<month>(?<![\d\-至])\d{1,2})月(?:份)?,"
    r"|(?P<whole>全年|年度|年末|年底|(?:20\d\d)年,|(?:20\d\d)年全?[市县区国镇省]?)"
)
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Year (0 unknown) and months gone by at its end (0 unknown)."""

    year: int = 0
    months: int = 0

    def __str__(self) -> str:
        """As written in JSON: 2023-06; empty when unknown."""
        return f"{self.year or '????'}-{self.months:02d}" if self.months else str(self.year or "")


def period_in(words: str, before: Period) -> Period:
    """The period after reading some words; what they do not say stays as it was.

    >>> str(period_in("2023年1-6月份,全市", Period()))
    '2023-06'
    """
    year, months = before.year, before.months
    for found in _YEAR.finditer(words):
        year = int(found[1])
    for found in _SPAN.finditer(words):
        months = _months(found)
    return Period(year, months) if (year, months) != (before.year, before.months) else before


def _months(found: re.Match[str]) -> int:
    if found["half"]:
        return 6
    if found["through"]:
        return min(int(found["to"]), 12)
    if found["until"]:
        return min(int(found["until"]), 12)
    if found["quarter"]:
        return _QUARTER[found["quarter"]]
    if found["month"]:
        return min(int(found["month"]), 12)
    return 12

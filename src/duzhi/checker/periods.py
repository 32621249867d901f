"""Which months a sentence speaks of: 1－6月份, 上半年, 前三季度, 截至9月底, 2020年."""

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<![\d比较与从由和、-])(20\d\d|19\d\d)年(?!期|版|以来)")
_SPAN = re.compile(
    r"(?P<half>上半年|1-6月|1至6月|一至六月)|(?P<through>(?:1|一)[-至](?P<to>\d{1,2})月)"
    r"|(?:截至|截止|至)(?:20\d\d年)?(?P<until>\d{1,2})月(?:\d{1,2}日|底|末|份)"
    r"|前?(?P<quarter>[一二三四1-4])季度|(?P<month>(?<![\d\-至])\d{1,2})月(?:份)?,"
    r"|(?P<whole>全年(?!预算|任务|目标|计划|收入|税收|经济)|年度(?!预算|任务|目标|计划|考核|工作)|年末|年底"
    r"|(?<![比较与从由和、])20\d\d年(?!\d|上|下|[一二三四]|前|1|度(?:预算|目标|任务)))"
)
_STARTS = re.compile(
    r"(?:^|[,:;(])(?:据[^,]{1,10},)?(?:截至|截止|至|其中)?(?=(?:20\d\d年)?(?:上半年|前?[一二三四]季度|\d{1,2}(?:-|至)?\d{0,2}月)|20\d\d年,)"
)
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Year (0 unknown) and months gone by at its end (0 unknown)."""

    year: int = 0
    months: int = 0
    monthly: bool = False
    """Only that month, unless the words say 累计."""

    def __str__(self) -> str:
        """As written in JSON: 2023-06; empty when unknown."""
        return f"{self.year or '????'}-{self.months:02d}" if self.months else str(self.year or "")


def period_in(words: str, before: Period, *, fresh: bool = True) -> Period:
    """The period after reading some words; what they do not say stays as it was.

    `fresh`: a sentence begins with them. Inside a sentence only a clause that opens with a period
    changes it: 解决2022年度欠发工资 speaks of other wages, not of another period.

    >>> str(period_in("2023年1-6月份,全市", Period()))
    '2023-06'
    >>> str(period_in("拨付解决2022年度", Period(2023, 6), fresh=False))
    '2023-06'
    """
    if not fresh:
        start = _STARTS.search(words)
        if start is None:
            return before
        words = words[start.start() :].split(",", 2)[0] if start.end() else words
    year, months, monthly = before.year, before.months, before.monthly
    for found in _YEAR.finditer(words):
        year = int(found[1])
    for found in _SPAN.finditer(words):
        months, monthly = _months(found), bool(found["month"])
    return Period(year, months, monthly and "累计" not in words)


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

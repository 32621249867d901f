"""The words around a percentage that say against what it measures: which budget, which last year.

Two percentages bind the same amount only where they measure against the same thing; 同口径 and
年初预算 are told apart from plain 上年 and 预算, and what cannot be placed binds nothing.
"""

import re
from bisect import bisect_left

from duzhi.checker.claim import Claim
from duzhi.checker.masked.amounts import COMPARABLE, PAST
from duzhi.checker.records import Reading
from duzhi.checker.roles import loose

_BREAK = re.compile(r"[，,](?!\d)|[。；;：:\n]")
_FAR = 40
"""Characters before a figure that may speak of it."""

_OTHER_GROWTH = re.compile(
    r"剔除|扣除|还原|因素|环比|年初|年末|上月|上季|上半年|年均|年平均|不变价|可比价|两年|翻|进度|预算|目标"
)
_COMPARABLE = re.compile(r"同口径|可比口径|同比口径|同一口径")
_YEAR = re.compile(r"20\d\d|19\d\d")
_OTHER_BUDGET = re.compile(
    r"上年|去年|同期|季度|半年|序时|进度|时间|月份?(?:预算|目标|任务|计划)|占全[国省市县区]"
)
_ADJUSTED = re.compile(r"调整|变动|追加")
_PLAIN_BUDGET = re.compile(r"预算|任务|目标|计划|指标|预期")
_BOOKS = re.compile(r"公共(?:财政)?预算|基金预算|经营预算")
"""一般公共预算收入 is a subject, not a budget it is measured against."""
_ENDS_AS_BUDGET = re.compile(r"(?:预算|任务|目标|计划|指标|预期|安排)(?:总?数|总?额)?[的为是]*$")
_OTHER_SHARE = re.compile(
    r"上年|去年|同期|预算数|生产总值|GDP|较|比(?!重|例|率|为|是|达)|提高|上升|下降|增长"
)


class Phrases:
    """The words before each figure of a reading, back to the figure or the clause before."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.ends = sorted(claim.end for claim in reading.claims)

    def between(self, claim: Claim) -> str:
        """The words since the figure before it, within its sentence; the clause mark included."""
        at = bisect_left(self.ends, claim.start + 1) - 1
        start = max(claim.start - _FAR, self.ends[at] if at >= 0 else 0)
        return re.split(r"[。；;\n]", self.text[start : claim.start])[-1]

    def exact(self, claim: Claim) -> bool:
        """Printed as it is, neither masked nor 约 or 以上."""
        after = self.text[claim.end : claim.end + 3]
        return not claim.masked and not loose(self.between(claim), after)

    def follows(self, claim: Claim, other: Claim) -> bool:
        """Whether no figure stands between the two."""
        at = bisect_left(self.ends, claim.start + 1) - 1
        return at >= 0 and self.ends[at] == other.end

    def clause(self, claim: Claim) -> str:
        """The same, no further than its own clause."""
        return _BREAK.split(self.between(claim))[-1]


def prior_of(words: str) -> str | None:
    """The name of last year's amount that a growth measures against; None for any other base."""
    if _OTHER_GROWTH.search(words):
        return None
    if _COMPARABLE.search(words):
        return COMPARABLE
    year = _YEAR.search(words)
    return f"{year[0]}年" if year else PAST


def budget_of(words: str) -> str | None:
    """The name of the budget that a completion measures against; None where there is none."""
    words = _BOOKS.sub("", words)
    if _OTHER_BUDGET.search(words):
        return None
    if _ADJUSTED.search(words):
        return "调整预算"
    if "年初" in words:
        return "年初预算"
    if not _PLAIN_BUDGET.search(words):
        return None
    return "预算" if "预算" in words else "目标"


def names_a_budget(words: str) -> bool:
    """为年初预算的, not 占一般公共预算收入的."""
    return bool(_ENDS_AS_BUDGET.search(words))


def of_last_year(words: str) -> bool:
    """The points are those by which a share of last year has changed."""
    return bool(re.search(r"同比|上年|去年", words)) and not re.search(
        r"增幅|增速|进度|预算", words
    )


def shares_now(words: str) -> bool:
    """The share is this year's, and of something inside the budget."""
    return not _OTHER_SHARE.search(words)

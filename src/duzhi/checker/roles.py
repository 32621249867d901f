"""What a figure is in its sentence, by the words right before it: 本数, 预算数, 上年数, 增减额 …"""

import re
from dataclasses import dataclass

from duzhi.checker.claim import (
    AHEAD,
    AMOUNT,
    BUDGET,
    CHANGE,
    COMPLETION,
    COUNT,
    DELTA,
    GROWTH,
    LEVEL,
    MULTIPLE,
    PERCENT,
    POINTS,
    PRIOR,
    RATE,
    SHARE,
)

OTHER = "other"
"""A figure whose part in the sentence is not understood: it is a claim, but joins nothing."""
LEVY = "levy"
"""`按1%提取`: what follows is this share of its list."""
DENOMINATOR, TIMES, OVER = "denominator", "times", "over"
"""What another amount is measured by, 倍 of it, and what was had more or less than a budget."""
RATIO = "ratio"
"""`为上年的103%`: a percentage of a named amount."""

_RISE = r"(?:增收|增支|增加|增长|上升|多收|多支|净增|提高|调增|追加|递增|提升|回升|扩大|上涨|多增|超收|增多|增)"
_FALL = r"(?:减收|减支|减少|下降|降低|短收|少收|少支|压减|调减|核减|减少额|下滑|回落|压缩|缩减|负增长|降|减)"
_TAIL = r"(?:了|额|额度|数|幅度|幅|为|达到|达|约|近|超过|超|:|-)*"
_ENDS_RISE = re.compile(rf"{_RISE}{_TAIL}$")
_ADDED = re.compile(
    rf"(?:增收|增支|增加|增长|上升|多收|多支|净增|调增|追加|多增|超收|增多|增){_TAIL}$"
)
_ENDS_FALL = re.compile(rf"{_FALL}{_TAIL}$")
_LEADS = re.compile(
    r"^(?:其中|主要是|主要为|主要|一是|二是|三是|四是|五是|另外|同时|以及|[:、,和及]|是)*"
    rf"(?P<up>调增|追加|增加|增收)?(?P<down>调减|减少|核减|压减|减收)?(?P<rest>[^,]+)$"
)
_AUDITED = re.compile(
    r"(?:审减|核减|净核减)(?:金额|资金|额|投资|造价|总额)?(?:为|达|共|合计|累计|:)*$"
)
_PRIOR = re.compile(
    r"(?:比|较|同|与|由|从|在)?(?:上年|去年|上一年|上年度|前一年|同期|上期|上年末|去年末|上月)"
    r"(?:同期|同月|同口径|末|底|决算|完成|执行|数|的|累计|实际)*[^,、;。]{0,24}$"
)
_PRIOR_YEAR = re.compile(
    r"(?:比|较|与|由|从)(?:20|19)\d\d年(?:度|同期|决算|同口径|末|底|的|数)*[^,、;。]{0,24}$"
)
_BUDGET_NOUN = r"(?:预算(?!收入|支出|收支|资金|单位|内|外|管理|稳定|执行|法|公开)|任务|目标|计划|指标|预期|调整数|变动数)"
_BUDGET = re.compile(
    rf"(?:为|占|完成|达到|(?<!发)达|是|相当于|与|较|比|超|超过|对比)[^,;。]{{0,24}}?{_BUDGET_NOUN}[^,;。完]{{0,8}}$"
)
_BUDGET_IS = re.compile(
    r"(?:年初|年度|全年|调整|人大|变动|本年)?(?:预算|任务|目标|计划)(?:安排)?(?:数|额|任务)?(?:为|是|:)?$"
)
_SHARE = re.compile(
    r"占(?!用|地(?!方))(?P<of>[^,;。:]*?)(?:的?(?:比重|比例|比率|份额|比))?(?:的|为|达到|达|约|是|分别为|分别|依次为|依次|:)*$"
)
_OF_NAMED = re.compile(r"(?:^|,)(?:为|相当于)(?P<of>[^,;。:]{2,14}?)的$")
_SHARE_NOUN = re.compile(
    r"(?:占比|比重|占有率|份额|税占比)(?:[^,;。]{0,10}?)(?:的|为|达到|达|约|是|:)*$"
)
_COMPLETION = re.compile(
    rf"(?:为|占|完成|达到|达|是|相当于|的|实现)(?P<of>[^,;。]{{0,30}}?{_BUDGET_NOUN}[^,;。]{{0,10}}?)(?:的)?(?:为|达到|达|约|比例为)*$"
)
_COMPLETION_NOUN = re.compile(
    r"(?:完成率|完成比例|完成进度|执行率|执行进度|支出进度|收入进度|预算完成|完成预算|完成任务|进度|完成年初预算|完成比)"
    r"(?:的|为|达到|达|约|是|至|:)*$"
)
_OF_PRIOR = re.compile(r"(?:为|是|相当于|占)(?:上年|去年|上年同期|20\d\d年)[^,;。]*的$")
_RATE = re.compile(
    r"(?P<name>[^,;。:、]{1,12}率)(?:分别)?(?:的|为|达到|达|约|是|高达|至|:|提高到|提升至)*$"
)
_AHEAD = re.compile(
    r"(?P<up>超|快于|高于|超过|超前|领先|超出|快)[^,;。]{0,10}?(?:序时|时间|进度|时序)[^,;。]{0,8}$|(?:进度)(?:快|超)$"
)
_BEHIND = re.compile(
    r"(?:低于|慢于|欠|落后|落后于|滞后|滞后于|差|慢|短)[^,;。]{0,10}?(?:序时|时间|进度|时序)[^,;。]{0,8}$"
    r"|(?:进度)(?:慢|欠|低|差)$"
)
_AHEAD_AFTER = re.compile(
    r"(?:超进度|超序时进度|超时间进度|超序时|超时序进度|快于序时进度|超过序时进度)$"
)
_YEAR = re.compile(r"(?:同比|上年|去年|较20|比20|同期)")
_LOOSE = re.compile(
    r"(?:近|超|超过|逾|不低于|不少于|达到近|将近|突破|至少|最高|不超过|以内|每[^,]{0,6})$"
)
_LOOSE_AFTER = re.compile(r"(?:多|余|左右|以上|以下|以内|上下|至|-\d|~)")


@dataclass(frozen=True, slots=True)
class Role:
    """The part of a figure: its name, −1 for a fall, and the words `of` that it is measured by."""

    name: str
    sign: int = 1
    of: str = ""
    joined: bool = False
    """It stands right behind the budget it is measured by."""
    leading: bool = False
    """Its verb stands before the noun: 调增上级补助收入83620万元."""


def role_of(kind: str, near: str, after: str) -> Role:
    """`near`: the words since the clause began or the last figure; `after`: a few behind it."""
    if kind == PERCENT:
        return _percent(near)
    if kind == POINTS:
        return _points(near)
    if kind == MULTIPLE and _ENDS_RISE.search(near):
        return Role(GROWTH, 1, near)
    if kind in (AMOUNT, COUNT):
        return _amount(near, after)
    return Role(OTHER)


def loose(near: str, after: str) -> bool:
    """近3亿元, 100万元以上: nothing can be computed with it."""
    return bool(_LOOSE.search(near) or _LOOSE_AFTER.match(after))


def _percent(near: str) -> Role:
    if re.search(r"年均|平均增|两年|环比", near):
        return Role(OTHER)
    if _ENDS_FALL.search(near) or re.search(r"(?:降幅|减幅|跌幅)(?:为|达|达到|约|:)*$", near):
        return Role(GROWTH, -1, near)
    if _ENDS_RISE.search(near) or re.search(
        r"(?:增幅|增速|涨幅|增长率|同比|增长幅度)(?:分别)?(?:为|达|达到|约|是|:)*$", near
    ):
        return Role(GROWTH, 1, near)
    if _AHEAD.search(near) or _BEHIND.search(near):
        return Role(AHEAD, -1 if _BEHIND.search(near) else 1)
    if re.search(r"(?:按照?|按不超过)$", near):
        return Role(LEVY)
    if _OF_PRIOR.search(near):
        return Role(RATIO, 1, near)
    if found := _COMPLETION.search(near):
        return Role(COMPLETION, 1, found["of"])
    if _COMPLETION_NOUN.search(near):
        return Role(COMPLETION, 1, "")
    if found := _SHARE.search(near):
        return Role(SHARE, 1, found["of"])
    if found := _OF_NAMED.search(near):
        return Role(SHARE, 1, found["of"])
    if _SHARE_NOUN.search(near):
        return Role(SHARE, 1, "")
    if found := _RATE.search(near):
        return Role(RATE, 1, found["name"])
    return Role(OTHER)


def _points(near: str) -> Role:
    if _BEHIND.search(near):
        return Role(AHEAD, -1)
    if _AHEAD.search(near) or _AHEAD_AFTER.search(near):
        return Role(AHEAD, 1)
    if _YEAR.search(near) and _ENDS_FALL.search(near):
        return Role(CHANGE, -1, near)
    if _YEAR.search(near) and _ENDS_RISE.search(near):
        return Role(CHANGE, 1, near)
    return Role(OTHER)


def _amount(near: str, after: str) -> Role:
    if _AUDITED.search(near):
        return Role(LEVEL)
    if re.search(r"(?:由|从)$", near):
        return Role(PRIOR, 1, near)
    if _SHORT.search(near):
        return Role(OVER, -1 if _SHORT_OF.search(near) else 1)
    if _against_budget(near):
        return Role(OVER, -1 if "小于" in near or "低于" in near else 1)
    if _ADDED.search(near):
        return Role(DELTA, 1, near)
    if _ENDS_FALL.search(near):
        return Role(DELTA, -1, near)
    if (found := _LEADS.match(near)) and (found["up"] or found["down"]):
        return Role(DELTA, -1 if found["down"] else 1, near, leading=True)
    if _BUDGET.search(near) and (
        re.match(r"的?\d", after) or re.match(r"(?:为|占|完成|达到|是|与|比|较|超)", near)
    ):
        return Role(BUDGET, 1, near)
    if _PRIOR.search(near) and not re.search(r"结转|结余|结存|累计结|滚存", near):
        return Role(PRIOR, 1, near)
    if _PRIOR_YEAR.search(near):
        return Role(PRIOR, 1, near)
    return Role(LEVEL)


_SHORT = re.compile(r"(?:^|,)(?:短收|超收|欠收|差值|差额|预算结余)(?:了|额|约|为|达)*$")
"""What was had more or less than budgeted."""


_SHORT_OF = re.compile(r"(?:短收|欠收|少收)(?:了|额|约|为|达)*$")


def _against_budget(near: str) -> bool:
    return bool(re.search(r"(?:大于|小于|高于|低于|超过|超)(?:年初)?预算(?:数)?$", near))

"""What a figure is in its sentence, by the words right before it: 本数, 预算数, 上年数, 增减额."""

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

_RISE = (
    r"(?:增收|增支|增加|增长|上升|多收|多支|净增|提高|调增|追加|递增|提升|回升|扩大|上涨|多增|超收"
    r"|增多|增)"
)
_FALL = (
    r"(?:减收|减支|减少|下降|降低|短收|少收|少支|压减|调减|核减|减少额|下滑|回落|压缩|缩减|负增长"
    r"|降|减)"
)
_TAIL = r"(?:了|额|额度|数|幅度|幅|为|达到|达|约|近|超过|超|:|-)*"
_ENDS_RISE = re.compile(rf"{_RISE}{_TAIL}$")
_ADDED = re.compile(
    rf"(?:增收|增支|增加|增长|上升|多收|多支|净增|调增|追加|多增|超收|增多|增){_TAIL}$"
)
_ENDS_FALL = re.compile(rf"{_FALL}{_TAIL}$")
_LEADS = re.compile(
    r"^(?:其中|主要是|主要为|主要|一是|二是|三是|四是|五是|另外|同时|以及|[:、,和及]|是)*"
    r"(?P<up>调增|追加|增加|增收)?(?P<down>调减|减少|核减|压减|减收)?(?P<rest>[^,]+)$"
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
_BUDGET_NOUN = (
    r"(?:预算(?!收入|支出|收支|资金|单位|内|外|管理|稳定|执行|法|公开)"
    r"|任务|目标|计划|指标|预期|调整数|变动数)"
)
_BUDGET = re.compile(
    r"(?:为|占|完成|达到|(?<!发)达|是|相当于|与|较|比|超|超过|对比)"
    rf"[^,;。]{{0,24}}?{_BUDGET_NOUN}[^,;。完]{{0,8}}$"
)
_SHARE = re.compile(
    r"占(?!用|地(?!方))(?P<of>[^,;。:]*?)(?:的?(?:比重|比例|比率|份额|比))?"
    r"(?:的|为|达到|达|约|是|分别为|分别|依次为|依次|:)*$"
)
_OF_NAMED = re.compile(r"(?:^|,)(?:为|相当于)(?P<of>[^,;。:]{2,14}?)的$")
_SHARE_NOUN = re.compile(
    r"(?:占比|比重|占有率|份额|税占比)(?:[^,;。]{0,10}?)(?:的|为|达到|达|约|是|:)*$"
)
_COMPLETION = re.compile(
    r"(?:为|占|完成|达到|达|是|相当于|的|实现)"
    rf"(?P<of>[^,;。]{{0,30}}?{_BUDGET_NOUN}[^,;。]{{0,10}}?)(?:的)?(?:为|达到|达|约|比例为)*$"
)
_COMPLETION_NOUN = re.compile(
    r"(?:完成率|完成比例|完成进度|执行率|执行进度|支出进度|收入进度|预算完成|完成预算|完成任务|进度"
    r"|完成年初预算|完成比)"
    r"(?:的|为|达到|达|约|是|至|:)*$"
)
_OF_PRIOR = re.compile(r"(?:为|是|相当于|占)(?:上年|去年|上年同期|20\d\d年)[^,;。]*的$")
_RATE = re.compile(
    r"(?P<of>[^,;。:、]{1,12}率)(?:分别)?(?:的|为|达到|达|约|是|高达|至|:|提高到|提升至)*$"
)
_AHEAD = re.compile(
    r"(?:超|快于|高于|超过|超前|领先|超出|快)[^,;。]{0,10}?(?:序时|时间|进度|时序)[^,;。]{0,8}$"
    r"|(?:进度)(?:快|超)$"
)
_BEHIND = re.compile(
    r"(?:低于|慢于|欠|落后|落后于|滞后|滞后于|差|慢|短)"
    r"[^,;。]{0,10}?(?:序时|时间|进度|时序)[^,;。]{0,8}$"
    r"|(?:进度)(?:慢|欠|低|差)$"
)
_AHEAD_AFTER = re.compile(
    r"(?:超进度|超序时进度|超时间进度|超序时|超时序进度|快于序时进度|超过序时进度)$"
)
_SINCE = r"(?:同比|上年|去年|较20|比20|同期)"
_PREPOSITION = re.compile(r"(?:为|占|完成|达到|是|与|比|较|超)")
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
    """Its verb stands before the noun: 调增上级补助收入900万元."""


Rule = tuple[str, re.Pattern[str], int]
"""(role, words it ends with, sign); a group `of` of the words is what it is measured by."""

_PERCENTS: tuple[Rule, ...] = (
    (OTHER, re.compile(r"年均|平均增|两年|环比"), 1),
    (GROWTH, re.compile(rf"{_FALL}{_TAIL}$|(?:降幅|减幅|跌幅)(?:为|达|达到|约|:)*$"), -1),
    (
        GROWTH,
        re.compile(
            rf"{_RISE}{_TAIL}$"
            r"|(?:增幅|增速|涨幅|增长率|同比|增长幅度)(?:分别)?(?:为|达|达到|约|是|:)*$"
        ),
        1,
    ),
    (AHEAD, _BEHIND, -1),
    (AHEAD, _AHEAD, 1),
    (LEVY, re.compile(r"(?:按照?|按不超过)$"), 1),
    (RATIO, _OF_PRIOR, 1),
    (COMPLETION, _COMPLETION, 1),
    (COMPLETION, _COMPLETION_NOUN, 1),
    (SHARE, _SHARE, 1),
    (SHARE, _OF_NAMED, 1),
    (SHARE, _SHARE_NOUN, 1),
    (RATE, _RATE, 1),
)
_POINTS: tuple[Rule, ...] = (
    (AHEAD, _BEHIND, -1),
    (AHEAD, _AHEAD, 1),
    (AHEAD, _AHEAD_AFTER, 1),
    (CHANGE, re.compile(rf"{_SINCE}.*{_FALL}{_TAIL}$"), -1),
    (CHANGE, re.compile(rf"{_SINCE}.*{_RISE}{_TAIL}$"), 1),
)
_AMOUNTS: tuple[Rule, ...] = (
    (LEVEL, _AUDITED, 1),
    (PRIOR, re.compile(r"(?:由|从)$"), 1),
    (OVER, re.compile(r"(?:^|,)(?:短收|欠收)(?:了|额|约|为|达)*$"), -1),
    (OVER, re.compile(r"(?:^|,)(?:超收|差值|差额|预算结余)(?:了|额|约|为|达)*$"), 1),
    (OVER, re.compile(r"(?:小于|低于)(?:年初)?预算(?:数)?$"), -1),
    (OVER, re.compile(r"(?:大于|高于|超过|超)(?:年初)?预算(?:数)?$"), 1),
    (DELTA, _ADDED, 1),
    (DELTA, _ENDS_FALL, -1),
)


def role_of(kind: str, near: str, after: str) -> Role:
    """`near`: the words since the clause began or the last figure; `after`: a few behind it."""
    if kind == PERCENT:
        return _first(_PERCENTS, near) or Role(OTHER)
    if kind == POINTS:
        return _first(_POINTS, near) or Role(OTHER)
    if kind == MULTIPLE and _ENDS_RISE.search(near):
        return Role(GROWTH, 1, near)
    if kind in (AMOUNT, COUNT):
        return _first(_AMOUNTS, near) or _led(near) or _measure(near, after)
    return Role(OTHER)


def loose(near: str, after: str) -> bool:
    """近3亿元, 100万元以上: nothing can be computed with it."""
    return bool(_LOOSE.search(near) or _LOOSE_AFTER.match(after))


def _first(rules: tuple[Rule, ...], near: str) -> Role | None:
    """The first rule whose words stand right before the figure."""
    for name, pattern, sign in rules:
        if found := pattern.search(near):
            return Role(name, sign, found.groupdict().get("of") or _whole(name, near))
    return None


def _whole(name: str, near: str) -> str:
    """A growth remembers the words it was told in; a share of nothing named has none."""
    return "" if name in (COMPLETION, SHARE) else near


def _led(near: str) -> Role | None:
    """调增上级补助收入: the verb stands before the noun."""
    found = _LEADS.match(near)
    if found is None or not (found["up"] or found["down"]):
        return None
    return Role(DELTA, -1 if found["down"] else 1, near, leading=True)


def _measure(near: str, after: str) -> Role:
    """A budget, last year's figure, or the amount itself."""
    joined = re.match(r"的?\d", after) or _PREPOSITION.match(near)
    if joined and _BUDGET.search(near):
        return Role(BUDGET, 1, near)
    stock = re.search(r"结转|结余|结存|累计结|滚存", near)
    if (_PRIOR.search(near) and not stock) or _PRIOR_YEAR.search(near):
        return Role(PRIOR, 1, near)
    return Role(LEVEL)

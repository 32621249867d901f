"""The words and marks by which people tell figures, as patterns over plain text."""

import re

from duzhi.checker.claim import DELTA

BALANCED = re.compile(r"\([^()]*\)")
MARK = re.compile(
    r"[。!?;()]"
    r"|(?P<among>其中|主要包括|包括|分别是|主要是|主要为|具体为|具体是|具体到|一是(?=[^,;。]{1,30}$))"
    r"|(?P<use>(?<=,)用于(?=[^,;。\d]{2,24}$))"
    r"|(?P<view>分(?!别|布|配|管|解)[^,;。:看]{1,6}?(?:看|来看|情况[是为]|情况如下|[:,])"
    r"|按[^,;。:]{1,8}(?:划分|分类|分|看)[,:]"
    r"|[^,;。]{0,8}情况如下|(?:^|(?<=[。、)]))(?!其中|包括|主要|一是)[一-龥]{2,6}:"
    r"|(?:^|(?<=[。、)]))[^,;。:]{0,6}(?:收入|支出|资金|总额)中,)"
    r"|(?P<thatis>(?<=,)即(?=[^,;。\d]{2,30}$))"
    r"|(?P<add>加上|另加|再加|,加:)"
)
"""Ends of sentences and clauses, brackets, and the words that open a list: `among` 其中, `use`
用于, `view` 按部门分, `thatis` 即, `add` 加上."""
TOTAL = re.compile(r"(?:合计|总计|共计|总共|累计共|总数|总量)(?:数|额)?(?:为|达|达到|是|:)*$")
SUM_UP = re.compile(
    r"(?:^(?:总收入|总支出)|(?:年末|期末|累计|滚存)(?:滚存)?(?:结余|余额|结存))"
    r"(?:为|达|达到|是|:)*$"
)
ABOUT = re.compile(r"(?:大约|(?<!节)约)(?:为)?$")
STOCK = re.compile(r"(?:年末|年底|期末|月末|累计|滚存)[^,]{0,6}(?:结余|余额|结存)")
CUT = re.compile(
    r"同比|环比|比(?=上|去|20|同|年|预|序)|较(?=上|去|20|同|年|预|序)|与(?=上年|去年|20)|同口径"
    r"|按可比|可比口径|增幅|增速|降幅|减幅|占|由$|从$|(?<=..)(?:上年|去年)(?!结转|结余|滚存)|调增|调减|追加|增长|增收|增加|增支|下降|减少"
    r"|减收|减支|上升|降低|提高|为(?=[^,]*(?:预算|任务|目标))|完成(?=[^,]*(?:预算|任务|目标))"
)
"""Where a subject ends and what is said of it begins."""
MEASURED = re.compile(r"的?(?:比重|比例)?(?:的|为|达到|达)?(?:\d[\d.]*(?:%|倍))")
"""Behind an amount that another is measured by: 是5.66亿元的2.83倍."""
LATER = re.compile(r"[^。;]{0,40}?(?:完成|执行|实现|支出|收入|决算)[^。;,]{0,12}(?:\d|\*)")
ANEW = re.compile(r"(?:前\d{1,2}个月|\d{1,2}-\d{1,2}月|上半年|[一二三四]季度|全年|当月|累计)[,份]?")
CHAIN = re.compile(r"以及|[、,和与及]")
EACH = re.compile(r"分别|依次")
OTHER_YEAR = re.compile(r"(?:20|19)\d\d年")
ADJUSTED = re.compile(r"同口径|可比|剔除|扣除|还原")
REVISED = re.compile(r"调增|调减|追加|由$|从$")
CHANGED = re.compile(r"(?:的?(?:比重|比例|比)?)(?:同比|较|比).*$")
INCREASE = re.compile(r"(?:增收额|增量|增加额|增长额|减收额)$")
OF_INCREASE = re.compile(r"增收额|增量|增加额|增长额|减收额")
LISTED = "、和及与"
_NOBODY = (
    "总额|总量|规模|增幅|增速|降幅|比重|平均|其|同期|总体|实际|比例|全市|全县|全区|全省|全国|本级|自然口径"
    "|名义|决算数|预算数|收入|支出"
)
NOBODY = frozenset(_NOBODY.split("|"))
"""Subjects that name nobody: what is said belongs to whom was spoken of last."""

_CLAUSE = re.compile(r"因|受|由于|影响|原因|政策|推动|带动|加大|通过|以来|较快|方面")
_THING = re.compile(
    r"(?:收入|支出|税|税收|非税|费|资金|基金|债券|债务|余额|限额|补助|资产|负债|预算|经费|额|本级|公司|局"
    r"|部门|项目|贷款|存款|结余|比重|占比|库款|投资)$"
)
_FUND = re.compile(r"收入|支出|资金|基金|经费|费$")
_BUDGET = r"(?:预算|任务|目标|计划)(?:安排)?(?:数|额|任务)?(?:为|是|:)?$"
_BUDGET_NAMED = re.compile(
    rf"(?:(?:年初|年度|全年|调整后?|人大|变动|本年|收入|支出)的?(?:目标)?|^){_BUDGET}"
)
_BUDGET_TAIL = re.compile(rf"(?:年初|年度|全年|调整后?|人大|变动|本年)?{_BUDGET}")
_ONLY_VERB = re.compile(r"(?:相比)?(?:减少|增加|节约|下降|减|增|结余|超支|超)(?:了)?")
_VERB = re.compile(r"^(.*?)(?:调增|调减|追加|增加|新增|增收|减少|核减|压减|减收)")
_LONGEST = 24
"""Characters of a subject; longer ones are clauses."""
_CLAUSE_BEFORE = 40


def is_thing(subject: str, role: str) -> bool:
    """Looks like a thing, not like a clause; a change may be told of anything short."""
    if _CLAUSE.search(subject) or len(subject) > _LONGEST or not re.search("[一-龥]{2}", subject):
        return False
    return role == DELTA or bool(_THING.search(subject))


def is_budget(near: str) -> bool:
    """年初预算, 全年任务数为: what follows is a budget."""
    return bool(_BUDGET_NAMED.search(near))


def budgeted(near: str) -> str:
    """收入 of 收入预算数: the words before a budget that name what it is the budget of."""
    found = _BUDGET_TAIL.search(near)
    words = near[: found.start()] if found else ""
    return words if _FUND.search(words) else ""


def only_verb(near: str) -> bool:
    """Only a verb stands between a budget and what was had more or less than it."""
    return bool(_ONLY_VERB.fullmatch(near))


def verbless(near: str) -> str:
    """上级补助收入 of 调增上级补助收入."""
    return _VERB.sub(r"\1", near, count=1)


def last_clause(words: str) -> str:
    """What follows the last comma or colon."""
    return re.split(r"[,;:。!?]", words)[-1]


def clause_before(words: str) -> str:
    """The clause before the last; its subject is that of a clause with none."""
    pieces = [one for one in re.split(r"[,;:。!?]", words) if one.strip()]
    short = len(pieces) > 1 and len(pieces[-2]) <= _CLAUSE_BEFORE
    return pieces[-2] if short else ""


def original(gap: str, flat: str, place: int) -> int:
    """Offset in a gap of an offset in it without its brackets."""
    if len(gap) == len(flat):
        return place
    removed = sum(len(found[0]) for found in BALANCED.finditer(gap) if found.start() < place)
    return min(place + removed, len(gap))

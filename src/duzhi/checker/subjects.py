"""The phrase a figure is about: cleaned, with its place (全市, 市本级, 乡镇), and compared."""

import re
from functools import lru_cache

_LEAD = re.compile(
    r"^(?:[\s,:;、。!?\"“”‘’'()\-*·•●※◆■>]+|其中|其次|分别是|分别|主要是|主要|包括|主要包括|具体为|具体是"
    r"|加上|再加上|加|减去|减|扣除|以及|同时|另外|此外|另|其(?!他|它|余)|共(?!同)|全年|当年|本年度|本年"
    r"|本期|累计|上半年|下半年|前?[一二三四]季度|年末|年底|月末|目前|今年以来|今年|[一二三四五六七八九]是"
    r"|[一二三四五六七八九十]+、|\d{1,2}[.、)](?!\d)|[①-⑳]|截至|截止|(?:20|19)\d\d年?度?(?:底|末|初)?"
    r"|\d{1,2}月(?:份|底|末)?(?:\d{1,2}日)?|\d{1,2}-\d{1,2}月份?|1至\d{1,2}月份?|和|与|及|由于|通过|将"
    r"|据快报数|据统计|按|故|即|在|共计|合计|总共|预计|已|又|再|并|并且|我们|我局|经|市财政|县财政)"
)
"""What stands before a subject: time, numbering, connecting words."""
_TRAIL = re.compile(
    r"(?:[\s,:;、。\"“”‘’'()\-]+|累计|共|完成|实现|为|达到|达|是|(?<!节)约|近|超|入库|支出了|有|的|共计"
    r"|合计|总计|总共|共有|执行|决算|(?<=收入)实际|(?<=支出)实际|已|预计|收回|下达|安排|金额|资金|分别"
    r"|数额|规模|了|得|完成额|到位|总额|发放|拨付|争取|组织|审批|涉及|预算数|执行数|决算数|数|调整|分|征收"
    r"|同比|同口径|比|较|拟)$"
)
"""What stands between a subject and its figure: verbs and measures."""
_SCOPE = re.compile(
    r"^(?P<scope>全(?:国|省|市|县|区|镇|乡|州|旗|城区|辖区)|我[市县区镇乡省州旗]|中央本级|中央"
    r"|地方(?!政府|债)|[省市县区镇]本级|省级|省|市级|市直|县级|区级|乡镇级?|乡级|镇级|街道|本级"
    r"|各县\(市\)区|县\(市\)区|县市区|本单位|本部门|本市|本县|本区|一般|专项)"
)
WHOLE_SCOPES = frozenset(
    f"{one}{place}"
    for one, places in (
        ("全", ("国", "省", "市", "县", "区", "镇", "乡", "州", "旗", "城区", "辖区")),
        ("我", tuple("市县区镇乡省州旗")),
        ("本", ("市", "县", "区", "单位", "部门")),
    )
    for place in places
)
"""Place words that leave no part of the place out."""
_BARE, _TELLING = 4, 3
"""Characters from which a name says enough by itself."""
ALIKE = 0.9
"""From this likeness on two phrases name the same thing."""
_SAME = (
    ("公共财政预算总收入", "财政总收入"),
    ("一般公共预算总收入", "财政总收入"),
    ("一般预算收入", "一般公共预算收入"),
    ("一般预算支出", "一般公共预算支出"),
    ("公共财政预算", "一般公共预算"),
    ("公共财政收入", "一般公共预算收入"),
    ("公共财政支出", "一般公共预算支出"),
    ("一般性预算", "一般公共预算"),
    ("财政一般公共预算", "一般公共预算"),
    ("基金预算收入", "基金收入"),
    ("基金预算支出", "基金支出"),
    ("税收收入", "税收"),
    ("非税收入", "非税"),
)


@lru_cache(maxsize=20_000)
def cleaned(words: str) -> str:
    """The noun phrase of the words before a figure.

    >>> cleaned("2023年1-6月份,全市一般公共预算收入累计完成")
    '全市一般公共预算收入'
    """
    text = words
    while True:
        short = _TRAIL.sub("", _LEAD.sub("", text, count=1), count=1)
        if short == text:
            return text
        text = short


@lru_cache(maxsize=20_000)
def split(subject: str) -> tuple[str, str]:
    """(scope, rest): 全市, 一般公共预算收入. The rest is normalised for comparison."""
    scope = ""
    text = subject
    found = _SCOPE.match(text)
    if found and found["scope"] not in ("一般", "专项", "省") and len(text) > found.end() + 1:
        scope, text = found["scope"], text[found.end() :]
    for old, new in _SAME:
        text = text.replace(old, new)
    text = text.replace("完成", "").replace("累计", "").strip("“”\"'‘’的")
    text = text.removeprefix("地方") if len(text) > _BARE else text
    return scope, text


def key(subject: str) -> str:
    """What two mentions of the same thing share."""
    return split(subject)[1]


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """0 … 1: how far two cleaned phrases name the same thing; 1 is equal up to place words."""
    a, b = key(one), key(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if a.endswith(b) or b.endswith(a):
        return 0.9 if min(len(a), len(b)) >= _TELLING else 0.5
    if a in b or b in a:
        return 0.75
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    union = len(pairs_a | pairs_b)
    return len(pairs_a & pairs_b) / union * 0.9 if union else 0.0


def same(one: str, other: str) -> bool:
    """Whether two phrases name the same thing of the same place."""
    if likeness(one, other) < ALIKE:
        return False
    (place, word), (other_place, other_word) = split(one), split(other)
    if place == other_place or {place, other_place} <= WHOLE_SCOPES | {""}:
        return True
    return not (place and other_place) and min(len(word), len(other_word)) > _TELLING


def tail(one: str, other: str) -> int:
    """Characters that two phrases end with in common."""
    a, b = key(one), key(other)
    count = 0
    while count < min(len(a), len(b)) and a[-1 - count] == b[-1 - count]:
        count += 1
    return count


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}

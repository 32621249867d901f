"""Does the word for the change agree with its sign? 「增长-5.2%」, 「增收120万元,下降3%」."""

import re
from collections.abc import Iterator
from decimal import Decimal

from duzhi.checker.lint.remarks import NUMBER, before, remark
from duzhi.checker.records import Reading
from duzhi.checker.report import HARD, SOFT, Remark

RULE = "growth_sign"

UNIT = r"(?:万亿元|亿元|万元|元)"
UP_NEGATIVE = re.compile(rf"(正?(?:增长|上升|提高|增收|增支))\s*(?:了|为)?\s*-\s*({NUMBER}\s*%?)")
DOWN_NEGATIVE = re.compile(rf"(下降|降低|减收|减支|负增长)\s*(?:了|为)?\s*-\s*({NUMBER}\s*%?)")
BOTH = re.compile(r"增长下降|下降增长|增收减收|减收增收")

YEAR = "同比|比上年同期|较上年同期|比上年|较上年|比去年同期|较去年同期|比去年|较去年"
LINK = rf"(?:,(?:为|占|完成)[^,。;\n]{{0,30}}%)?[,、]?(?:{YEAR})?"
"""Between amount and percentage of one change: at most how much of the budget is done."""
MORE = rf"(?:增收|增支|增加|增长|(?:{YEAR})增){NUMBER}{UNIT}"
LESS = rf"(?:减收|减支|减少|下降|降低|(?:{YEAR})减){NUMBER}{UNIT}"
UP = rf"(?:增长|上升|增幅为?){NUMBER}%"
DOWN = rf"(?:下降|降低|降幅为?|减幅为?){NUMBER}%"
OPPOSED = tuple(
    re.compile(first + LINK + second)
    for first, second in ((MORE, DOWN), (LESS, UP), (UP, LESS), (DOWN, MORE))
)
ELSEWHERE = re.compile(r"预算|任务|计划|目标|年初|环比|上月|口径|可比|剔除|扣除")
"""比年初预算减少…,同比增长…: the first is measured against something else."""

STEP = r"(?P<unit>%|万亿元|亿元|万元|元|个百分点|人次|万人|亩|公里)"
FROM_TO = re.compile(
    rf"(?:由|从)(?P<lead>[^,。;:\n\d]{{0,12}}?)(?P<low>{NUMBER}){STEP}[^,。;:\n\d]{{0,8}}?"
    rf"(?P<word>提高|上升|增加|增长|增|升|扩大|下降|降低|减少|减|降|压减|压缩|收窄)(?:到|至)了?"
    rf"(?P<middle>[^,。;:\n\d]{{0,8}}?)(?P<high>{NUMBER})(?P=unit)"
)
CHANGED = re.compile(r"[增降减负每-]")
"""由下降5.2%提高到增长3.1%, 由每年8400元提高到每月750元: the ends are not told alike."""
UPWARD = frozenset({"提高", "上升", "增加", "增长", "增", "升", "扩大"})


def find(reading: Reading) -> Iterator[Remark]:
    """Change words that contradict the sign, each other, or the two ends they join."""
    yield from _signs(reading)
    for pattern in OPPOSED:
        for found in pattern.finditer(reading.plain.text):
            if ELSEWHERE.search(before(reading.plain.text, found.start())):
                continue
            text = f"“{found[0]}”一增一减互相矛盾，请核对增减额与增减幅度的方向"
            yield remark(reading, RULE, found.span(), HARD, text)
    yield from _ends(reading)


def _signs(reading: Reading) -> Iterator[Remark]:
    """增长 before a minus is a habit to be corrected; 下降 before a minus says nothing certain."""
    for found in UP_NEGATIVE.finditer(reading.plain.text):
        instead = f"下降{found[2].strip()}"
        text = f"“{found[0]}”增长后面是负数，应写作“{instead}”"
        yield remark(reading, RULE, found.span(), SOFT, text, instead=instead)
    for found in DOWN_NEGATIVE.finditer(reading.plain.text):
        text = f"“{found[0]}”下降后面又是负数，负负得正，请核实是“下降{found[2].strip()}”还是增长"
        yield remark(reading, RULE, found.span(), HARD, text)
    for found in BOTH.finditer(reading.plain.text):
        text = f"“{found[0]}”两个相反的词连用，请删去一个"
        yield remark(reading, RULE, found.span(), SOFT, text)


def _ends(reading: Reading) -> Iterator[Remark]:
    """从甲提高到乙, where 乙 is the smaller one."""
    for found in FROM_TO.finditer(reading.plain.text):
        if CHANGED.search(found["lead"] + found["middle"]):
            continue
        before, after = (_value(found[name]) for name in ("low", "high"))
        upward = found["word"] in UPWARD
        if before == after or upward == (after > before):
            continue
        text = (
            f"从{found['low']}{found['unit']}到{found['high']}{found['unit']}是"
            f"{'增' if after > before else '减'}，与“{found['word']}”相反，请核对数字或用词"
        )
        yield remark(reading, RULE, found.span(), HARD, text)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))

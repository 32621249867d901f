"""Was a 万 or an 亿 lost? 元 beside 万元 of the same family, parts that dwarf their whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from duzhi.checker.lint.remarks import NUMBER, remark, sentences
from duzhi.checker.records import Reading
from duzhi.checker.report import HARD, SOFT, Remark

RULE = "unit_slip"

YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
AMOUNT = re.compile(rf"(?<![\d.,第])(?P<number>{NUMBER})\s*(?P<unit>亿元|万元|元(?![/\\每旦月器]))")
RATE = re.compile(
    r"每|人均|户均|单价|均价|标准|最低|最高|起付|封顶|门票|工资|月薪|罚款|不低于|不超过|不足|以上|以下|低保|补助水平"
)
"""Words of an amount that is small by nature: a price, a rate, a limit, a person's pay."""
BIG_THING = re.compile(r"总投资|撬动|带动|产值|贷款|授信|规模|限额|生产总值|GDP")
MORE = re.compile(
    r"[,(]?(?:同比|同口径|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?|上年同期|净|累计)*"
    rf"(?:(?:增长|增幅)-?{NUMBER}%,)?(?:同比)?(?:增收|增加|增支|增长|多收)(?:了|额为|额)?"
)
OF_PLAN = re.compile(
    rf"[,(]?(?:同比|占|为|完成)[^,。;%\d]{{0,14}}(?P<plan>{NUMBER})(?P<unit>亿元|万元)的?(?P<percent>{NUMBER})%"
)
NEAR = 200
"""A part stands at most so many characters behind its whole."""
SIBLINGS = 2
"""So many amounts in 万元 on a line make an odd 元 among them worth a question."""
LOST = 1000
"""An amount this many times below every sibling is not a small one; its 万 is missing."""
FACTOR = 100
"""A part or an increase this many times above its whole is a wrong unit, not a wrong digit."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a sentence; `yuan` as printed, offsets in the plain text."""

    text: str
    number: str
    unit: str
    start: int
    end: int

    @property
    def yuan(self) -> Decimal:
        """Its value in 元."""
        return Decimal(self.number.replace(",", "")) * YUAN[self.unit]


def find(reading: Reading) -> Iterator[Remark]:
    """Amounts whose unit cannot be right beside the others of the sentence."""
    for sentence in sentences(reading.plain.text):
        amounts = list(_amounts(sentence))
        seen: set[int] = set()
        for odd, other, why in _proofs(reading.plain.text, amounts):
            if odd.start not in seen:
                seen.add(odd.start)
                yield _remark(reading, odd, other, why, HARD)
        for odd, other, why in _suspects(reading.plain.text, amounts):
            if odd.start not in seen:
                yield _remark(reading, odd, other, why, SOFT)


def _amounts(sentence: re.Match[str]) -> Iterator[Amount]:
    for found in AMOUNT.finditer(sentence[0]):
        at = sentence.start()
        number, unit = found["number"], found["unit"]
        yield Amount(found[0], number, unit, at + found.start(), at + found.end())


def _proofs(text: str, amounts: list[Amount]) -> Iterator[tuple[Amount, Amount, str]]:
    """(odd one, the one that shows it, why)."""
    largest: Amount | None = None
    for one, after in zip_longest(amounts, amounts[1:]):
        if largest is not None and "其中" in text[largest.end : one.start]:
            yield from _part(text, largest, one)
        if after is not None:
            yield from _increase(text, one, after)
        yield from _against_plan(text, one)
        if largest is None or one.yuan > largest.yuan:
            largest = one


def _part(text: str, whole: Amount, part: Amount) -> Iterator[tuple[Amount, Amount, str]]:
    between = text[whole.end : part.start]
    if part.yuan < whole.yuan * FACTOR or len(between) > NEAR or BIG_THING.search(between):
        return
    if "其中" not in between or RATE.search(_clause(text, whole)):
        return
    yield whole, part, f"其中数“{part.text}”是总数“{whole.text}”的一百倍以上"


def _increase(text: str, level: Amount, delta: Amount) -> Iterator[tuple[Amount, Amount, str]]:
    if delta.yuan >= level.yuan * FACTOR and MORE.fullmatch(text, level.end, delta.start):
        yield level, delta, f"增加额“{delta.text}”是总数“{level.text}”的一百倍以上"


def _against_plan(text: str, done: Amount) -> Iterator[tuple[Amount, Amount, str]]:
    """完成3255元,为预算6500万元的50.1%: the percentage says which unit was meant."""
    found = OF_PLAN.match(text, done.end)
    if found is None:
        return
    plan = Amount(found["plan"] + found["unit"], found["plan"], found["unit"], *found.span("plan"))
    stated = Decimal(found["percent"].replace(",", ""))
    if plan.yuan == 0 or stated == 0:
        return
    factor = done.yuan * 100 / plan.yuan / stated
    if any(abs(factor * ten - 1) < Decimal("0.02") for ten in (10_000, Decimal("0.0001"))):
        yield done, plan, f"与“{plan.text}”之比不是{found['percent']}%，相差正好一万倍"


def _suspects(text: str, amounts: list[Amount]) -> Iterator[tuple[Amount, Amount, str]]:
    """A bare 元 among amounts in 万元 that would look like its siblings with a 万."""
    siblings = [one for one in amounts if one.unit != "元"]
    if len(siblings) < SIBLINGS:
        return
    least = min(siblings, key=lambda one: one.yuan)
    for one in amounts:
        if one.unit != "元" or one.yuan < SIBLINGS or RATE.search(_clause(text, one)):
            continue
        if one.yuan * LOST <= least.yuan and len(one.number.replace(",", "")) >= len("100"):
            yield one, least, f"同句其他金额如“{least.text}”都以万元、亿元计"


def _clause(text: str, one: Amount) -> str:
    """The words around an amount up to the next comma on either side."""
    start = max(text.rfind(stop, 0, one.start) for stop in ",;。:(\n") + 1
    return text[max(start, one.start - 40) : one.end + 6]


def _remark(reading: Reading, odd: Amount, other: Amount, why: str, severity: str) -> Remark:
    instead = f"{odd.number}{'万元' if odd.unit == '元' else other.unit}"
    text = f"“{odd.text}”的单位可疑：{why}，请核对是否应为“{instead}”"
    numbers = (odd.text, other.text)
    span = (odd.start, odd.end)
    return remark(reading, RULE, span, severity, text, instead=instead, numbers=numbers)

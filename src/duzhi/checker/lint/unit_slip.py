"""Was a 万 or an 亿 lost? 元 beside 万元 of the same family, parts that dwarf their whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from duzhi.checker.lint.remarks import NUMBER, remark
from duzhi.checker.records import Reading
from duzhi.checker.report import HARD, SOFT, Remark

RULE = "unit_slip"

YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
BREATH = re.compile(r"(?:[^。!?\n]|[。\n](?=[ ]*其中)){1,2000}")
"""A sentence, and the next one where it only goes on with 其中."""
AMOUNT = re.compile(rf"(?<![\d.,第])(?P<number>{NUMBER})\s*(?P<unit>亿元|万元|元(?![/\\每旦月器]))")
ITEM = r"[^\n\d|]{0,3}\d{0,2}[^\n\d|]{2,30}\d[\d,.]*(?:亿元|万元|元)[。;,]?[ ]*"
LIST = re.compile(rf"^{ITEM}(?:\n{ITEM}){{3,60}}$", re.MULTILINE)
"""Four lines and more that name a thing and end with its amount."""
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
LOST = 500
"""An amount this many times below every sibling is not a small one; its 万 is missing."""
THOUSANDS, HUNDREDS = 3, 3
CLOSE = Decimal("0.02")
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
        return self.into(self.unit)

    @property
    def digits(self) -> int:
        """Digits before the point."""
        return len(self.number.replace(",", "").partition(".")[0])

    def into(self, unit: str) -> Decimal:
        """What it would be in another unit, 元."""
        return Decimal(self.number.replace(",", "")) * YUAN[unit]


class Doubt(NamedTuple):
    """An amount, the one that shows its unit is wrong, why, and the unit that would fit."""

    odd: Amount
    other: Amount
    why: str
    unit: str


def find(reading: Reading) -> Iterator[Remark]:
    """Amounts whose unit cannot be right beside the others of the sentence or list."""
    text = reading.plain.text
    seen: set[int] = set()
    for severity, doubt in _doubts(text):
        if doubt.odd.start not in seen:
            seen.add(doubt.odd.start)
            yield _remark(reading, doubt, severity)


def _doubts(text: str) -> Iterator[tuple[str, Doubt]]:
    for breath in BREATH.finditer(text):
        amounts = list(_amounts(breath))
        yield from ((HARD, doubt) for doubt in _proofs(text, amounts))
        yield from ((SOFT, doubt) for doubt in _suspects(text, amounts))
    for items in LIST.finditer(text):
        yield from ((SOFT, doubt) for doubt in _suspects(text, list(_amounts(items))))


def _amounts(breath: re.Match[str]) -> Iterator[Amount]:
    for found in AMOUNT.finditer(breath[0]):
        at = breath.start()
        number, unit = found["number"], found["unit"]
        yield Amount(found[0], number, unit, at + found.start(), at + found.end())


def _proofs(text: str, amounts: list[Amount]) -> Iterator[Doubt]:
    units = [one.unit for one in amounts]
    largest: Amount | None = None
    for one, after in zip_longest(amounts, amounts[1:]):
        if largest is not None and _is_part(text, largest, one):
            yield _part(largest, one, units)
        if after is not None and _dwarfs(after, one) and MORE.fullmatch(text, one.end, after.start):
            yield _too_small(one, after, f"增加额“{after.text}”是总数“{one.text}”的一百倍以上")
        yield from _against_plan(text, one)
        if largest is None or one.yuan > largest.yuan:
            largest = one


def _dwarfs(one: Amount, other: Amount) -> bool:
    return 0 < other.yuan * FACTOR <= one.yuan


def _is_part(text: str, whole: Amount, part: Amount) -> bool:
    """其中 stands between the two, and nothing that may be larger than what pays for it."""
    between = text[whole.end : part.start]
    if not _dwarfs(part, whole) or len(between) > NEAR or "其中" not in between:
        return False
    return not BIG_THING.search(between) and not RATE.search(_clause(text, whole))


def _part(whole: Amount, part: Amount, units: list[str]) -> Doubt:
    """Of the two the one whose unit is rare in the sentence is odd; 亿元 in thousands are."""
    why = f"其中数“{part.text}”是总数“{whole.text}”的一百倍以上"
    rare = units.count(part.unit) - units.count(whole.unit)
    if rare < 0 or (rare == 0 and part.unit == "亿元" and part.digits > THOUSANDS):
        fits = [unit for unit in YUAN if part.into(unit) <= whole.yuan]
        return Doubt(part, whole, why, (fits or ["元"])[-1])
    return _too_small(whole, part, why)


def _too_small(odd: Amount, other: Amount, why: str) -> Doubt:
    fits = [unit for unit in YUAN if odd.into(unit) >= other.yuan]
    return Doubt(odd, other, why, (fits or ["亿元"])[0])


def _against_plan(text: str, done: Amount) -> Iterator[Doubt]:
    """完成3255元,为预算6500万元的50.1%: the percentage says which unit was meant."""
    found = OF_PLAN.match(text, done.end)
    if found is None:
        return
    plan = Amount(found["plan"] + found["unit"], found["plan"], found["unit"], *found.span("plan"))
    meant = plan.yuan * Decimal(found["percent"].replace(",", "")) / 100
    for unit in YUAN:
        if unit != done.unit and meant > 0 and abs(done.into(unit) / meant - 1) < CLOSE:
            why = f"占“{plan.text}”的{found['percent']}%应约为{done.number}{unit}"
            yield Doubt(done, plan, why, unit)


def _suspects(text: str, amounts: list[Amount]) -> Iterator[Doubt]:
    """One amount far from all the others of the sentence, that would be near in their unit."""
    ordered = sorted((one for one in amounts if one.unit != "元"), key=lambda one: one.yuan)
    for one in amounts:
        siblings = len(ordered) - (one.unit != "元")
        if siblings < SIBLINGS or one.yuan == 0 or _may_differ(text, one):
            continue
        least, most = (
            ends[1] if ends[0] is one else ends[0] for ends in (ordered[:2], ordered[:-3:-1])
        )
        why = "同句其他金额如“{}”都以{}计"
        if one.unit != least.unit and one.yuan * LOST <= least.yuan and _too_short(one):
            yield Doubt(one, least, why.format(least.text, least.unit), least.unit)
        elif _too_long(one, most):
            yield Doubt(one, most, why.format(most.text, most.unit), most.unit)


def _may_differ(text: str, one: Amount) -> bool:
    clause = _clause(text, one)
    return bool(RATE.search(clause) or BIG_THING.search(clause))


def _too_short(one: Amount) -> bool:
    """Hundreds of 元, or 万元 with a decimal point, as nobody prints a small sum: 6.11万元."""
    if one.unit == "元":
        return one.digits >= HUNDREDS
    return one.unit == "万元" and "." in one.number and one.digits < HUNDREDS


def _too_long(one: Amount, most: Amount) -> bool:
    """Hundreds of 亿元 where nothing else is even one: 29000亿元 beside 10000万元."""
    large = one.unit == "亿元" != most.unit and one.digits >= HUNDREDS
    return large and one.yuan >= most.yuan * LOST > 0


_CLAUSE = 40
"""Characters to look back for what an amount is."""


def _clause(text: str, one: Amount) -> str:
    """The words around an amount, up to the stop before it."""
    back = max(one.start - _CLAUSE, 0)
    start = max(text.rfind(stop, back, one.start) for stop in ",;。:(\n") + 1
    return text[max(start, back) : one.end + 6]


def _remark(reading: Reading, doubt: Doubt, severity: str) -> Remark:
    odd, other, why, unit = doubt
    text = f"“{odd.text}”的单位可疑：{why}，请核对是否应为“{odd.number}{unit}”"
    numbers = (odd.text, other.text)
    span = (odd.start, odd.end)
    return remark(reading, RULE, span, severity, text, instead=odd.number + unit, numbers=numbers)

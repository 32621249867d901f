"""Every number of a plain text with its unit and kind; dates and numbering are not numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from duzhi.checker.claim import AMOUNT, COUNT, MULTIPLE, PERCENT, POINTS, RANK

SCALE = {
    "元": 1,
    "百元": 100,
    "千元": 1000,
    "万元": 10**4,
    "百万元": 10**6,
    "千万元": 10**7,
    "亿元": 10**8,
    "万亿元": 10**12,
    "万": 10**4,
    "亿": 10**8,
}
"""元 in one of each unit of money."""

_COUNTED = (
    "人次|户次|人/次|人∕次|人|名|个|项|家|户|套|台|辆|笔|批次|批|件|宗|所|处|条|座|亩|公里|"
    "平方米|公顷|吨|次|场|期|只|支|份|篇|幢|栋|村|所|间|张|万册|册|头|株|盏|艘|站|户籍"
)
_UNIT = (
    r"(?:(?P<money>万亿元|千万元|百万元|亿元|万元|千元|百元|元(?!旦|月|器))"
    r"|(?P<percent>%)|(?P<points>个百分点|百分点)|(?P<multiple>倍)"
    rf"|(?P<count>[万亿]?(?:{_COUNTED}))(?!月|以上学历)"
    r"|(?P<bare>[万亿](?![美欧英日港]|余|多|股|[一-龥]{0,1}镇)))"
)
_NUMBER = re.compile(
    r"(?P<ordinal>第)?"
    r"(?P<sign>(?<![\d%月年.*\-])[-+](?=[\d.]))?"
    r"(?<![\dA-Za-z〔\[#.])(?<!\d,)(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?)|(?P<mask>\*+))"
    rf"{_UNIT}?"
)
HAN = "一二三四五六七八九十"
_CHINESE = re.compile(
    rf"第(?P<rank>[{HAN}]{{1,3}}|\d{{1,3}})[名位]"
    rf"|(?<![第{HAN}百千万亿两几数])(?P<many>[{HAN}两]{{1,3}})"
    r"(?P<unit>个|项|家|户|套|批次|批|人次|名|条|所)(?!月|百分点|全会|维护|意识|自信|代表|方面|确保|一|统筹)"
)
_DATE = re.compile(
    r"(?:年|月|日|号|届|时|点(?!%)|周岁|岁|至|以来|年度|\)年|五规划|级|楼|期(?!间)|℃|次(?:会议|全会|全体|常务|主席|党))"
)


_LONGEST = 40
"""Digits of a number that anybody prints; longer ones are not amounts."""


@dataclass(frozen=True, slots=True)
class Token:
    """A number at `start`…`end` of the plain text. `value` is signed, in the unit's measure."""

    start: int
    end: int
    number: str
    unit: str
    kind: str
    value: Fraction | None
    half: Fraction = Fraction(0)
    ordinal: bool = False

    def rounded(self) -> "Token":
        """约117000万元: its trailing zeros say nothing."""
        digits = self.number.lstrip("+-").replace(",", "")
        zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
        return replace(self, half=self.half * 10**zeros)

    @property
    def scale(self) -> int:
        """元 in one of its unit; 1 for what is not money."""
        return SCALE.get(self.unit, 1) if self.kind == AMOUNT else 1


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The numbers of a stretch of plain text, in order; offsets are of the whole text."""
    stop = len(text) if end is None else end
    found = [one for one in _arabic(text, start, stop) if one is not None]
    found += _chinese(text, start, stop)
    return sorted(_shared_units(text, found), key=lambda one: one.start)


def _arabic(text: str, start: int, stop: int) -> Iterator[Token | None]:
    for found in _NUMBER.finditer(text, start, stop):
        if found["digits"] is None:
            yield _masked(found)
            continue
        unit, kind = _unit(found)
        if len(found["digits"]) > _LONGEST:
            continue
        if not unit and _DATE.match(text, found.end()):
            continue
        if found["ordinal"]:
            if unit in ("名", "位"):
                continue
            yield None
            continue
        if kind == COUNT and unit == "次" and _DATE.match(text, found.end() - 1):
            continue
        yield _token(found, unit, kind)


def _masked(found: re.Match[str]) -> Token | None:
    unit, kind = _unit(found)
    if not unit or unit == "万" or found["sign"]:
        return None
    return Token(found.start(), found.end(), "*", unit, kind, None)


def _unit(found: re.Match[str]) -> tuple[str, str]:
    """The unit and the kind of figure it makes; both empty for a bare number."""
    for name, kind in _KINDS:
        if found[name]:
            return _WRITTEN.get(name, found[name]), kind
    return "", ""


_KINDS = (
    ("money", AMOUNT),
    ("bare", AMOUNT),
    ("percent", PERCENT),
    ("points", POINTS),
    ("multiple", MULTIPLE),
    ("count", COUNT),
)
_WRITTEN = {"percent": "%", "points": "个百分点", "multiple": "倍"}


def _token(found: re.Match[str], unit: str, kind: str) -> Token:
    digits = found["digits"]
    value, half = printed(digits)
    if kind == AMOUNT:
        value, half = value * SCALE[unit], half * SCALE[unit]
    elif kind == COUNT and unit[0] not in "万亿" and "." not in digits:
        half = Fraction(0)
    if found["sign"] == "-":
        value = -value
    start = found.start("sign") if found["sign"] else found.start("digits")
    return Token(start, found.end(), (found["sign"] or "") + digits, unit, kind, value, half)


def printed(digits: str) -> tuple[Fraction, Fraction]:
    """The value of printed digits and half a unit of the last one.

    >>> printed("12.35")
    (Fraction(247, 20), Fraction(1, 200))
    """
    plain = digits.replace(",", "")
    places = len(plain.partition(".")[2])
    return Fraction(int(plain.replace(".", "")), 10**places), Fraction(1, 2 * 10**places)


def _chinese(text: str, start: int, stop: int) -> Iterator[Token]:
    for found in _CHINESE.finditer(text, start, stop):
        if found["rank"]:
            value = Fraction(han(found["rank"]))
            place = found.start("rank")
            yield Token(place, found.end(), found["rank"], "名", RANK, value)
        elif found["many"]:
            place = found.start("many")
            value = Fraction(han(found["many"]))
            yield Token(place, found.end(), found["many"], found["unit"], COUNT, value)


def han(text: str) -> int:
    """A numeral up to 99, 0 for what is none.

    >>> han("十二"), han("二十"), han("两"), han("8")
    (12, 20, 2, 8)
    """
    if text.isdigit():
        return int(text)
    digits = {sign: at for at, sign in enumerate(HAN[:9], 1)} | {"两": 2, "": 0}
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return digits.get(ones, 0)
    if tens not in digits or ones not in digits:
        return 0
    return (digits[tens] or 1) * 10 + digits[ones]


def _shared_units(text: str, found: list[Token]) -> Iterator[Token]:
    """`1210.5、880.4和305.1亿元`: a unit written once is that of all; other bare ones go."""
    following: Token | None = None
    for one in reversed(found):
        if one.unit:
            following = one
            yield one
        elif following is not None and (
            _LISTED.fullmatch(text, one.end, following.start)
            or (
                _LAST.search(text, max(one.start - 8, 0), one.start)
                and _MORE.fullmatch(text, one.end, following.start)
            )
        ):
            value, half = printed(one.number.lstrip("+-"))
            scale = following.scale
            sign = -1 if one.number.startswith("-") else 1
            following = Token(
                one.start,
                one.end,
                one.number,
                following.unit,
                following.kind,
                value * scale * sign,
                half * scale,
            )
            yield following
        else:
            following = None


_LAST = re.compile(r"(?:上年|去年|同期)(?:同期)?(?:的|数|为)?$")
_MORE = re.compile(r"(?:减少|增加|下降|增长)了?")
_LISTED = re.compile(r"[、和与及]")

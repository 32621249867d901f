"""Dates no calendar has, a title of another period than its body, a meeting with two numbers."""

import re
from calendar import monthrange
from collections.abc import Iterator

from duzhi.checker.lint.remarks import remark, title
from duzhi.checker.records import Reading
from duzhi.checker.report import HARD, SOFT, Remark

RULE = "dates"

DAY = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)年)?(?<![\d.])(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
)
MONTH = re.compile(r"(?:(?<=年)|(?<=截至)|(?<=截止)|(?<=[^\d]1-))(?P<month>\d{2})月(?!\d|龄)")
YEAR = re.compile(r"(?<![\d.])(?:20[0-4]\d\d|20[12])年(?![前后来历])")
BACKWARDS = re.compile(r"(?<![\d.年])(?P<first>\d{1,2})-(?P<last>\d{1,2})月")
LEAP = 2000
MONTHS = 12

NAMED_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:年|-)")
FIGURES_YEAR = re.compile(
    r"(?<!\d)(20[0-4]\d)年(?:度|,|上半年|全年|[一三]季度|前三季度|\d{1,2}-\d{1,2}月)"
)
HALF_YEAR = re.compile(r"上半年")
SO_FAR = re.compile(r"(?<![\d.年])1(?:月份?)?(?:-|至|到)(?P<last>\d{1,2})月")
SIX_MONTHS = re.compile(r"6月|六月|二季度|上半年(?!工作|财政|预算|总结)")

HAN = "一二三四五六七八九十百零〇\\d"
MEETING = re.compile(
    rf"第?(?P<term>[{HAN}]{{1,4}})届(?P<body>人民代表大会|人大)(?P<standing>常务委员会|常委会)?"
    rf"第?(?P<number>[{HAN}]{{1,4}})次(?:全体)?会议"
)
GIVEN_AT = re.compile(r"(?:^|\n)[(]?\d{0,4}年?\d{0,2}月?\d{0,2}日?在[^。\n]{0,20}$")
PUT_TO = re.compile(r"(?:提请|现向|请)[^。;\n]{0,24}$")
HEAD = 600
"""Where a report says to which meeting it is given."""


def find(reading: Reading) -> Iterator[Remark]:
    """Every date, period and meeting that cannot be meant."""
    yield from _calendar(reading)
    yield from _title_year(reading)
    yield from _half_year(reading)
    yield from _meeting(reading)


def _calendar(reading: Reading) -> Iterator[Remark]:
    text = reading.plain.text
    for found in DAY.finditer(text):
        month, day = int(found["month"]), int(found["day"])
        if not 1 <= month <= MONTHS or not 1 <= day <= _days(found["year"], month):
            words = f"“{found[0]}”历上没有这一天，请核对日期"
            yield remark(reading, RULE, found.span(), HARD, words)
    for found in MONTH.finditer(text):
        if int(found["month"]) > MONTHS:
            words = f"“{found[0]}”没有这个月份，请核对"
            yield remark(reading, RULE, found.span(), HARD, words)
    for found in YEAR.finditer(text):
        words = f"年份“{found[0]}”写错了，请核对"
        yield remark(reading, RULE, found.span(), SOFT, words)
    for found in BACKWARDS.finditer(text):
        if int(found["first"]) > int(found["last"]) == 1:
            words = f"“{found[0]}”前后颠倒，请改为“1-{found['first']}月”"
            instead = f"1-{found['first']}月"
            yield remark(reading, RULE, found.span(), SOFT, words, instead=instead)


def _days(year: str | None, month: int) -> int:
    return monthrange(int(year) if year else LEAP, month)[1]


def _title_year(reading: Reading) -> Iterator[Remark]:
    """The title names one year, and the figures of the body are only of another."""
    text = reading.plain.text
    head = title(text, 1)
    years = set(NAMED_YEAR.findall(head))
    start = text.find(head) + len(head)
    figures = list(FIGURES_YEAR.finditer(text, start))
    others = {found[1] for found in figures}
    if len(years) != 1 or len(others) != 1 or years & set(NAMED_YEAR.findall(text, start)):
        return
    year, other = years.pop(), others.pop()
    words = f"标题写的是{year}年，正文的数却是{other}年的，请核对是哪一年"
    yield remark(reading, RULE, figures[0].span(1), SOFT, words, numbers=(year, other))


def _half_year(reading: Reading) -> Iterator[Remark]:
    """上半年 in the title, and every running total of the body to another month."""
    text = reading.plain.text
    head = title(text, 1)
    if not HALF_YEAR.search(head):
        return
    start = text.find(head) + len(head)
    totals = list(SO_FAR.finditer(text, start))
    if not totals or SIX_MONTHS.search(text, start):
        return
    last = {found["last"] for found in totals}
    if len(last) == 1:
        words = f"标题写的是上半年，正文的数只到{last.pop()}月，请核对期间"
        yield remark(reading, RULE, totals[0].span(), SOFT, words)


def _meeting(reading: Reading) -> Iterator[Remark]:
    """The meeting a report is given at, and the one it is put to."""
    text = reading.plain.text[:HEAD]
    given: dict[bool, re.Match[str]] = {}
    for found in MEETING.finditer(text):
        standing, lead = bool(found["standing"]), text[max(0, found.start() - 40) : found.start()]
        if GIVEN_AT.search(lead):
            given[standing] = found
        elif PUT_TO.search(lead) and standing in given:
            first = given[standing]
            if (first["term"], first["number"]) != (found["term"], found["number"]):
                words = f"题下写的是“{first[0]}”，这里却是“{found[0]}”，请核对届次"
                yield remark(reading, RULE, found.span(), SOFT, words)

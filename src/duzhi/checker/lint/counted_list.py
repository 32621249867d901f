"""Do numbered lists run without a gap, and do counts in words fit what they announce?"""

import re
from collections.abc import Iterator

from duzhi.checker.lint.remarks import remark
from duzhi.checker.records import Reading
from duzhi.checker.report import SOFT, Remark
from duzhi.checker.tokens import HAN, han

RULE = "counted_list"

NUMERAL = rf"[{HAN}]{{1,3}}"
POINT = re.compile(
    rf"(?:^|(?<=[。;:,、\s”()]))(?P<number>{NUMERAL})(?P<style>是|要|抓)(?!否)", re.M
)
HEADINGS = (
    re.compile(rf"^[ ]*(?P<number>{NUMERAL})、", re.M),
    re.compile(rf"^[ ]*\((?P<number>{NUMERAL})\)", re.M),
    re.compile(r"^[ ]*(?P<number>\d{1,2})(?:[.](?!\d)|、)", re.M),
    re.compile(r"^[ ]*\((?P<number>\d{1,2})\)", re.M),
)
"""Headings at the start of a line; a higher one begins its lower ones anew."""
ANNOUNCED = re.compile(
    rf"(?P<count>[两{HAN}]{{1,2}})(?:个|大|项|点|条|类|种|方面)(?P<noun>[^，,。;:(\n]{{0,8}}?)"
    rf"(?:[:,。]|如下[:。])\s*(?=一是)"
)
NAMED = re.compile(
    rf"(?<![第{HAN}百千万余多])(?P<count>[两{HAN}]{{1,2}})(?:个|大|项|类|种|家)"
    r"(?P<noun>[\u4e00-\u9fff]{1,8})\((?:即|包括|分别是|分别为|指)?[::]?(?P<names>[^()\n\d]{3,200})\)"
)
FORMED = re.compile(
    rf"围绕(?P<names>[^。;，,\n\d围]{{4,100}}?)(?P<more>等)?(?:方面|领域|工作)?(?:成立|组建|设立)了?"
    rf"(?P<count>[两{HAN}]{{1,2}}|\d{{1,2}})个[^,。;\n]{{0,8}}专班"
)
Run = list[re.Match[str]]
"""The points of one list, in order."""
APART = 3000
"""Points further apart are not of one list."""
DEEPEST = 3
"""Lists within lists that people still follow."""
MANY = 2
FAR = 7
"""A leap of so many numbers is another list, not a gap."""
LIST_BREAK = re.compile(r"、|和(?=[^、]*$)|及(?=[^、]*$)|以及")


def find(reading: Reading) -> Iterator[Remark]:
    """Gaps and repeats in numbered lists, and counts that their lists do not bear."""
    yield from _points(reading)
    yield from _headings(reading)
    yield from _names(reading)


def _points(reading: Reading) -> Iterator[Remark]:
    """一是…二是…四是, and 三个方面 that announces it; a list inside a point is one of its own."""
    text, runs, last = reading.plain.text, list[Run](), 0
    for found in POINT.finditer(text):
        number = han(found["number"])
        if number == 1:
            if "\n" in text[last : found.start()] or len(runs) == DEEPEST:
                yield from _closed(reading, runs)
            runs.append([found])
        elif _ended(text[last : found.start()]):
            yield from _closed(reading, runs)
        elif number and runs:
            yield from _next(reading, runs, found)
        last = found.end()
    yield from _closed(reading, runs)


def _ended(between: str) -> bool:
    """Points may stand one a line, but a heading between them ends their list."""
    return len(between) > APART or any(pattern.search(between) for pattern in HEADINGS)


def _closed(reading: Reading, runs: list[Run]) -> Iterator[Remark]:
    for run in runs:
        yield from _announced(reading, run)
    runs.clear()


def _next(reading: Reading, runs: list[Run], found: re.Match[str]) -> Iterator[Remark]:
    """Go on with the innermost list that waits for this number, else something is amiss."""
    number, style = han(found["number"]), found["style"]
    waiting = [
        run for run in runs if (han(run[-1]["number"]), run[0]["style"]) == (number - 1, style)
    ]
    if waiting:
        while runs[-1] is not waiting[-1]:
            yield from _announced(reading, runs.pop())
    elif style == runs[-1][0]["style"]:
        yield from _amiss(reading, han(runs[-1][-1]["number"]), found)
    else:
        return
    runs[-1].append(found)


def _amiss(reading: Reading, last: int, found: re.Match[str]) -> Iterator[Remark]:
    number, style = han(found["number"]), found["style"]
    if number < last:
        return
    if number == last:
        text = f"“{found[0]}”出现了两次，请重新编号"
    else:
        missing = "、".join(f"“{numeral(one)}{style}”" for one in range(last + 1, number))
        text = f"“{numeral(last)}{style}”之后是“{found[0]}”，缺{missing}，请补上或重新编号"
    yield remark(reading, RULE, found.span(), SOFT, text)


def _announced(reading: Reading, run: Run) -> Iterator[Remark]:
    if run[0]["style"] != "是":
        return
    start = max(0, run[0].start() - 30)
    found = ANNOUNCED.search(reading.plain.text, start, run[0].end())
    if found is None or found.end() != run[0].start():
        return
    said, last = han(found["count"]), han(run[-1]["number"])
    if min(said, last) > 1 and said != last:
        text = f"说的是“{found['count']}”，下面列了{last}条，请核对个数"
        yield remark(reading, RULE, found.span("count"), SOFT, text)


def _headings(reading: Reading) -> Iterator[Remark]:
    last: dict[int, int] = {}
    marks = [
        (found.start(), rank, found)
        for rank, pattern in enumerate(HEADINGS)
        for found in pattern.finditer(reading.plain.text)
    ]
    for _, rank, found in sorted(marks, key=lambda one: one[:2]):
        number, before = han(found["number"]), last.get(rank)
        for lower in [one for one in last if one > rank]:
            del last[lower]
        if (
            before is not None
            and number in (before, *range(before + 2, before + FAR))
            and number > 1
        ):
            yield _gap(reading, before, number, found)
        last[rank] = number


def _gap(reading: Reading, last: int, number: int, found: re.Match[str]) -> Remark:
    printed = found[0].strip()
    if number == last:
        text = f"序号“{printed}”重复，请重新编号"
    else:
        text = f"序号从{last}跳到{number}，缺{_between(last, number)}，请补上或重新编号"
    span = (found.end() - len(printed), found.end())
    return remark(reading, RULE, span, SOFT, text)


def _between(last: int, number: int) -> str:
    return str(last + 1) if number == last + 2 else f"{last + 1}至{number - 1}"


def _names(reading: Reading) -> Iterator[Remark]:
    """三个县(甲县、乙县), 围绕甲、乙成立了三个专班: the names against the count in words."""
    text = reading.plain.text
    for found in (*NAMED.finditer(text), *FORMED.finditer(text)):
        listed = found["names"].rstrip()
        names = [one for one in LIST_BREAK.split(listed) if one.strip()]
        said, there = han(found["count"]), len(names)
        more = listed.endswith("等") or bool(found.groupdict().get("more"))
        if there < MANY or said == there or (more and there < said):
            continue
        if any(sign in listed for sign in "《“;。:,"):
            continue
        text = f"说的是“{found['count']}”，列出的是{there}个，请核对个数"
        yield remark(reading, RULE, found.span("count"), SOFT, text)


def numeral(number: int) -> str:
    """The Chinese numeral of a number up to 99.

    >>> numeral(3), numeral(10), numeral(12), numeral(20)
    ('三', '十', '十二', '二十')
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{HAN[tens - 1]}十"
    return head + (HAN[ones - 1] if ones else "")

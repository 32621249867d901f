"""双过半 is a claim of fact: does every line of the half year bear it?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from duzhi.checker.lint.remarks import NUMBER, before, remark, sentences
from duzhi.checker.records import Reading
from duzhi.checker.report import HARD, SOFT, Remark

RULE = "double_half"
HALF = 50

CLAIMED = re.compile(
    r"(?:超额|圆满|全面)完成时间任务“?双过半|双过半|时间过半[、,]?(?:任务|收入|支出|进度)(?:也)?(?:完成)?(?:双|超)?过半|(?:超额|圆满|全面)完成时间任务"
)
WANTED = re.compile(
    r"力争|争取|确保|保证|努力|力保|冲刺|奋战|目标是|要实现|为实现|未|没有|难以|距|能否|如何|计划"
    r"|对照|对标|围绕"
)
"""Words that make it a wish, a plan, a yardstick or its denial, not a fact."""
HALF_YEAR = re.compile(r"上半年|(?<!\d)1(?:月份?)?(?:-|至|到)6月|截[至止]6月|半年")

SUBJECT = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,24}?"
    r"(?:税收收入|收入|支出|税收|非税|增值税|所得税|契税|附加|土地出让金))"
)
DONE = re.compile(
    r"(?:占|为|完成|达到)[^,。;%]{0,12}?(?:预算|任务|计划|目标)(?!收入|支出|收支)数?"
    rf"[^,。;%占为]{{0,24}}?的?(?P<percent>{NUMBER})%"
)
OTHER = re.compile(r"一季度|1-3月|三季度|目标任务数|序时")
MAIN = re.compile(r"^税收|财政总收入|财政收入|地方收入|一般公共预算(?:收入|支出|累计收入|累计支出)")
"""The lines people mean by 双过半; the others make it a question."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the accounts and how much of its year is done, percent."""

    name: str
    percent: Decimal
    printed: str


def find(reading: Reading) -> Iterator[Remark]:
    """Every claim of 双过半 that a printed completion contradicts, with the lines that fail."""
    text = reading.plain.text
    claimed = [one for one in CLAIMED.finditer(text) if _is_fact(text, one)]
    if not claimed or not HALF_YEAR.search(text):
        return
    behind = [line for line in lines(text) if line.percent < HALF]
    if behind:
        yield _remark(reading, claimed[0], behind)


def _is_fact(text: str, found: re.Match[str]) -> bool:
    return not WANTED.search(before(text, found.start(), most=24))


def _remark(reading: Reading, found: re.Match[str], behind: list[Line]) -> Remark:
    table = "；".join(
        f"{line.name}{line.printed}%（差{HALF - line.percent}个百分点）" for line in behind
    )
    text = f"“{found[0]}”与数字不符，未过半的有：{table}；请写明哪几项过半，或删去这一说法"
    severity = HARD if any(MAIN.search(line.name) for line in behind) else SOFT
    numbers = tuple(f"{line.printed}%" for line in behind)
    return remark(reading, RULE, found.span(), severity, text, numbers=numbers)


def lines(text: str) -> Iterator[Line]:
    """The lines whose completion of the year is printed, each once."""
    seen: set[str] = set()
    for sentence in sentences(text):
        name = ""
        for clause in re.split(r"[,;:]", sentence[0]):
            name = _subject(clause) or name
            found = None if OTHER.search(clause) else DONE.search(clause)
            if found and name and name not in seen:
                seen.add(name)
                printed = found["percent"]
                yield Line(name, Decimal(printed.replace(",", "")), printed)


def _subject(clause: str) -> str:
    found = SUBJECT.search(clause)
    return "" if found is None else re.sub(r"^(?:其中|全[市县区省]|我[市县区])+", "", found["name"])

"""Does a term stand where its look-alike is meant: 一般性预算支出 for 一般公共预算支出?"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from duzhi.checker.lint.remarks import remark, title
from duzhi.checker.records import Reading
from duzhi.checker.report import Remark

RULE = "look_alike"
DATA = Path(__file__).parent / "data" / "look_alikes.csv"

NEVER, BESIDE = "never", "beside"
"""When it is one: never right, or only where the text uses the right term too."""
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:年|-)")


class Pair(NamedTuple):
    """A row of the list. `since` is the first budget year in which the wrong one is out of use."""

    wrong: str
    right: str
    when: str
    since: str
    severity: str
    why: str
    evidence: str


@cache
def pairs() -> tuple[Pair, ...]:
    """The list, in its order."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row and not row[0].startswith("#")]
    return tuple(Pair(*row) for row in rows[1:])


def find(reading: Reading) -> Iterator[Remark]:
    """The first place of each look-alike of the text; how often it stands is said."""
    year = _year(reading.plain.text)
    for pair in pairs():
        if _applies(pair, reading.plain.text, year):
            yield from _places(reading, pair)


def _year(text: str) -> int:
    """The year a report is of: the last one its title names, else the first in the text; 0."""
    named = YEAR.findall(title(text, 2)) or YEAR.findall(text[:2000])[:1]
    return int(named[0]) if named else 0


def _applies(pair: Pair, text: str, year: int) -> bool:
    if pair.wrong not in text:
        return False
    if pair.when == BESIDE and pair.right not in text:
        return False
    return not pair.since or year >= int(pair.since)


def _places(reading: Reading, pair: Pair) -> Iterator[Remark]:
    found = [one.span() for one in re.finditer(re.escape(pair.wrong), reading.plain.text)]
    times = f"（全文{len(found)}处）" if len(found) > 1 else ""
    todo = "请全文统一" if pair.when == BESIDE else "请改正"
    text = f"“{pair.wrong}”{times}应为“{pair.right}”：{pair.why}，{todo}"
    yield remark(reading, RULE, found[0], pair.severity, text, instead=pair.right)

"""审减率, 节约率, 资产负债率, 成功率: a rate and the two figures it is made of."""

import re
from collections.abc import Iterator

from duzhi.checker.claim import AMOUNT, LEVEL, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, first, holds, judge, unknown
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Rate, Reading, Record
from duzhi.checker.report import Identity

_RATES = (
    ("rate_of", r"(?:审减|核减|净审减)率", r"(?:审减|核减)", r"(?:送审|评审|报审|审核|申报)"),
    ("rate_of", r"节约率|节资率|节支率|节省率", r"(?:节约|节支|节省)", r"预算$|计划$|控制价$"),
    ("share", r"资产负债率", r"负债", r"(?<!净)资产$"),
    ("rate_of", r"成功率", r"成功", r"(?:提交|应发|申报|发放)"),
    ("rate_of", r"自给率", r"收入", r"支出"),
    ("rate_of", r"中标率|成交率", r"(?:中标|成交)", r"预算|控制价"),
)
"""(kind, rate, numerator, denominator) by words: domain.md §1.4, §4.5, §5.5, §6.4."""


_SHARP = 200
"""A percentage printed so sharply that other figures would hardly give it."""


def find(reading: Reading) -> Iterator[Identity]:
    """Every rate with its two figures in the same line."""
    nearby = Nearby(reading)
    for record in reading.records:
        for rate in record.rates:
            yield from _one(reading, nearby, record, rate)


def _one(reading: Reading, nearby: Nearby, record: Record, rate: Rate) -> Iterator[Identity]:
    for kind, name, top, bottom in _RATES:
        if not re.search(name, rate.name):
            continue
        row = [record, *nearby.earlier(record)]
        above = _figure(row, top)
        below = _figure(row, bottom, above.kind if above is not None else "")
        if above is None or below is None or above.kind != below.kind:
            continue
        if above.masked or below.masked:
            yield unknown(reading, kind, (above, below), rate.percent, record)
        elif below.low > 0:
            relation = Relation(
                kind, (above, below), rate.percent, of(above) / of(below) * 100, "{}÷{}", rate.name
            )
            yield from first(reading, [(relation, True)], record)
        return
    yield from _searched(reading, nearby, record, rate)


def _searched(reading: Reading, nearby: Nearby, record: Record, rate: Rate) -> Iterator[Identity]:
    """统筹率, 整改率 …: the figure before it divided by one told before that, to the last digit."""
    above = record.fields.get(LEVEL)
    sharp = rate.percent.known >= rate.percent.half * _SHARP
    if above is None or above.masked or above.kind != AMOUNT or not sharp:
        return
    for one in nearby.earlier(record, 8):
        below = one.fields.get(LEVEL)
        if below is None or below.masked or below.kind != AMOUNT or below.low <= above.high:
            continue
        relation = Relation(
            "rate_of", (above, below), rate.percent, of(above) / of(below) * 100, "{}÷{}", rate.name
        )
        if holds(relation):
            yield judge(reading, relation, record)
            return


def _figure(row: list[Record], pattern: str, kind: str = AMOUNT) -> Claim | None:
    for one in row:
        level = one.fields.get(LEVEL)
        if level is not None and level.kind == kind and re.search(pattern, one.subject):
            return level
    return None

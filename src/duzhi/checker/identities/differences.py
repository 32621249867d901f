"""Differences: this year − last year, and those of the field's terms (送审 − 审定 = 审减 …)."""

import re
from collections.abc import Iterator
from itertools import combinations

from duzhi.checker.claim import AMOUNT, COUNT, DELTA, LEVEL, PRIOR, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, first, judge
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import Identity

_TERMS = (
    (r"(?:审减|核减)", r"(?:送审|评审|报审|审核|申报)", r"(?:审定|审后|审核后|核定|评审后)"),
    (r"净资产|所有者权益", r"(?<!净)资产$", r"负债$"),
    (r"^(?:本年|当年|收支|当期|年度|相抵)*结余$", r"收入(?:总量)?$", r"支出(?:总量)?$"),
    (r"缺口$", r"支出$", r"收入$"),
    (r"节约|节支|节省", r"预算$|计划$|控制价$", r"(?:实际|合同|成交|中标|采购)$|实际"),
)
"""(difference, minuend, subtrahend) by subject: 评审, 资产负债, 收支, 采购."""


def find(reading: Reading) -> Iterator[Identity]:
    """Every difference that is stated beside its two figures."""
    nearby = Nearby(reading)
    for record in reading.records:
        yield from _to_last_year(reading, record)
        if record.main is not None and _REST.search(record.subject):
            yield from _left(reading, nearby, record)
        for result, minuend, subtrahend in _TERMS:
            if record.closing:
                break
            if record.main is not None and re.search(result, record.subject):
                yield from _of_terms(reading, nearby, record, minuend, subtrahend)
                break


def _to_last_year(reading: Reading, record: Record) -> Iterator[Identity]:
    level, prior, delta = record.get(LEVEL), record.get(PRIOR), record.get(DELTA)
    if level is None or prior is None or delta is None or _masked(level, prior, delta):
        return
    if not level.kind == prior.kind == delta.kind or level.kind not in (AMOUNT, COUNT):
        return
    more, less = (level, prior) if delta.known >= 0 else (prior, level)
    relation = Relation("difference", (more, less), delta, of(more) - of(less), "{}－{}", "增减额")
    yield from first(reading, [(relation, True)], record)


_REST = re.compile(r"尚|剩余|结余|还需|缺口|相抵|净|未|差")
_TELLING = 1000


def _left(reading: Reading, nearby: Nearby, record: Record) -> Iterator[Identity]:
    """尚未安排, 还需组织, 相抵后: the difference of two figures of the line, to the last digit."""
    stated = record.main
    if stated is None or stated.masked or stated.kind != AMOUNT or not stated.half:
        return
    if abs(stated.known) < stated.half * 2 * _TELLING:
        return
    told = [one.main for one in nearby.earlier(record, 8)]
    claims = [one for one in told if one is not None and not one.masked and one.kind == AMOUNT]
    for one, other in combinations(claims, 2):
        more, less = (one, other) if one.known > other.known else (other, one)
        if more.known - less.known == abs(stated.known):
            relation = Relation(
                "difference", (more, less), stated, of(more) - of(less), "{}－{}", "差额"
            )
            yield judge(reading, relation, record)
            return


def _of_terms(
    reading: Reading, nearby: Nearby, record: Record, minuend: str, subtrahend: str
) -> Iterator[Identity]:
    stated = record.main
    earlier = [one for one in nearby.earlier(record) if LEVEL in one.fields]
    more = _nearest(nearby, record, earlier, minuend)
    less = _nearest(nearby, record, earlier, subtrahend)
    if stated is None or more is None or less is None or more is less:
        return
    if _masked(more, less, stated) or not more.kind == less.kind == stated.kind:
        return
    relation = Relation(
        "difference", (more, less), stated, of(more) - of(less), "{}－{}", record.subject or "差额"
    )
    yield from first(reading, [(relation, True)], record)


def _nearest(nearby: Nearby, record: Record, earlier: list[Record], pattern: str) -> Claim | None:
    """The nearest figure of the same row; one that is not itself a part comes first."""
    kind = record.main.kind if record.main is not None else ""
    found = [
        one for one in earlier if re.search(pattern, one.subject) and one.fields[LEVEL].kind == kind
    ]
    totals = [one for one in found if one.total]
    level = (
        totals or [one for one in found if nearby.is_part(one) == nearby.is_part(record)] or found
    )
    return level[0].fields[LEVEL] if level else None


def _masked(*claims: Claim) -> bool:
    return any(one.masked for one in claims)

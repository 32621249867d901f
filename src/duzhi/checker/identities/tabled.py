"""Prose against the table it retells: 上级补助收入52.31亿元 beside 523118 (万元)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from duzhi.checker import repair
from duzhi.checker.claim import AMOUNT, LEVEL, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, first
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import Identity

_LINES = 25
"""Lines around a table in which prose retells it."""
_KINDS = r"一般公共预算|政府性基金|国有资本经营|社会保险基金"
_OWN = re.compile(r"^(?:本级|全[市县区镇]|地方)?(?:本年)?(收入|支出)$")
_TOTAL = re.compile(r"^(?:合计|总计)$")


def find(reading: Reading) -> Iterator[Identity]:
    """Every figure of prose that stands in a table nearby under the same name."""
    rows: dict[str, list[Record]] = defaultdict(list)
    for record in reading.levels():
        if record.table and record.fields[LEVEL].kind == AMOUNT:
            rows[_name(reading, record)].append(record)
    if not rows:
        return
    for record in reading.levels():
        if not record.table and record.fields[LEVEL].kind == AMOUNT:
            yield from _one(reading, rows, record)


def _one(reading: Reading, rows: dict[str, list[Record]], record: Record) -> Iterator[Identity]:
    stated = record.fields[LEVEL]
    near = [
        one
        for name in dict.fromkeys((record.key, _core(record.key), _debt(record.key)))
        for one in rows.get(name, ())
        if abs(one.line - record.line) <= _LINES
    ]
    if stated.masked or not near:
        return
    near.sort(key=lambda one: abs(one.line - record.line))
    offered = [
        (
            Relation(
                "prose_vs_table", (claim,), stated, of(claim), "表列{}", f"与表列的{one.subject}"
            ),
            _same(claim, stated),
        )
        for one in near[:4]
        if not (claim := one.fields[LEVEL]).masked
    ]
    yield from first(reading, offered, record)


def _same(row: Claim, stated: Claim) -> bool:
    """So near that it is the same thing told wrong, not another thing of the same name."""
    gap = abs(row.known - stated.known)
    return gap * 50 <= abs(stated.known) or repair.slips(stated, abs(row.known), stated.half)


def _name(reading: Reading, record: Record) -> str:
    """A row's name; 本级收入 takes the budget its table is about."""
    if _TOTAL.match(record.subject):
        start = reading.sentences[record.sentence][0]
        told = re.findall(
            rf"(?:{_KINDS})(?:预算)?(?:收入|支出)", reading.plain.text[max(start - 900, 0) : start]
        )
        return told[-1] if told else record.key
    own = _OWN.match(record.key) or _OWN.match(record.subject)
    if own is None:
        return _debt(record.key)
    start = reading.sentences[record.sentence][0]
    before = re.findall(_KINDS, reading.plain.text[max(start - 900, 0) : start])
    return (before[-1] + own[1]) if before else record.key


def _core(key: str) -> str:
    return re.sub(r"^(?:地方)?(?:本级)?", "", key)


def _debt(key: str) -> str:
    """债券限额 and 债务限额 are said of the same."""
    return re.sub(r"债券(?=限额|余额)", "债务", key)

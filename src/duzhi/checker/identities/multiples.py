"""倍: an amount divided by the one it is measured by; 人均: an amount divided by heads."""

import re
from collections.abc import Iterator

from duzhi.checker.claim import AMOUNT, COUNT, LEVEL, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, first, unknown
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import Identity

_PER = re.compile(r"人均|户均|平均每[人户]|每[人户]")


def find(reading: Reading) -> Iterator[Identity]:
    """Every multiple with both amounts, every amount per head with its heads."""
    nearby = Nearby(reading)
    for record in reading.records:
        for multiple, base in record.multiples:
            yield from _multiple(reading, record, multiple, base)
        if LEVEL in record.fields and _PER.search(record.subject):
            yield from _per_head(reading, nearby, record)


def _multiple(
    reading: Reading, record: Record, stated: Claim, base: Claim | None
) -> Iterator[Identity]:
    level = record.fields.get(LEVEL)
    if level is None or base is None or level.kind != base.kind:
        return
    if level.masked or base.masked:
        yield unknown(reading, "multiple", (level, base), stated, record)
    elif base.low > 0:
        relation = Relation(
            "multiple", (level, base), stated, of(level) / of(base), "{}÷{}", "倍数"
        )
        yield from first(reading, [(relation, True)], record)


def _per_head(reading: Reading, nearby: Nearby, record: Record) -> Iterator[Identity]:
    earlier = [one.fields[LEVEL] for one in nearby.earlier(record) if LEVEL in one.fields]
    heads = next(
        (one for one in earlier if one.kind == COUNT and re.search("人|户", one.unit)), None
    )
    amount = next((one for one in earlier if one.kind == AMOUNT), None)
    stated = record.fields[LEVEL]
    if heads is None or amount is None or stated.kind != AMOUNT:
        return
    if amount.masked or heads.masked or stated.masked or heads.low <= 0:
        return
    relation = Relation(
        "per_head", (amount, heads), stated, of(amount) / of(heads), "{}÷{}", "人均"
    )
    yield from first(reading, [(relation, False)], record)
